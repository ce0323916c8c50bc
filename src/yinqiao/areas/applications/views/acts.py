"""What an officer does with a case: one page for each act, offered by the flow and the item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.applications import errors, queries, services
from yinqiao.areas.applications.forms import ActForm
from yinqiao.areas.applications.rules import offered
from yinqiao.areas.applications.types import PLACES, Act, Applicant, CaseState, Item, Material
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

PAGES = {
    Act.ACCEPT: ActPage("受理", "受理", "已受理，进入下一环节。", "核对申请人身份和材料后受理。受理后请打印受理通知书交申请人。"),
    Act.PASS_ON: ActPage("审核通过", "通过，转下一环节", "已转下一环节。", "审核申请内容和材料，通过后由下一环节办理。"),
    Act.DECIDE: ActPage("办结", "办结", "已办结。", "确认同意申请。办结后不能退回；办错的请按更正重新申请。"),
    Act.ASK: ActPage(
        "一次性告知补正", "告知补正", "已登记告知，请打印告知书交申请人。", "把所缺的材料和要补正的内容一次写全。补正期间不计入办理时限。"
    ),
    Act.SUPPLY: ActPage("登记补正", "已补齐，继续办理", "已登记补正，继续计算办理时限。", "要补正的都收齐后登记。"),
    Act.SEND_BACK: ActPage("退回上一环节", "退回", "已退回上一环节。", "上一环节会看到原因，时限重新计算。", is_dangerous=True),
    Act.REFUSE: ActPage(
        "不予办理", "确认不予办理", "已登记，请打印决定书送达申请人。",
        "理由和救济途径会告知申请人并印在决定书上；申请人可以重新申请。", is_dangerous=True,
    ),
    Act.WITHDRAW: ActPage("撤回申请", "确认撤回", "已撤回。", "申请人要求撤回的才撤回；以后可以重新申请。", is_dangerous=True),
}  # fmt: skip
_DO: dict[Act, Callable[..., None]] = {
    Act.ACCEPT: services.go_on, Act.PASS_ON: services.go_on, Act.DECIDE: services.decide, Act.ASK: services.ask_for_more,
    Act.SUPPLY: services.supply, Act.SEND_BACK: services.send_back, Act.REFUSE: services.refuse,
    Act.WITHDRAW: services.withdraw,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def act(request: HttpRequest, case_id: UUID, name: str) -> HttpResponse:
    """The form of one act; a refusal comes back beside the field, what was typed is kept."""
    actor = actor_of(request)
    row = queries.get_case(scope=actor.scope, case_id=case_id)
    done = next((one for one in PAGES if one.value == name), None)
    if done is None:
        raise NotFound
    item, state = queries.item_of(row.item), CaseState(row.state)
    if request.method == "GET" and done not in offered(actor.role, state, item, row.step):
        raise errors.not_now()
    ticks = _ticks(done, row, item)
    form = ActForm(request.POST or None, act=done, item=item, ticks=ticks, initial=_initial(done, row))
    back = reverse("applications:case", args=[case_id])
    crumbs = [("办件", reverse("applications:cases")), (row.number, back), (PAGES[done].title, "")]
    context = {"back": back, "crumbs": crumbs, "row": row, "item": item}
    return answer_form(
        request, PAGES[done], form,
        lambda: _DO[done](actor=actor, at=timezone.now(), case_id=case_id, answer=form.answer()),
        Shown("applications/act.html", context, back=lambda _: back),
    )  # fmt: skip


def _initial(done: Act, row: Any) -> dict[str, Any]:
    """The step that is seen; what was received is ticked where that is asked."""
    had = row.materials if done in (Act.ACCEPT, Act.DECIDE) else []
    return {"step": row.step, "materials": had}


def _ticks(done: Act, row: Any, item: Item) -> tuple[Material, ...]:
    """Which materials are ticked with an act."""
    if done is Act.ASK or (row.state == CaseState.APPLIED and done in (Act.ACCEPT, Act.DECIDE)):
        return item.needed(Applicant(row.applicant))
    if done is Act.SUPPLY:
        return tuple(one for one in item.material if one.code in row.missing)
    return ()
