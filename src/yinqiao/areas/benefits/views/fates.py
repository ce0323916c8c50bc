"""原待遇去向: what becomes of what enterprises used to give; the answers for one person, to be read out on the telephone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.benefits import queries, services
from yinqiao.areas.benefits.forms import AskForm, FateFilter, FateForm
from yinqiao.areas.benefits.rules import LOOKERS, OFFICES, TELLERS, old_benefits
from yinqiao.areas.benefits.tables import FateTable, ReadFateTable
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

ANSWERERS = OFFICES | set(TELLERS)
LIST = ListSpec(
    title="原待遇去向", table=FateTable, filters=FateFilter, unit="项", page_size=50, is_wide=True,
    export=TableExport("原待遇去向清单", "benefits.fates_exported"),
    empty=Empty(
        "没有等答复的项目",
        "房租、水电、供暖、过节慰问等原来由企业管的事，协议签署后请企业逐项答复；没有协议的企业由街道以上经办人请它答复。",
        picture="done",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LOOKERS)
def fates(request: HttpRequest) -> HttpResponseBase:
    """What waits for an answer, and the answers."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found, state = queries.list_fates(scope=actor.scope), chosen.get("state")
        if state == "answered":
            found = found.exclude(fate="")
        elif state != "all":
            found = found.filter(fate="")
        if state == "overdue":
            found = found.filter(due_on__lt=today)
        for field, column in (("code", "code"), ("enterprise", "enterprise_id")):
            if value := chosen.get(field):
                found = found.filter(**{column: value})
        return found

    asked = set(queries.list_fates(scope=actor.scope).order_by().values_list("enterprise_id", flat=True))
    known = sorted(enterprise_names(asked).items(), key=lambda one: one[1])
    table = FateTable if actor.role in ANSWERERS else ReadFateTable
    spec = replace(LIST, table=table, filters=with_choices(FateFilter, enterprises=known))
    return answer_list(request, spec, load, template="benefits/fates.html", context={"may_ask": actor.role in OFFICES})


@require_http_methods(["GET", "POST"])
@requires(*OFFICES)
def ask(request: HttpRequest) -> HttpResponse:
    """请企业答复: of everything that it was not asked before."""
    actor = actor_of(request)
    known = sorted(enterprise_names(None).items(), key=lambda one: one[1])
    form = AskForm(request.POST or None, enterprises=known)
    page = ActPage(
        "请企业答复原待遇去向", "请它答复", "已请企业答复，列入它的待办。", "房租、水电、供暖、过节慰问等逐项列给企业，写明期限；已经答复的不重复问。"
    )  # fmt: skip
    context = {"crumbs": [("原待遇去向", reverse("benefits:fates")), (page.title, "")]}
    shown = Shown("benefits/fate.html", context, back=lambda _: reverse("benefits:fates"))

    def act() -> None:
        services.ask_fates(actor=actor, at=timezone.now(), enterprise_id=form.cleaned_data["enterprise"])

    return answer_form(request, page, form, act, shown)


@require_http_methods(["GET", "POST"])
@requires(*ANSWERERS)
def fate(request: HttpRequest, fate_id: UUID) -> HttpResponse:
    """One of them: what the enterprise answers; an office notes it from the enterprise's paper."""
    actor = actor_of(request)
    row = queries.get_fate(scope=actor.scope, fate_id=fate_id)
    old = old_benefits()[row.code]
    first = {one: getattr(row, one) for one in ("fate", "payer", "until", "where", "basis")}
    form = FateForm(request.POST or None, initial=first)
    page = ActPage(
        f"{old.label}：现在怎么办", "保存答复", "已登记答复，退休人员在手机上就能看到。", f"退休人员会问：{old.asks}。请按他们看得懂的话填。"
    )  # fmt: skip
    context = {
        "row": row, "enterprise": enterprise_names({row.enterprise_id}).get(row.enterprise_id, "—"),
        "crumbs": [("原待遇去向", reverse("benefits:fates")), (old.label, "")],
    }  # fmt: skip
    shown = Shown("benefits/fate.html", context, back=lambda _: reverse("benefits:fates"))

    def act() -> None:
        services.answer_fate(actor=actor, at=timezone.now(), fate_id=fate_id, answer=form.answer())

    return answer_form(request, page, form, act, shown)


@require_GET
@requires(*CASEWORKERS)
def answers(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """怎么答复: what to say to this person on the telephone, the same as the portal says."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    lines = queries.list_fate_lines(scope=actor.scope, retiree_id=retiree_id, today=timezone.localdate())
    context = {"card": card, "lines": lines, "crumbs": crumbs_of(actor, card, "原待遇去向")}
    return render(request, "benefits/answers.html", context)


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """What the enterprise has to answer; what is late, for the offices that remind it."""
    if actor.role not in ANSWERERS:
        return []
    waiting, late = queries.count_fates(scope=actor.scope, today=today)
    page = reverse("benefits:fates")
    entries = [TodayEntry("企业逾期没有答复的原待遇", late, f"{page}?state=overdue", "去办理", "overdue")]
    if actor.role in TELLERS:
        entries.append(TodayEntry("等本企业答复的原待遇", waiting, page, "去答复", "soon"))
    return [entry for entry in entries if entry.count]
