"""Steps of expected retirees: confirm many, hand over many, print their letters, postpone, withdraw or take a confirmation back for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.papers.services import order_printing
from yinqiao.areas.routine import queries, services
from yinqiao.areas.routine.forms import ConfirmForm, PostponeForm, WithdrawForm
from yinqiao.areas.routine.rules import ENTERPRISE_ROLES
from yinqiao.areas.routine.types import View, WithdrawReason
from yinqiao.areas.routine.views.papers import LETTER
from yinqiao.areas.routine.views.people import people_list
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import chosen_uuids

# So many months are offered when somebody retires later than planned: three years of choice and some for procedures.
_MONTHS_OFFERED = 48
_CONFIRM = ActPage("确认已办理退休", "确认", "", "确认后，请在次月月底前移交人员和档案。")
_POSTPONE = ActPage(
    "延后", "延后", "已延后，到新的年月再提醒办理。", "到龄后继续办理的，选择新的退休年月；届时会再次列入当月名单。"
)
_WITHDRAW = ActPage(
    "不再移交", "不再移交", "已注明不再移交。", "这个人不再列入到龄名单，也不再计算逾期；以后的名单再次列入时，可以恢复。", True
)  # fmt: skip


def _chosen(request: HttpRequest) -> list[UUID]:
    scope = actor_of(request).scope
    return chosen_uuids(request, *people_list(scope, timezone.localdate()))


@require_POST
@requires(*ENTERPRISE_ROLES)
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm everybody chosen, on one day by one decision."""
    ids, status = _chosen(request), 200
    form = ConfirmForm(request.POST if "retired_on" in request.POST else None)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                done = services.confirm_people(
                    actor=actor_of(request), at=timezone.now(), ids=ids, retirement=form.retirement()
                )
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                _tell(request, f"已确认 {done:,} 人办理退休，请在期限内移交。", len(ids) - done)
                return redirect(f"{reverse('routine:people')}?view={View.TO_HAND_OVER.value}")
    context = {"form": form, "page": _CONFIRM, "ids": [str(one) for one in ids], "back": reverse("routine:people")}
    return render(request, "routine/step.html", context, status=status)


def _tell(request: HttpRequest, done: str, left: int) -> None:
    messages.success(request, done)
    if left:
        messages.info(request, f"另有 {left:,} 人的状态不允许这一步，没有变化。")


@require_POST
@requires(*ENTERPRISE_ROLES)
def hand_over(request: HttpRequest) -> HttpResponseBase:
    """Make the roster of everybody chosen who is confirmed, and lead to its check."""
    actor, ids = actor_of(request), _chosen(request)
    question = Confirm(
        "移交",
        "系统用所选人员中“已办退休，待移交”的人员生成移交名册，并像上传的名册一样逐行检查；检查通过后由您提交，"
        "再由社区接收。常态化移交不需要另签协议。",
        "生成名册并检查",
        back=reverse("routine:people"),
        facts=(("所选人数", f"{len(ids):,} 人"),),
        is_dangerous=False,
    )
    if asked := ask_first(request, question):
        return asked
    made = services.hand_over_people(actor=actor, at=timezone.now(), ids=ids)
    people = sum(one.people for one in made)
    _tell(request, f"已用 {people:,} 人生成移交名册，正在检查。", len(ids) - people)
    if len(made) == 1:
        return redirect("handover:batch", batch_id=made[0].batch_id)
    return redirect("handover:batches")


@require_POST
@requires(*ENTERPRISE_ROLES)
def letters(request: HttpRequest) -> HttpResponse:
    """Have letters of introduction made for everybody chosen, in one file."""
    chosen = [str(one) for one in _chosen(request)]
    order_id = order_printing(actor=actor_of(request), at=timezone.now(), kind=LETTER, subjects=chosen)
    return redirect("papers:printing", printing_id=order_id)


def _answer(
    request: HttpRequest, page: ActPage, row: Any, form: Any, act: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    """GET: the form. POST: the act, then back to the person; a refusal shows the form again."""
    back = str(row.get_absolute_url())
    shown = Shown("routine/step.html", {"row": row, "back": back}, back=lambda _: back)
    return answer_form(request, page, form, act, shown)


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def postpone(request: HttpRequest, expected_id: UUID) -> HttpResponse:
    """延后: a later month for one person."""
    actor = actor_of(request)
    row = queries.get_expected(scope=actor.scope, expected_id=expected_id)
    form = PostponeForm(request.POST or None, months=_later_months(row.planned_on))
    return _answer(
        request, _POSTPONE, row, form,
        lambda: services.postpone_person(
            actor=actor, at=timezone.now(), expected_id=expected_id, postponement=form.postponement()
        ),
    )  # fmt: skip


def _later_months(planned_on: date) -> list[date]:
    first = max(add_months(planned_on, 1), month_of(timezone.localdate()))
    return [add_months(first, more) for more in range(_MONTHS_OFFERED)]


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def withdraw(request: HttpRequest, expected_id: UUID) -> HttpResponse:
    """不再移交: one person is not handed over after all."""
    actor = actor_of(request)
    row = queries.get_expected(scope=actor.scope, expected_id=expected_id)
    form = WithdrawForm(request.POST or None)
    return _answer(
        request, _WITHDRAW, row, form,
        lambda: services.withdraw_person(
            actor=actor, at=timezone.now(), expected_id=expected_id,
            reason=WithdrawReason(form.cleaned_data["reason"]), note=form.cleaned_data["note"],
        ),
    )  # fmt: skip


@require_POST
@requires(*ENTERPRISE_ROLES)
def unconfirm(request: HttpRequest, expected_id: UUID) -> HttpResponse:
    """Take a confirmation back, after a page that asks."""
    actor = actor_of(request)
    row = queries.get_expected(scope=actor.scope, expected_id=expected_id)
    question = Confirm(
        "取消退休确认", "退休日期和审批文号会清除，这个人恢复为待办退休；确认过的记录仍保留。", "取消确认",
        back=row.get_absolute_url(), facts=(("姓名", row.name),),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.unconfirm_person(actor=actor, at=timezone.now(), expected_id=expected_id)
    messages.success(request, "已取消退休确认。")
    return redirect(row.get_absolute_url())
