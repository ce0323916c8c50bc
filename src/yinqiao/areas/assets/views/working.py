"""What is done with one asset: survey and return by the receiver, steps and corrections, another path proposed and answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.assets import errors, queries, services
from yinqiao.areas.assets.forms import AnswerForm, DueStepForm, PathForm, ReturnForm, StepForm, SurveyForm
from yinqiao.areas.assets.rules import PARTIES, RECEIVER_ROLES, next_asset_state, side_of, step_after, step_named
from yinqiao.areas.assets.types import AssetAct, AssetState, HandoverPath
from yinqiao.areas.assets.views.shared import answer_act, square_metres
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.gates import requires


def _asset(request: HttpRequest, asset_id: UUID) -> Any:
    """The asset of one of the two sides; who only sees it, for it lies there, has no page to act on."""
    scope = actor_of(request).scope
    row = queries.get_asset(scope=scope, asset_id=asset_id)
    if not scope.covers(place_no=row.place_no, enterprise_id=row.enterprise_id):
        raise NotFound
    return row


def _require(row: Any, act: AssetAct) -> None:
    if next_asset_state(AssetState(row.state), act, row.stand.path) is None:
        raise errors.step_not_open(AssetState(row.state).label)


@require_http_methods(["GET", "POST"])
@requires(*RECEIVER_ROLES)
def survey(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """现场核实: the area as measured, the condition, whether it can be separated."""
    row = _asset(request, asset_id)
    _require(row, AssetAct.SURVEY)
    known = {
        "area": row.found_area if row.surveyed_at else row.area,
        "condition": row.condition,
        "note": row.survey_note,
    }
    if row.is_separable is not None:
        known["is_separable"] = "yes" if row.is_separable else "no"
    form = SurveyForm(request.POST or None, kind=row.kind, initial=known)
    text = f"请到现场核对名称、地址、面积和使用状况。清单所列面积：{square_metres(row.area)}。"
    return answer_act(
        request, ActPage("现场核实", "保存核实结果", "核实结果已登记，双方都可以看到。", text), row, form,
        lambda: services.survey_asset(
            actor=actor_of(request), at=timezone.now(), asset_id=asset_id, survey=form.survey()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*RECEIVER_ROLES)
def send_back(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """退回企业, with a reason."""
    row = _asset(request, asset_id)
    _require(row, AssetAct.RETURN)
    form = ReturnForm(request.POST or None)
    text = "退回后由移交企业按原因改正，可在新的清单中重新提交；已登记的步骤保留在记录中，重新提交后从头办理。"
    return answer_act(
        request, ActPage("退回企业", "退回企业", "已退回企业。", text, is_dangerous=True), row, form,
        lambda: services.return_asset(
            actor=actor_of(request), at=timezone.now(), asset_id=asset_id, reason=form.chosen_reason(),
            note=form.cleaned_data["note"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def step(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """登记下一步: what the step that is due needs."""
    row = _asset(request, asset_id)
    due = step_named(row.stand.path, row.next_step)
    if due is None:
        raise errors.step_not_open(AssetState(row.state).label)
    is_last = step_after(row.stand.path, due.code) is None
    form = DueStepForm(request.POST or None, step=due, initial={"step": due.code, **_listed(row, due.code)})
    page = ActPage(due.label, "登记这一步", f"“{due.label}”已登记。", due.hint, is_dangerous=is_last)
    return answer_act(
        request, page, row, form,
        lambda: services.record_step(
            actor=actor_of(request), at=timezone.now(), asset_id=asset_id, code=form.cleaned_data["step"],
            facts=form.facts(),
        ),
    )  # fmt: skip


def _listed(row: Any, code: str) -> dict[str, Any]:
    """What the list told already of a step; whoever records it reads it again."""
    if code == "group_approval":
        return {"number": row.approval_no, "done_on": row.approved_on}
    return {"number": row.valuation_no, "done_on": row.valued_on} if code == "valuation" else {}


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def correct(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """更正登记: what was told of a step is put right by a row that names the old one."""
    seen = queries.get_step(scope=actor_of(request).scope, step_id=step_id)
    row = _asset(request, seen.asset_id)
    done = step_named(member_of(HandoverPath, seen.path), seen.code)
    if done is None or seen.round != row.round or seen.side != side_of(actor_of(request).role):
        raise NotFound
    told = {name: getattr(seen, name) for name in ("number", "done_on", "until", "amount", "note")}
    form = StepForm(request.POST or None, step=done, initial=told)
    text = "更正后原来的登记仍保留，注明已更正；办理状态和管理使用单位不变。"
    return answer_act(
        request, ActPage(f"更正“{done.label}”", "保存更正", "已更正，原登记保留。", text), row, form,
        lambda: services.correct_step(
            actor=actor_of(request), at=timezone.now(), step_id=step_id, facts=form.facts()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def propose(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """提议改用其他移交方式."""
    row = _asset(request, asset_id)
    _require(row, AssetAct.CHANGE_PATH)
    form = PathForm(request.POST or None, now=row.path)
    text = (
        f"现在的移交方式是“{row.get_path_display()}”。提议须经对方同意；答复之前办理暂停，同意后按新方式从第一步办起。"
    )
    return answer_act(
        request, ActPage("更改移交方式", "提议更改", "已提议，等待对方答复。", text), row, form,
        lambda: services.propose_path(
            actor=actor_of(request), at=timezone.now(), asset_id=asset_id, path=form.chosen_path(),
            why=form.cleaned_data["why"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def answer(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """答复更改移交方式的提议, or take the own one back."""
    row = _asset(request, asset_id)
    if not row.proposed_path:
        raise errors.no_proposal()
    is_own = row.proposed_by == side_of(actor_of(request).role)
    form = AnswerForm(
        request.POST or None, is_own=is_own, initial={"path": row.proposed_path, "answer": is_own and "no"}
    )
    text = f"{row.get_proposed_by_display()}提议由“{row.get_path_display()}”改为“{row.get_proposed_path_display()}”。理由：{row.proposed_why}"
    return answer_act(
        request, ActPage("答复提议" if not is_own else "收回提议", "确认", "已答复。" if not is_own else "已收回提议。", text),
        row, form,
        lambda: services.answer_path(
            actor=actor_of(request), at=timezone.now(), asset_id=asset_id, path=form.chosen_path(),
            is_agreed=form.cleaned_data["answer"] == "yes",
        ),
    )  # fmt: skip
