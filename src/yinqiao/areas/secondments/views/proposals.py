"""选派建议: what enterprises propose, seen by both sides; withdrawn by the one, confirmed or declined by the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import name_in_full, near_label
from yinqiao.areas.secondments import queries, services
from yinqiao.areas.secondments.forms import DeclineForm, ProposalFilter, SecondForm
from yinqiao.areas.secondments.rules import CITY, ENDERS, PROPOSERS, may_answer
from yinqiao.areas.secondments.tables import PROPOSAL_TONES, ProposalTable
from yinqiao.areas.secondments.types import Asked, ProposalState, Right
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

HOME = "选派建议"
LIST = ListSpec(
    title=HOME, table=ProposalTable, filters=ProposalFilter, unit="条", page_size=50, is_wide=True,
    export=TableExport("选派建议", "secondments.proposals_exported", is_personal=False),
    empty=Empty("没有选派建议", "企业建议选派、延期或者提前结束的，列在这里等答复。", picture="done"),
)  # fmt: skip
_DECLINE = ActPage("不同意", "答复不同意", "已答复，企业可以看到理由。", "原来的选派不变。")


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(HOME, reverse("secondments:proposals")), *more]


@require_http_methods(["GET", "POST"])
@requires(*ENDERS, *PROPOSERS)
def proposals(request: HttpRequest) -> HttpResponseBase:
    """What was proposed within the scope; those that wait first."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        wanted = {name: chosen[name] for name in ("state", "kind") if chosen.get(name)}
        return queries.list_proposals(scope=scope).filter(**wanted)

    return answer_list(request, LIST, load)


@require_GET
@requires(*ENDERS, *PROPOSERS)
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal, and what may be done about it."""
    actor = actor_of(request)
    row = queries.get_proposal(scope=actor.scope, proposal_id=proposal_id)
    is_open = row.state == ProposalState.OPEN
    context = {
        "row": row, "kind": Asked(row.kind).label, "place": near_label(row.place_no, actor.scope),
        "enterprise": name_in_full(enterprise_id=row.enterprise_id), "state": ProposalState(row.state).label,
        "tone": PROPOSAL_TONES[row.state], "rights": [Right(one).label for one in row.rights],
        "may_answer": is_open and may_answer(actor.role, Asked(row.kind)),
        "may_withdraw": is_open and actor.role in PROPOSERS, "crumbs": crumbs((row.name, "")),
    }  # fmt: skip
    return render(request, "secondments/proposal.html", context)


@require_POST
@requires(*PROPOSERS)
def withdraw_proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The enterprise takes it back."""
    actor, back = actor_of(request), reverse("secondments:proposal", args=[proposal_id])
    queries.get_proposal(scope=actor.scope, proposal_id=proposal_id)
    services.withdraw_proposal(actor=actor, at=timezone.now(), proposal_id=proposal_id)
    messages.success(request, "已撤回，可以改好再提出。")
    return redirect(back)


@require_http_methods(["GET", "POST"])
@requires(*ENDERS)
def decline_proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Not agreed, and why."""
    actor = actor_of(request)
    row = queries.get_proposal(scope=actor.scope, proposal_id=proposal_id)
    form, back = DeclineForm(request.POST or None), reverse("secondments:proposal", args=[row.pk])
    shown = Shown("ui/form_page.html", {"crumbs": crumbs((row.name, back), (_DECLINE.title, "")), "back": back},
                  back=lambda _: back)  # fmt: skip

    def act() -> None:
        services.decline_proposal(actor=actor, at=timezone.now(), proposal_id=row.pk, why=form.cleaned_data["why"])

    return answer_form(request, _DECLINE, form, act, shown)


@require_POST
@requires(*ENDERS)
def confirm_change(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Asks, then prolongs or ends as it was proposed."""
    actor = actor_of(request)
    row = queries.get_proposal(scope=actor.scope, proposal_id=proposal_id)
    is_end, back = row.kind == Asked.END, reverse("secondments:proposal", args=[row.pk])
    text = (
        "同意后立即结束，正在使用的登录也随之停止，未办结的事项转给社区。"
        if is_end
        else f"同意后延期到 {row.last_on}（含当日）。"
    )
    facts = [("选派人员", row.name), ("社区", near_label(row.place_no, actor.scope))]
    question = Confirm(f"同意{Asked(row.kind).label}吗", text, "同意", back=back, facts=facts, is_dangerous=is_end)
    if asked := ask_first(request, question):
        return asked
    try:
        services.confirm_change(actor=actor, at=timezone.now(), proposal_id=row.pk)
    except DomainError as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, "已同意，选派已结束。" if is_end else "已同意，已延期。")
    return redirect(back)


@require_http_methods(["GET", "POST"])
@requires(*CITY)
def confirm_second(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The city seconds whom the enterprise proposed; the temporary password is shown this once."""
    actor = actor_of(request)
    row = queries.get_proposal(scope=actor.scope, proposal_id=proposal_id)
    back, trail = reverse("secondments:proposal", args=[row.pk]), crumbs((row.name, ""))
    form = SecondForm(
        request.POST or None, rights=queries.terms(timezone.localdate())["rights"], initial=_proposed(row)
    )  # fmt: skip
    form.fields["rights"].initial = row.rights
    page = ActPage("同意选派", "选派并建立账户", "", "企业建议的内容已填好，可以改；登录名由市级定。")
    context = {"crumbs": trail, "back": back, "form": form, "page": page}
    if request.method == "POST" and form.is_valid():
        new = form.new()
        try:
            made = services.confirm_second(actor=actor, at=timezone.now(), proposal_id=row.pk, new=new)
        except DomainError as refusal:
            add_refusal(form, refusal)
            return render(request, "ui/form_page.html", context, status=refusal.status)
        told = {"name": new.name, "username": new.username.lower(), "made": made, "crumbs": trail}
        return render(request, "secondments/password_once.html", told)
    return render(request, "ui/form_page.html", context, status=422 if request.method == "POST" else 200)


def _proposed(row: Any) -> Mapping[str, Any]:
    return {one: getattr(row, one) for one in ("name", "phone", "from_on", "last_on", "document")}
