"""Money taken by hand: for one member, for several at once; the receipt; undone with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.dues import errors, queries, services
from yinqiao.areas.dues.forms import DIFFERS, LumpForm, PaymentFilter, ReasonForm, SlipForm
from yinqiao.areas.dues.rules import COLLECTORS
from yinqiao.areas.dues.tables import REFUND_TONES, PaymentTable, standing_words
from yinqiao.areas.dues.types import Method, Payer, yuan
from yinqiao.areas.dues.views.accounts import MONTH, load_accounts
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, chosen_uuids

PAYMENTS = ListSpec(
    title="党费收款", table=PaymentTable, filters=PaymentFilter, unit="笔", page_size=50,
    export=TableExport("党费收款", "dues.payments_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的收款", "在党员的党费账户页面点“收党费”，收款后打印收据。"),
)  # fmt: skip
_UNDONE = {"yes": True, "no": False}


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def payments(request: HttpRequest) -> HttpResponseBase:
    """The payments of the scope, the newest first."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> Any:
        found = queries.list_payments(scope=scope)
        for name in ("method", "payer"):
            if chosen.get(name):
                found = found.filter(**{name: chosen[name]})
        undone = chosen.get("undone") or ""
        if undone == DIFFERS:
            return queries.list_differing(scope=scope)
        return found.filter(is_reversed=_UNDONE[undone]) if undone else found

    return answer_list(request, PAYMENTS, load, template="dues/payments.html")


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def take(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """收党费 of one member: filled with what is owed."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_account(scope=actor.scope, account_id=account_id, today=today)
    initial = {
        "amount": yuan(max(row.owed_fen, 0)) or None, "method": Method.CASH.value, "payer": Payer.SELF.value, "paid_on": today,
    }  # fmt: skip
    form = SlipForm(request.POST or None, initial=initial)
    page = ActPage(
        "收党费", "收款", "已收款，请打印收据交给交款人。", "先抵最早未交的月份；补交、预交都不超过 6 个月。"
    )
    facts = (("交纳情况", standing_words(row)[0]), ("未交合计", f"{yuan(max(row.owed_fen, 0)):,.2f} 元"))
    context = {"sub": row.member.name, "back": row.get_absolute_url(), "facts": facts}
    return answer_form(
        request, page, form,
        lambda: services.take_payment(actor=actor, at=timezone.now(), slip=form.slip(account_id=account_id)),
        Shown("ui/step.html", context, lambda made: reverse("dues:payment", args=[made])),
    )  # fmt: skip


@require_POST
@requires(*COLLECTORS)
def lump(request: HttpRequest) -> HttpResponse:
    """代交收款: an enterprise or the family pays for several at once, for each what is owed."""
    actor, today = actor_of(request), timezone.localdate()
    ids = chosen_uuids(request, MONTH, load_accounts(actor.scope))
    rows = [one for one in queries.list_accounts(scope=actor.scope, today=today).filter(pk__in=ids) if one.owed_fen > 0]
    if not rows:
        raise errors.nothing_owed()
    is_sent = request.POST.get("sent") == "1"
    initial = {"method": Method.BANK.value, "payer": Payer.ENTERPRISE.value, "paid_on": today}
    form = LumpForm(request.POST if is_sent else None, initial=initial)
    parts = {one.pk: one.owed_fen for one in rows}
    page = ActPage("代交收款", "收款", "已收款，请打印收据交给交款人。", "为所选党员各交清到本月，开一张收据。")
    context = {
        "sub": f"{len(rows)} 人，合计 {yuan(sum(parts.values())):,.2f} 元", "back": reverse("dues:month"), "ids": list(parts),
        "facts": [(one.name, f"{yuan(one.owed_fen):,.2f} 元（{one.owed_months} 个月）") for one in rows],
    }  # fmt: skip
    if not is_sent:
        return render(request, "ui/step.html", {"page": page, "form": form, **context})
    return answer_form(
        request, page, form,
        lambda: services.take_payment(actor=actor, at=timezone.now(), slip=form.slip(parts)),
        Shown("ui/step.html", context, lambda made: reverse("dues:payment", args=[made])),
    )  # fmt: skip


@require_GET
@requires(*COLLECTORS)
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment: for whom, how much, the receipt to print."""
    scope = actor_of(request).scope
    row = queries.get_payment(scope=scope, payment_id=payment_id)
    parts = queries.list_parts(scope=scope, payment_id=payment_id)
    context = {
        "row": row, "place": places().label(row.place_no), "fen": yuan(row.fen),
        "left": queries.count_refundable(scope=scope, payment_id=payment_id),
        "refunds": [
            (one, yuan(one.fen), REFUND_TONES.get(one.state, "neutral"))
            for one in queries.list_refunds(scope=scope).filter(order__payment=row)
        ],
        "parts": [(account_id, name, yuan(fen)) for account_id, name, fen in parts],
    }  # fmt: skip
    return render(request, "dues/payment.html", context)


@require_http_methods(["GET", "POST"])
@requires(*COLLECTORS)
def undo(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """冲正: the payment is undone by reverse entries; the number stays used."""
    actor = actor_of(request)
    row = queries.get_payment(scope=actor.scope, payment_id=payment_id)
    if row.is_reversed:
        raise errors.reversed_already()
    form = ReasonForm(request.POST or None)
    page = ActPage(
        "冲正收款", "冲正", "已冲正，账上两笔都在。",
        "收错人、收错金额，或已把钱退还的，在这里冲正；原收据作废，请收回。冲正后重新收款会有新的收据号。",
        is_dangerous=True,
    )  # fmt: skip
    facts = (("收据号", row.receipt_no), ("金额", f"{yuan(row.fen):,.2f} 元"), ("交款日期", f"{row.paid_on:%Y-%m-%d}"))
    context = {"sub": f"收据 {row.receipt_no}", "back": row.get_absolute_url(), "facts": facts}
    return answer_form(
        request, page, form,
        lambda: services.reverse_payment(
            actor=actor, at=timezone.now(), payment_id=payment_id, reason=form.cleaned_data["reason"]
        ),
        Shown("ui/step.html", context, lambda _: row.get_absolute_url()),
    )  # fmt: skip
