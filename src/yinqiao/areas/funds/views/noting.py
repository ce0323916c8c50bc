"""Money is noted: paid, paid back, noted anew, corrected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.agreements.queries import PARTIES, get_agreement
from yinqiao.areas.agreements.types import HOLDING
from yinqiao.areas.funds import errors, queries, services
from yinqiao.areas.funds.forms import SeenVoucherForm, VoucherForm
from yinqiao.areas.funds.rules import LIVE
from yinqiao.areas.funds.types import PaymentStep
from yinqiao.areas.funds.views.shared import answer_money, payment_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.gates import requires

# Who pays and who pays back, among those who have a part in agreements.
_PAYERS = frozenset({"enterprise_officer", "enterprise_admin"})
_RECEIVERS = PARTIES - _PAYERS


def _agreement(request: HttpRequest, agreement_id: UUID) -> Any:
    row = get_agreement(scope=actor_of(request).scope, agreement_id=agreement_id)
    if row.main_id is not None or row.state not in HOLDING:
        raise NotFound
    if row.state not in LIVE:
        raise errors.agreement_over(row.stand.state.label)
    return row


@require_http_methods(["GET", "POST"])
@requires(*_PAYERS)
def note(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """登记付款."""
    actor, row = actor_of(request), _agreement(request, agreement_id)
    account = queries.get_account(scope=actor.scope, agreement_id=agreement_id)
    first = next((one for one in account.lines if one.rest), None)
    initial = {"kind": first.due.kind, "amount": first.rest} if first else {}
    form = VoucherForm(request.POST or None, request.FILES or None, initial=initial)
    page = ActPage(
        "登记付款", "登记", "已登记，等待接收方确认到账。", "登记后由接收方核对到账情况，确认或退回；答复之前可以撤回。"
    )
    return answer_money(
        request, page, row, form,
        lambda: services.note_payment(
            actor=actor, at=timezone.now(), agreement_id=agreement_id, voucher=form.voucher()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*_RECEIVERS)
def refund(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """登记退款 of what was received."""
    actor, row = actor_of(request), _agreement(request, agreement_id)
    account = queries.get_account(scope=actor.scope, agreement_id=agreement_id)
    beyond = next((kind for kind in account.kinds if account.surplus(kind)), None)
    initial = {"kind": beyond, "amount": account.surplus(beyond)} if beyond else {}
    form = VoucherForm(request.POST or None, request.FILES or None, initial=initial)
    page = ActPage(
        "登记退款",
        "登记",
        "已登记，等待企业确认收到退款。",
        "多付的款项退还企业后在这里登记，企业确认后从已到账中减去。",
    )
    return answer_money(
        request, page, row, form,
        lambda: services.note_refund(
            actor=actor, at=timezone.now(), agreement_id=agreement_id, voucher=form.voucher()
        ),
    )  # fmt: skip


def _filled(row: Any) -> dict[str, Any]:
    return {
        "lock_version": row.lock_version, "kind": row.kind, "amount": row.amount, "paid_on": row.paid_on,
        "voucher_no": row.voucher_no,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def renew(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """重新登记 of what came back."""
    row = payment_of(request, payment_id, PaymentStep.RENEW)
    form = SeenVoucherForm(
        request.POST or None, request.FILES or None, initial=_filled(row), is_correction=row.corrects_id is not None
    )  # fmt: skip
    page = ActPage(
        "重新登记", "重新登记", "已重新登记，等待对方确认。", "按退回原因改正后重新登记；原登记保留，注明由新登记代替。"
    )
    return answer_money(
        request, page, row.agreement, form,
        lambda: services.renew_payment(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(payment_id), voucher=form.voucher()
        ),
        row,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def correct(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """更正 of what was confirmed."""
    row = payment_of(request, payment_id, PaymentStep.CORRECT)
    form = SeenVoucherForm(
        request.POST or None, request.FILES or None, initial=_filled(row), is_correction=True
    )  # fmt: skip
    page = ActPage(
        "更正",
        "提交更正",
        "已提交更正，等待对方确认。",
        "对方确认之前，仍按原登记计算；确认后原登记保留，注明由更正代替。",
    )
    return answer_money(
        request, page, row.agreement, form,
        lambda: services.correct_payment(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(payment_id), voucher=form.voucher()
        ),
        row,
    )  # fmt: skip
