"""本企业选派人员: what an enterprise sees of those whom it has seconded, and what it proposes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.forms import EndForm, OfficerFilter, ProlongForm, ProposeSecondForm
from yinqiao.areas.secondments.rules import PROPOSERS
from yinqiao.areas.secondments.tables import PROPOSAL_TONES, TONES, TheirTable
from yinqiao.areas.secondments.types import Asked, Counted, NewProposal, ProposalState, Right, Standing
from yinqiao.areas.secondments.views.communities import narrowed
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

HOME = "本企业选派人员"
LIST = ListSpec(
    title=HOME, table=TheirTable, filters=OfficerFilter, page_size=50, is_wide=True,
    export=TableExport("本企业选派人员", "secondments.theirs_exported", is_personal=False),
    empty=Empty("没有选派人员", "市级把退休人员集中的社区登记为企业型重点社区以后，企业可以在这里建议选派人员。", picture="done"),
)  # fmt: skip
_SECOND = ActPage(
    "建议选派人员", "提出建议", "已提出，等市级答复。",
    "市级同意后建立账户，临时密码由市级当面交给选派人员；同意以前没有任何变化，可以撤回。",
)  # fmt: skip
_PROLONG = ActPage("建议延期", "提出建议", "已提出，等市级答复。", "市级同意后才延期；同意以前没有任何变化，可以撤回。")
_END = ActPage(
    "建议提前结束", "提出建议", "已提出，等社区或市级答复。",
    "社区或市级同意后立即结束，未办结的事项转给社区；同意以前没有任何变化，可以撤回。",
)  # fmt: skip
_DAY = timedelta(days=1)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(HOME, reverse("secondments:their_officers")), *more]


@require_http_methods(["GET", "POST"])
@requires(*PROPOSERS)
def their_officers(request: HttpRequest) -> HttpResponseBase:
    """The own officers: where, until when, with which rights, what each did counted; ended ones by the filter."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = narrowed(queries.list_secondments(scope=actor.scope, today=today), chosen)
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__contains=name)
        rows = list(found)
        counted = queries.count_deeds(scope=actor.scope, ids=[one.pk for one in rows])
        for one in rows:
            one.counted = counted.get(one.pk, Counted())
        return rows

    context = {"waiting": queries.list_proposals(scope=actor.scope).filter(state=ProposalState.OPEN).count()}
    return answer_list(request, LIST, load, template="secondments/their_officers.html", context=context)


@require_GET
@requires(*PROPOSERS)
def theirs(request: HttpRequest, secondment_id: UUID) -> HttpResponse:
    """One of them, with what was proposed and answered."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_secondment(scope=actor.scope, secondment_id=secondment_id, today=today)
    asked = queries.list_proposals(scope=actor.scope).filter(secondment_id=row.pk)
    context = {
        "row": row, "place": near_label(row.place_no, actor.scope), "last_on": row.until_on - _DAY,
        "standing": Standing(row.standing).label, "tone": TONES[row.standing],
        "rights": [Right(one).label for one in row.rights], "may_ask": row.standing != Standing.ENDED,
        "counted": queries.count_deeds(scope=actor.scope, ids=[row.pk]).get(row.pk, Counted()),
        "prolonged": [{**one, "last_on": date.fromisoformat(one["until"]) - _DAY} for one in row.prolonged],
        "asked": [
            (one, Asked(one.kind).label, ProposalState(one.state).label, PROPOSAL_TONES[one.state]) for one in asked
        ],
        "crumbs": crumbs((row.name, "")),
    }  # fmt: skip
    return render(request, "secondments/theirs.html", context)


@require_http_methods(["GET", "POST"])
@requires(*PROPOSERS)
def propose_second(request: HttpRequest) -> HttpResponse:
    """Whom to second to which key community."""
    actor, today = actor_of(request), timezone.localdate()
    open_ones = queries.list_communities(scope=actor.scope, today=today).exclude(standing=Standing.ENDED)
    known = [
        (str(one.pk), f"{near_label(one.place_no, actor.scope)}（到 {one.until_on - _DAY:%Y-%m-%d}）")
        for one in open_ones
    ]
    form = ProposeSecondForm(
        request.POST or None, communities=known, rights=queries.terms(today)["rights"], initial={"from_on": today}
    )  # fmt: skip
    return _answer(
        request, _SECOND, form, reverse("secondments:their_officers"),
        lambda: services.propose(actor=actor, at=timezone.now(), new=form.new()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PROPOSERS)
def propose_change(request: HttpRequest, secondment_id: UUID, kind: str) -> HttpResponse:
    """A later or an earlier end of one of them."""
    actor = actor_of(request)
    row = queries.get_secondment(scope=actor.scope, secondment_id=secondment_id, today=timezone.localdate())
    pages: dict[str, tuple[ActPage, type[forms.Form]]] = {
        Asked.PROLONG.value: (_PROLONG, ProlongForm), Asked.END.value: (_END, EndForm),
    }  # fmt: skip
    if kind not in pages:
        raise NotFound
    page, made = pages[kind]
    form = made(request.POST or None)

    def act() -> object:
        new = NewProposal(Asked(kind), secondment_id=row.pk, **form.cleaned_data)
        return services.propose(actor=actor, at=timezone.now(), new=new)

    return _answer(request, page, form, reverse("secondments:theirs", args=[row.pk]), act)


def _answer(request: HttpRequest, page: ActPage, form: forms.Form, back: str, act: Any) -> HttpResponse:
    shown = Shown(
        "ui/form_page.html", {"crumbs": crumbs((page.title, "")), "back": back},
        back=lambda made: reverse("secondments:proposal", args=[made]),
    )  # fmt: skip
    return answer_form(request, page, form, act, shown)
