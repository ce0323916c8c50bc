"""What the other side says of a payment: it has come, or it goes back with a reason; until then it can be withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from yinqiao.areas.funds import errors, events
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.rules import reasons
from yinqiao.areas.funds.services.locking import lock_payment, replace_by, require_covered, tell
from yinqiao.areas.funds.types import PaymentStep, SeenPayment, SendBack
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def confirm_payment(*, actor: Actor, at: datetime, seen: SeenPayment, received_on: date) -> None:
    """Confirm that the money has come as it was noted; of a correction, that it reads so from now on.

    Invalid `funds.not_possible` for a day before the payment or in the future.
    """
    with perform(actor=actor, action="funds.confirm_payment", at=at) as act:
        row, _ = lock_payment(act, seen, PaymentStep.CONFIRM)
        if not row.paid_on <= received_on <= act.stamp.occurred_on:
            raise errors.not_possible("received_on", "到账日期不能早于付款日期，也不能晚于今天。")
        row.answered_on, row.received_on = act.stamp.occurred_on, received_on
        old = row.corrects
        if old is not None:
            standing = Payment.objects.filter(agreement_id=row.agreement_id).exclude(pk__in=[row.pk, old.pk])
            require_covered([*(one.entry for one in standing), row.entry])
            replace_by(act, old, row)
        row.save(update_fields=["state", "lock_version", "answered_on", "received_on"])
        tell(act, events.CONFIRMED, row, received_on=received_on.isoformat())


def send_payment_back(*, actor: Actor, at: datetime, seen: SeenPayment, answer: SendBack) -> None:
    """Send a payment back with a reason; it counts no more, and who noted it notes it anew or withdraws it."""
    reason = reasons().get(answer.reason)
    if reason is None:
        raise errors.not_possible("reason", "请选择退回原因。")
    if reason.needs_note and not answer.note.strip():
        raise errors.not_possible("note", "请写明退回原因。")
    with perform(actor=actor, action="funds.send_payment_back", at=at) as act:
        row, _ = lock_payment(act, seen, PaymentStep.SEND_BACK)
        row.answered_on, row.reason, row.note = act.stamp.occurred_on, reason.code, answer.note.strip()[:500]
        row.save(update_fields=["state", "lock_version", "answered_on", "reason", "note"])
        act.note(reason=reason.code)
        tell(act, events.RETURNED, row, reason=reason.code)


def withdraw_payment(*, actor: Actor, at: datetime, seen: SeenPayment) -> None:
    """Take a payment back before it is answered, or once it was sent back and will not be noted anew."""
    with perform(actor=actor, action="funds.withdraw_payment", at=at) as act:
        row, _ = lock_payment(act, seen, PaymentStep.WITHDRAW)
        row.save(update_fields=["state", "lock_version"])
        tell(act, events.WITHDRAWN, row)
