"""选派人员 as the city and the communities see them: seconded, prolonged, ended; what they leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import enterprise_choices, name_in_full, near_label
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.forms import EndForm, OfficerFilter, OpenFilter, ProlongForm, SecondForm
from yinqiao.areas.secondments.rules import CITY, ENDERS, PLACES
from yinqiao.areas.secondments.tables import TONES, OfficerTable, PassedTable
from yinqiao.areas.secondments.types import Right, Standing
from yinqiao.areas.secondments.views.communities import crumbs, narrowed
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

LIST = ListSpec(
    title="选派人员", table=OfficerTable, filters=OfficerFilter, page_size=50, is_wide=True,
    export=TableExport("选派人员名单", "secondments.officers_exported", is_personal=False),
    empty=Empty("没有选派人员", "市级在企业型重点社区的页面选派人员，到期前 30 天和 7 天在这里提醒。", picture="done"),
)  # fmt: skip
PASSED = ListSpec(
    title="选派人员移交的事项", table=PassedTable, filters=OpenFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("选派人员移交的事项", "secondments.passed_exported", hint=UNNAMED),
    empty=Empty("没有移交的事项", "选派结束时，选派人员没有办结的事项转到这里，由社区接着办。", picture="done"),
)  # fmt: skip
_PROLONG = ActPage("选派延期", "延期", "已延期。", "延期凭文件由市级办理；延期前后的期限和文件都保留。")
_END = ActPage(
    "提前结束选派", "结束选派", "选派已结束，未办结的事项已转给社区。",
    "结束后立即生效：正在使用的登录也随之停止。记录仍有效，未办结的事项转给社区。", is_dangerous=True,
)  # fmt: skip
_DAY = timedelta(days=1)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def officers(request: HttpRequest) -> HttpResponseBase:
    """Who is or was seconded, the soonest to end first."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = narrowed(queries.list_secondments(scope=actor.scope, today=today), chosen)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        return found

    choices = enterprise_choices(queries.list_communities(scope=actor.scope, today=today))
    spec = replace(LIST, filters=with_choices(OfficerFilter, enterprises=choices))
    context = {"answers": actor.role in ENDERS}
    return answer_list(request, spec, load, template="secondments/officers.html", context=context)


def _get(actor: Actor, secondment_id: UUID) -> Any:
    return queries.get_secondment(scope=actor.scope, secondment_id=secondment_id, today=timezone.localdate())


def _trail(actor: Actor, row: Any, title: str) -> list[tuple[str, str]]:
    place = near_label(row.place_no, actor.scope)
    return crumbs(
        (place, reverse("secondments:community", args=[row.community_id])),
        (row.name, reverse("secondments:officer", args=[row.pk])), (title, ""),
    )  # fmt: skip


@require_GET
@requires(*PLACES)
def officer(request: HttpRequest, secondment_id: UUID) -> HttpResponse:
    """One secondment: from when until when by which document, with which rights, what is open."""
    actor = actor_of(request)
    row = _get(actor, secondment_id)
    stands = row.ended_at is None
    context = {
        "row": row, "place": near_label(row.place_no, actor.scope), "last_on": row.until_on - _DAY,
        "enterprise": name_in_full(enterprise_id=row.enterprise_id), "standing": Standing(row.standing).label,
        "tone": TONES[row.standing], "rights": [Right(one).label for one in row.rights],
        "prolonged": [{**one, "last_on": date.fromisoformat(one["until"]) - _DAY} for one in row.prolonged],
        "may_prolong": actor.role in CITY and row.standing != Standing.ENDED, "may_end": actor.role in ENDERS and stands,
        "crumbs": _trail(actor, row, "")[:-1],
    }  # fmt: skip
    return render(request, "secondments/officer.html", context)


