"""困难帮扶: the list of what waits, one case with its household, and each step of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.forms import (
    CloseForm,
    ConsentForm,
    DecisionForm,
    HouseholdForm,
    OpinionForm,
    PaymentForm,
    ReliefFilter,
    ReliefForm,
    ReviewForm,
)
from yinqiao.areas.aid.rules import CONSENT, DECIDERS, LOOK, RELIEF_STEPS, STREETS, relief_kinds, shown_told, yuan
from yinqiao.areas.aid.tables import RELIEF_TONES, ReliefTable
from yinqiao.areas.aid.types import ReliefEnd, ReliefState, Step
from yinqiao.areas.authorisations.queries import get_authorisation
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.masking import mask_id_number
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="困难帮扶", table=ReliefTable, filters=ReliefFilter, unit="件", page_size=50, is_wide=True,
    export=TableExport("困难帮扶清单", "aid.reliefs_exported", hint=UNNAMED),
    empty=Empty(
        "没有等您办的困难帮扶",
        "本人、家属申请的，或者民政部门告知困难状况后系统提示的，列在这里。系统只提示和计算，由街道提出意见、民政部门决定。",
        picture="done",
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*LOOK.roles)
def reliefs(request: HttpRequest) -> HttpResponseBase:
    """What waits for the reader, the soonest due first."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found: Any = queries.list_reliefs(scope=actor.scope)
        state = chosen.get("state")
        if not state:
            found = found.filter(queries.turn_of(actor.role, today))
        elif state != "all":
            found = found.filter(state=state)
        for field in ("kind", "tier"):
            if value := chosen.get(field):
                found = found.filter(**{field: value})
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        return found

    return answer_list(request, LIST, load, template="aid/reliefs.html")


@require_GET
@requires(*LOOK.roles)
def relief(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """One case: where it stands, the household and the reckoning, what was paid, and the steps that are the reader's."""
    actor = actor_of(request)
    row = queries.get_relief(scope=actor.scope, relief_id=relief_id)
    card = get_person(scope=actor.scope, retiree_id=row.person_id)  # type: ignore[attr-defined]
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=card.id)
    told, kind = queries.household_of(row), relief_kinds()[row.kind]
    payments = queries.list_payments(scope=actor.scope, relief_id=relief_id)
    context = {
        "row": row, "card": card, "kind": kind, "tone": RELIEF_TONES[row.state], "today": timezone.localdate(),
        "members": [(one, mask_id_number(one.id_no), yuan(one.income_fen)) for one in told[0].members] if told else [],
        "told": _told(row), "called": _called(actor, row), "lines": told[1] if told else [], "amount": yuan(row.amount_fen) if row.amount_fen else "",
        "payments": [(one, yuan(one.fen)) for one in payments], "steps": _steps(actor, row),
        "crumbs": crumbs_of(actor, card, kind.title),
    }  # fmt: skip
    return render(request, "aid/relief.html", context)


def _told(row: Any) -> list[tuple[str, str]]:
    """What was filled in in the portal, question by question."""
    answers = queries.told_of(row)
    return (
        [(one.label, shown_told(one, answers.get(one.value, ""))) for one in Step if one is not Step.CONSENT]
        if answers
        else []
    )


def _called(actor: Actor, row: Any) -> str:
    """Who applied by an authorisation, as it stands everywhere."""
    if row.warrant_id is None:
        return ""
    return get_authorisation(scope=actor.scope, authorisation_id=row.warrant_id).called


def _steps(actor: Actor, row: Any) -> list[tuple[str, str]]:
    """Which steps the case allows and the role takes: address and words."""
    state, role = ReliefState(row.state), actor.role
    collects, pays = role in CONSENT.roles, role in DECIDERS | STREETS
    offered = (
        ("agree", "apply", "本人同意申请", collects), ("consent", "household_consent", "登记核对授权书", collects and row.consent_on is None),
        ("check", "household", "登记家庭经济状况", collects and row.consent_on is not None),
        ("submit", "opinion", "提出意见", role in STREETS), ("decide", "decision", "登记决定", role in DECIDERS),
        ("pay", "payment", "登记发放", pays), ("review", "review", "登记复核", collects and row.review_on is not None),
        ("close", "close", "问过了，不再提示" if state is ReliefState.PROPOSED else "本人不申请或撤回", collects),
    )  # fmt: skip
    found = []
    for step, name, words, is_own in offered:
        if is_own and state in RELIEF_STEPS[step]:
            target = row.retiree_id if name == "apply" else row.pk
            found.append((reverse(f"aid:{name}", args=[target]), words))
    return found


