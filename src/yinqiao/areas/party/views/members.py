"""Members as both sides see them: the list with its figures, the page of one, the channel for a purpose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.organisations.queries import enterprise_choices
from yinqiao.areas.party import queries, services
from yinqiao.areas.party.forms import MemberFilter, PurposeForm
from yinqiao.areas.party.rules import HELD_BY_ENTERPRISE, PARTIES, return_reasons
from yinqiao.areas.party.tables import STATUS_LABELS, MemberTable, state_words
from yinqiao.areas.party.types import MemberState
from yinqiao.areas.party.views.shared import member_figures
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.dressed import DressedRows
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, with_choices

_OF_ENTERPRISE = (
    BulkAction("登记介绍信", "party:letters", is_main=True),
    BulkAction("撤回", "party:withdraw", is_dangerous=True),
)
_OF_RECEIVER = (
    BulkAction("登记报到", "party:check_in", is_main=True),
    BulkAction("接收", "party:accept"),
    BulkAction("退回企业", "party:return", is_dangerous=True),
)
LIST = ListSpec(
    title="党组织关系", table=MemberTable, page_size=50, is_wide=True,
    export=TableExport("党组织关系", "party.list_exported", hint=UNNAMED),
    empty=Empty("没有移交的党员", "企业提交党员名册后，党员会列在这里；每人的介绍信、报到、接收和下一步随时可查。"),
)  # fmt: skip


def list_spec(scope: Scope) -> ListSpec:
    """The list with the acts and the filters of one side."""
    found = queries.find_members(scope=scope, today=timezone.localdate())
    filters = with_choices(MemberFilter, enterprises=enterprise_choices(found), has_withdrawn=scope.is_enterprise)
    return replace(LIST, filters=filters, bulk=_OF_ENTERPRISE if scope.is_enterprise else _OF_RECEIVER)


def load_members(scope: Scope) -> Load:
    """The members of a scope under the filters of the list."""

    def load(chosen: Any) -> DressedRows:
        found = queries.find_members(scope=scope, today=timezone.localdate(), wanted=chosen.get("state") or "")
        looked_up = {"enterprise": "enterprise_id", "batch": "roster_id"}
        found = found.filter(**{at: chosen[field] for field, at in looked_up.items() if chosen.get(field)})
        for field, look_up in (("branch", "organisation__name"), ("name", "name")):
            if text := (chosen.get(field) or "").strip():
                found = found.filter(**{f"{look_up}__contains": text})
        return DressedRows(found, queries.with_letters, worn=queries.LETTER_COLUMNS)

    return load


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def members(request: HttpRequest) -> HttpResponseBase:
    """The members of the scope: figures, and the list by state, enterprise, organisation and name."""
    scope = actor_of(request).scope
    figures = member_figures(queries.get_figures(scope=scope, today=timezone.localdate()))
    context = {"figures": figures, "is_enterprise": scope.is_enterprise}
    return answer_list(request, list_spec(scope), load_members(scope), template="party/members.html", context=context)


@require_GET
@requires(*PARTIES)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member: what is known, who is responsible, the letters, what comes next."""
    return render(request, "party/member.html", _context(actor_of(request).scope, member_id))


def _context(scope: Scope, member_id: UUID) -> dict[str, Any]:
    today = timezone.localdate()
    row = queries.get_member(scope=scope, member_id=member_id, today=today)
    words, tone = state_words(row)
    reason = return_reasons().get(row.return_reason)
    receiver = queries.receiver_label(row, scope)
    return {
        "row": row,
        "state": words,
        "tone": tone,
        "status": STATUS_LABELS.get(row.political_status, row.political_status),
        "receiver": receiver,
        "responsible": row.enterprise.name if MemberState(row.state) in HELD_BY_ENTERPRISE else receiver,
        "due": queries.step_of(row, today),
        "reason": reason.label if reason else "",
        "letters": queries.list_letters(scope=scope, member_id=member_id),
        # Who moved since may be somebody else's person by now.
        "has_person": people_within(scope=scope).filter(pk=row.retiree_id).exists(),
        "today": today,
        "is_enterprise": scope.is_enterprise,
    }


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def channel(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """How to reach a member, in full, with a purpose, on record."""
    actor, form = actor_of(request), PurposeForm(request.POST or None)
    row = queries.get_member(scope=actor.scope, member_id=member_id, today=timezone.localdate())
    context: dict[str, Any] = {"row": row, "form": form}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        shown = services.reveal_channel(actor=actor, at=timezone.now(), member_id=member_id, purpose=purpose)
        context |= {"is_shown": True, "channel": shown}
        status = 200
    answer = render(request, "party/channel.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
