"""党支部: the list with what is amiss, one branch, founded, changed, closed; what branches owe of a quarter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_life import errors, queries, services
from yinqiao.areas.party_life.forms import (
    BranchFilter,
    ChangeForm,
    FoundForm,
    OwedFilter,
    SeenForm,
    key_of,
    quarters_until,
    words_of,
)
from yinqiao.areas.party_life.rules import ORGANISERS, quarter_of
from yinqiao.areas.party_life.tables import MEETING_TONES, BranchTable, OwedTable, meeting_words
from yinqiao.areas.party_life.types import Kind, Setting
from yinqiao.areas.party_life.views.shared import answer_step
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices
from yinqiao.platform.ui.parts import Figure

BRANCHES = ListSpec(
    title="党支部", table=BranchTable, filters=BranchFilter, unit="个", page_size=50, is_wide=True,
    export=TableExport("党支部情况", "party_life.branches_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的党支部", "点“设立党支部”登记；由企业整建制移交来的，可以接续。"),
)  # fmt: skip
_FIGURES = (
    ("", "党支部", "neutral"), ("too_large", "党员超过上限", "soon"), ("too_small", "正式党员不足", "soon"),
    ("no_secretary", "没有书记", "danger"), ("no_committee", "应设支委会", "soon"), ("term_ended", "任期届满", "soon"),
)  # fmt: skip
_SHOWN = 12


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def branches(request: HttpRequest) -> HttpResponseBase:
    """The branches of the scope with what is amiss."""
    scope, today = actor_of(request).scope, timezone.localdate()
    counted, filters = queries.count_branches(scope=scope, today=today), queries.branch_filters(today)

    def load(chosen: Any) -> Any:
        found = queries.list_branches(scope=scope).filter(filters[chosen.get("state") or ""])
        text = (chosen.get("name") or "").strip()
        return found.filter(name__contains=text) if text else found

    figures = [
        Figure(label, counted[name], "", f"{reverse('party_life:branches')}?state={name}", tone if counted[name] else "neutral")
        for name, label, tone in _FIGURES
    ]  # fmt: skip
    context = {"figures": figures, "unplaced": queries.list_unplaced(scope=scope).count()}
    return answer_list(request, BRANCHES, load, template="party_life/branches.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def owed(request: HttpRequest) -> HttpResponseBase:
    """三会一课台账: what each branch held in a quarter of what is owed by now."""
    scope, today = actor_of(request).scope, timezone.localdate()
    known = quarters_until(quarter_of(today))
    by_key = {key_of(one): one for one in known}
    shown = by_key.get(request.GET.get("quarter", ""), known[0])

    def load(chosen: Any) -> Any:
        found = queries.list_owed(scope=scope, quarter=shown, today=today)
        behind = chosen.get("behind") or ""
        return found.filter(lacking__gt=0) if behind == "yes" else found.filter(lacking=0) if behind == "no" else found

    spec = ListSpec(
        title="三会一课台账", table=OwedTable, filters=with_choices(OwedFilter, quarters=known), unit="个", page_size=50,
        is_wide=True, export=TableExport(f"三会一课台账（{words_of(shown)}）", "party_life.owed_exported", hint=UNNAMED),
        empty=Empty("没有符合条件的党支部", "本单位范围内登记的党支部列在这里，欠开多的在前。"),
    )  # fmt: skip
    return answer_list(request, spec, load, template="party_life/owed.html", context={"quarter": words_of(shown)})


@require_GET
@requires(*ORGANISERS)
def branch(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """One branch: what is amiss and why, what it owes, its meetings and members."""
    scope, now = actor_of(request).scope, timezone.now()
    today = timezone.localdate(now)
    row = queries.get_branch(scope=scope, branch_id=branch_id)
    of_branch = {
        wanted: [
            (one, meeting_words(one), MEETING_TONES[one.state])
            for one in queries.list_meetings(scope=scope, now=now, wanted=wanted).filter(branch_id=branch_id)[:_SHOWN]
        ]
        for wanted in ("unwritten", "coming", "unchecked", "checked")
    }
    context = {
        "row": row, "place": places().label(row.place_no), "findings": queries.findings_of(row, today),
        "secretary": queries.secretary_of(row), "quarter": words_of(quarter_of(today)),
        "owed": queries.owed_of(scope=scope, branch_id=branch_id, today=today),
        "open": of_branch["unwritten"] + of_branch["unchecked"], "coming": of_branch["coming"], "past": of_branch["checked"],
        "members": queries.list_members(scope=scope, branch_id=branch_id),
    }  # fmt: skip
    return render(request, "party_life/branch.html", context)


def _found_form(request: HttpRequest, scope: Scope) -> FoundForm:
    """Its places are the own one and those that have members or organisations for a branch."""
    handed_over = queries.list_continuable(scope=scope)
    waiting = queries.list_unplaced(scope=scope).order_by().values_list("place_no", flat=True)
    numbers = sorted({scope.place_from, *waiting, *(one.place_no for one in handed_over)})
    label, initial = places().label, {"kind": Kind.BRANCH.value, "setting": Setting.COMMUNITY.value, "theme_day": 5}
    return FoundForm(
        request.POST or None, initial={**initial, "place": scope.place_from}, places=[(no, label(no)) for no in numbers],
        organisations=[(str(one.pk), f"{one.now_name or one.name}（{label(one.place_no)}）") for one in handed_over],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def found(request: HttpRequest) -> HttpResponse:
    """设立党支部, new or continuing an organisation that was handed over."""
    actor = actor_of(request)
    form = _found_form(request, actor.scope)
    page = ActPage(
        "设立党支部", "登记", "已登记。请编入党员、登记书记和支委，再制订年度计划。",
        "设立、撤销、换届和任免由党组织研究批准，平台只作登记，不会自动设立或撤销。",
    )  # fmt: skip
    return answer_step(
        request, page, form,
        lambda: services.found_branch(
            actor=actor, at=timezone.now(), place_no=form.cleaned_data["place"], given=form.given(),
            organisation_id=form.cleaned_data["organisation"],
        ),
        sub=actor.scope.label, back=reverse("party_life:branches"),
        to=lambda made: reverse("party_life:branch", args=[made]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def change(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """支部资料."""
    actor = actor_of(request)
    row = queries.get_branch(scope=actor.scope, branch_id=branch_id)
    initial = {
        "name": row.name, "kind": row.kind, "setting": row.setting, "theme_day": row.theme_day, "term_from": row.term_from,
        "secretary": queries.secretary_of(row), "lock_version": row.lock_version,
    }  # fmt: skip
    form = ChangeForm(request.POST or None, initial=initial)
    page = ActPage(
        "支部资料", "保存", "已保存。", "换届后填写新一届的起始日期。改了固定党日的，已列入计划的会议日期不变。"
    )
    return answer_step(
        request, page, form,
        lambda: services.change_branch(
            actor=actor, at=timezone.now(), branch_id=branch_id, lock_version=form.cleaned_data["lock_version"],
            given=form.given(),
        ),
        sub=row.name, back=row.get_absolute_url(),
    )  # fmt: skip


@require_POST
@requires(*ORGANISERS)
def close(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """撤销, after asking; refused as long as somebody is in it."""
    actor = actor_of(request)
    row = queries.get_branch(scope=actor.scope, branch_id=branch_id)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    question = Confirm(
        "撤销党支部", "撤销后不再列入名单和台账，会议记录仍保留。撤销须经上级党组织批准。", "撤销党支部",
        back=row.get_absolute_url(), facts=(("党支部", row.name), ("党员", f"{row.people} 人")),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.close_branch(
        actor=actor, at=timezone.now(), branch_id=branch_id, lock_version=form.cleaned_data["lock_version"]
    )
    messages.success(request, "已撤销。")
    return redirect("party_life:branches")