@require_http_methods(["GET", "POST"])
@requires(*CITY)
def second(request: HttpRequest, community_id: UUID) -> HttpResponse:
    """Second somebody; the temporary password is shown this once."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_community(scope=actor.scope, community_id=community_id, today=today)
    rights = queries.terms(today)["rights"]
    initial = {"from_on": max(today, row.from_on), "last_on": row.until_on - _DAY}
    form = SecondForm(request.POST or None, rights=rights, initial=initial)
    place, back = near_label(row.place_no, actor.scope), reverse("secondments:community", args=[row.pk])
    context = {"crumbs": crumbs((place, back), ("选派人员", "")), "back": back, "form": form, "page": ActPage(
        "选派人员", "选派并建立账户", "", f"{name_in_full(enterprise_id=row.enterprise_id)}选派到{place}，只能看到本企业在这个社区的退休人员。",
    )}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = services.second_officer(actor=actor, at=timezone.now(), community_id=row.pk, new=form.new())
        except DomainError as refusal:
            add_refusal(form, refusal)
            return render(request, "ui/form_page.html", context, status=refusal.status)
        told = {
            "name": form.new().name,
            "username": form.new().username.lower(),
            "made": made,
            "crumbs": context["crumbs"],
        }
        return render(request, "secondments/password_once.html", told)
    return render(request, "ui/form_page.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@requires(*CITY)
def prolong(request: HttpRequest, secondment_id: UUID) -> HttpResponse:
    """The city lets it last longer, by a document."""
    actor = actor_of(request)
    row, form = _get(actor, secondment_id), ProlongForm(request.POST or None)
    back = reverse("secondments:officer", args=[row.pk])
    shown = Shown(
        "ui/form_page.html", {"crumbs": _trail(actor, row, _PROLONG.title), "back": back}, back=lambda _: back
    )

    def act() -> None:
        services.prolong(actor=actor, at=timezone.now(), secondment_id=row.pk, **form.cleaned_data)

    return answer_form(request, _PROLONG, form, act, shown)


@require_http_methods(["GET", "POST"])
@requires(*ENDERS)
def end(request: HttpRequest, secondment_id: UUID) -> HttpResponse:
    """The community or the city ends it before its day."""
    actor = actor_of(request)
    row, form = _get(actor, secondment_id), EndForm(request.POST or None)
    back = reverse("secondments:officer", args=[row.pk])
    shown = Shown("ui/form_page.html", {"crumbs": _trail(actor, row, _END.title), "back": back}, back=lambda _: back)

    def act() -> None:
        services.end_secondment(actor=actor, at=timezone.now(), secondment_id=row.pk, why=form.cleaned_data["why"])

    return answer_form(request, _END, form, act, shown)


@require_GET
@requires(*PLACES)
def handover(request: HttpRequest, secondment_id: UUID) -> HttpResponse:
    """工作交接清单: what the officer leaves, to be printed and signed."""
    actor = actor_of(request)
    row = _get(actor, secondment_id)
    rows = list(queries.list_handed_over(scope=actor.scope, secondment_id=row.pk))
    note_people_read(
        actor=actor,
        at=timezone.now(),
        people=len(rows),
        action="secondments.handover_opened",
        purpose="选派人员工作交接",
    )
    context = {
        "row": row, "rows": rows, "place": near_label(row.place_no, actor.scope), "last_on": row.until_on - _DAY,
        "enterprise": name_in_full(enterprise_id=row.enterprise_id), "today": timezone.localdate(),
        "crumbs": _trail(actor, row, "工作交接清单"),
    }  # fmt: skip
    return render(request, "secondments/handover.html", context)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def passed(request: HttpRequest) -> HttpResponseBase:
    """What seconded officers left to the communities, the soonest due first."""
    actor = actor_of(request)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_passed(scope=actor.scope)
        return found.filter(follow_up=chosen["follow_up"]) if chosen.get("follow_up") else found

    return answer_list(request, PASSED, load, template="secondments/passed.html")


@require_POST
@requires(*PLACES)
def close_passed(request: HttpRequest, deed_id: UUID) -> HttpResponse:
    """It is done."""
    services.close_deed(actor=actor_of(request), at=timezone.now(), deed_id=deed_id)
    messages.success(request, "已办结。")
    return redirect("secondments:passed")