@require_http_methods(["GET", "POST"])
@requires(*CONSENT.roles)
def apply(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """登记申请: of the person, of the family, or with the officer's help."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form = ReliefForm(request.POST or None, initial={"origin": "self"})
    page = ActPage(
        "登记困难帮扶申请", "登记", "已登记申请。", "核对家庭经济状况要先取得本人和家人的授权；没有授权的不核对。"
    )
    context = {"card": card, "crumbs": crumbs_of(actor, card, page.title)}
    shown = Shown("ui/person_act.html", context, back=lambda made: reverse("aid:relief", args=[made]))

    def act() -> UUID:
        return services.apply_relief(actor=actor, at=timezone.now(), retiree_id=retiree_id, new=form.new())

    return answer_form(request, page, form, act, shown)


def _answer(
    request: HttpRequest, relief_id: UUID, page: ActPage, form: forms.Form, act: Callable[[Actor], object],
    template: str = "ui/person_act.html",
) -> HttpResponse:  # fmt: skip
    """The form page of one step, and back to the case."""
    actor = actor_of(request)
    row = queries.get_relief(scope=actor.scope, relief_id=relief_id)
    card = get_person(scope=actor.scope, retiree_id=row.person_id)  # type: ignore[attr-defined]
    context = {"card": card, "crumbs": crumbs_of(actor, card, page.title)}
    shown = Shown(template, context, back=lambda _: reverse("aid:relief", args=[relief_id]))
    return answer_form(request, page, form, lambda: act(actor), shown)


@require_http_methods(["GET", "POST"])
@requires(*CONSENT.roles)
def household_consent(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """登记核对授权书: nobody is looked into before."""
    form = ConsentForm(request.POST or None, initial={"given_on": timezone.localdate()})
    page = ActPage(
        "登记核对授权书", "保存", "已登记授权，可以核对。", "授权书由本人和共同生活的家人签署，写明核对哪些内容；不签的不核对，申请也就不能往下办。"
    )  # fmt: skip
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.consent_to_check(
            actor=actor, at=timezone.now(), relief_id=relief_id, consent=form.consent()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CONSENT.roles)
def household(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """登记家庭经济状况: who lives together, what comes in, what there is."""
    actor = actor_of(request)
    row = queries.get_relief(scope=actor.scope, relief_id=relief_id)
    first = {"name_0": row.name, "relation_0": "本人"}  # type: ignore[attr-defined]
    form = HouseholdForm(request.POST or None, initial=first)
    page = ActPage(
        "登记家庭经济状况", "计算差额", "已登记，差额和分级按规则算出。", "填共同生活的每一个人；空着的行不算。身份证号只用来查是不是在别处也申请了，保存后加密。"
    )  # fmt: skip
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.check_household(
            actor=actor, at=timezone.now(), relief_id=relief_id, household=form.household()
        ),
        "aid/household.html",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*STREETS)
def opinion(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """提出意见: what the street thinks; public for its days where the law has it so."""
    form = OpinionForm(request.POST or None)
    page = ActPage(
        "提出意见", "提交", "已提出意见。", "法律要求公示的类别，提交后在公示页上公开 7 日，只写姓氏、社区、类别和金额，期满自动撤下。", is_dangerous=True
    )  # fmt: skip
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.submit_opinion(
            actor=actor, at=timezone.now(), relief_id=relief_id, opinion=form.opinion()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*DECIDERS)
def decision(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """登记决定: what civil affairs decided."""
    form = DecisionForm(request.POST or None)
    page = ActPage("登记决定", "保存", "已登记决定。", "由县级民政部门决定；这里登记决定书的结果。", is_dangerous=True)
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.decide_relief(
            actor=actor, at=timezone.now(), relief_id=relief_id, opinion=form.opinion()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*(DECIDERS | STREETS))
def payment(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """登记发放: what was paid for a month."""
    form = PaymentForm(request.POST or None, initial={"month": timezone.localdate()})
    page = ActPage("登记发放", "保存", "已登记发放。", "每个月登记一次；一次性救助登记后自动结束。")
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.note_payment(actor=actor, at=timezone.now(), relief_id=relief_id, new=form.new()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CONSENT.roles)
def review(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """登记复核: whether it goes on."""
    form = ReviewForm(request.POST or None)
    page = ActPage("登记复核", "保存", "已登记复核。", "继续的，下次复核的日期按类别自动排出。")
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.review_relief(
            actor=actor, at=timezone.now(), relief_id=relief_id, is_needed=form.cleaned_data["needed"] == "yes"
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*CONSENT.roles)
def close(request: HttpRequest, relief_id: UUID) -> HttpResponse:
    """The person does not ask, or takes it back; what was proposed is put away."""
    row = queries.get_relief(scope=actor_of(request).scope, relief_id=relief_id)
    form = CloseForm(request.POST or None, ReliefState(row.state))
    is_proposed = row.state == ReliefState.PROPOSED
    page = ActPage(
        "不再提示" if is_proposed else "结束这一件", "确认结束", "已结束。",
        "情况没有新的变化，不会再提示；本人以后仍可以申请。" if is_proposed else "以后仍可以重新申请。", is_dangerous=True,
    )  # fmt: skip
    return _answer(
        request, relief_id, page, form,
        lambda actor: services.close_relief(
            actor=actor, at=timezone.now(), relief_id=relief_id, ending=member_of(ReliefEnd, form.cleaned_data["ending"])
        ),
    )  # fmt: skip


@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """救助公示: what the law has public today, for whoever looks; gone by itself the day after its last."""
    rows = [
        (place, masked, kind, yuan(fen), until)
        for place, masked, kind, fen, until in queries.public_reliefs(timezone.localdate())
    ]
    return render(request, "aid/public.html", {"rows": rows})
