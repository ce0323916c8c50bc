"""What was paid is noted by who paid it; what came back or is wrong is noted anew, beside the old."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from yinqiao.areas.agreements.queries import fund_kinds, side_of
from yinqiao.areas.agreements.services import hold_agreement
from yinqiao.areas.agreements.types import Side
from yinqiao.areas.funds import errors, events
from yinqiao.areas.funds.models import Payment
from yinqiao.areas.funds.rules import answer_by
from yinqiao.areas.funds.services.locking import (
    MONEY_PAPER,
    lock_payment,
    replace_by,
    require_covered,
    require_live,
    tell,
)
from yinqiao.areas.funds.types import Flow, PaymentState, PaymentStep, SeenPayment, Voucher
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile
from yinqiao.platform.rulebook import rulebook

# 国发〔2016〕19号 began the handover of retirees; no payment is older.
FIRST_DAY = date(2016, 1, 1)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a new row stands for: which way, noted by whom, in whose stead."""

    flow: Flow
    noted_by: Side
    corrects: Payment | None = None
    renews: Payment | None = None


def note_payment(*, actor: Actor, at: datetime, agreement_id: UUID, voucher: Voucher) -> UUID:
    """Note what the enterprise has paid under a signed agreement; the place confirms or sends back.

    Invalid `funds.not_possible`, `files.not_a_scan`; Conflict `funds.voucher_taken`, `funds.agreement_over`.
    """
    with perform(actor=actor, action="funds.note_payment", at=at) as act:
        return _first(act, agreement_id, Flow.PAYMENT, voucher)


def note_refund(*, actor: Actor, at: datetime, agreement_id: UUID, voucher: Voucher) -> UUID:
    """Note what the place has paid back of what it received; the enterprise confirms or sends back.

    Invalid `funds.beyond_received` when it is more than has come of its kind.
    """
    with perform(actor=actor, action="funds.note_refund", at=at) as act:
        return _first(act, agreement_id, Flow.REFUND, voucher)


def renew_payment(*, actor: Actor, at: datetime, seen: SeenPayment, voucher: Voucher) -> UUID:
    """Note a payment anew that was sent back; the new row names the old."""
    with perform(actor=actor, action="funds.renew_payment", at=at) as act:
        old, agreement = lock_payment(act, seen, PaymentStep.RENEW)
        place = _Place(member_of(Flow, old.flow), member_of(Side, old.noted_by), old.corrects, old)
        if old.corrects is not None and old.corrects.state != PaymentState.CONFIRMED:
            raise errors.step_not_open(member_of(PaymentState, old.corrects.state).label)
        new = _note(act, agreement, place, voucher)
        replace_by(act, old, new)
        return new.pk


def correct_payment(*, actor: Actor, at: datetime, seen: SeenPayment, voucher: Voucher) -> UUID:
    """Say how a payment that was confirmed should read; it counts once the other side has confirmed that too.

    An amount of 0 says that there was no such payment. Conflict `funds.correction_open`.
    """
    with perform(actor=actor, action="funds.correct_payment", at=at) as act:
        old, agreement = lock_payment(act, seen, PaymentStep.CORRECT)
        side = side_of(actor.role)
        if side is None:
            raise errors.not_your_step()
        return _note(act, agreement, _Place(member_of(Flow, old.flow), side, old), voucher).pk


def _first(act: Act, agreement_id: UUID, flow: Flow, voucher: Voucher) -> UUID:
    agreement = hold_agreement(act=act, agreement_id=agreement_id)
    require_live(agreement)
    if side_of(act.actor.role) is not flow.payer:
        raise errors.not_your_step()
    return _note(act, agreement, _Place(flow, flow.payer), voucher).pk


def _note(act: Act, agreement: Any, place: _Place, voucher: Voucher) -> Payment:
    """A new row under an agreement that is held."""
    today = act.stamp.occurred_on
    rule = rulebook().get("funds.days", region=settings.REGION, day=today)
    _require_possible(voucher, today, int(rule.parameters["most_amount"]), is_correction=place.corrects is not None)
    standing = list(Payment.objects.filter(agreement=agreement).order_by("number"))
    row = Payment(
        agreement=agreement, number=len(standing) + 1, enterprise_id=agreement.enterprise_id, place_no=agreement.place_no,
        flow=place.flow, kind=voucher.kind, amount=voucher.amount, paid_on=voucher.paid_on,
        voucher_no=voucher.voucher_no.strip(), remark=voucher.remark.strip()[:500], noted_by=place.noted_by,
        noted_on=today, answer_by=answer_by(today, rule.parameters), state=PaymentState.NOTED, corrects=place.corrects,
        renews=place.renews,
    )  # fmt: skip
    _require_sound(standing, row)
    if voucher.scan is not None:
        paper = NewFile(
            "payment", voucher.scan_name, "", MONEY_PAPER, row.enterprise_id, row.place_no, act.actor.id
        )  # fmt: skip
        row.scan_id = keep_scan(voucher.scan, paper)
    _insert(row)
    act.about("payment", row.pk, people=0)
    facts = {name: one.number for name, one in (("corrects", place.corrects), ("renews", place.renews)) if one}
    tell(act, events.NOTED, row, flow=row.flow, kind=row.kind, amount=str(row.amount), **facts)
    return row


def _require_sound(standing: list[Payment], row: Payment) -> None:
    """Nothing is noted twice, and no more goes back than has come."""
    stays = [one for one in standing if one.pk not in (row.corrects_id, row.renews_id)]
    living = [one for one in stays if one.state in (PaymentState.NOTED, PaymentState.CONFIRMED)]
    same = (row.flow, row.kind, row.voucher_no)
    if any((one.flow, one.kind, one.voucher_no) == same for one in living):
        raise errors.correction_open() if row.corrects_id else errors.voucher_taken()
    entry = row.entry if row.corrects_id is None else replace(row.entry, state=PaymentState.CONFIRMED)
    require_covered([*(one.entry for one in stays), entry])


def _require_possible(voucher: Voucher, today: date, most: int, *, is_correction: bool) -> None:
    if voucher.kind not in fund_kinds():
        raise errors.not_possible("kind", "款项种类不在目录中。")
    if voucher.amount < 0 or (voucher.amount == 0 and not is_correction):
        raise errors.not_possible("amount", "金额须大于 0。")
    if voucher.amount > most:
        raise errors.not_possible("amount", f"金额超过 {most:,} 元，请核对。")
    if voucher.amount != round(voucher.amount, 2):
        raise errors.not_possible("amount", "金额最多两位小数。")
    if not FIRST_DAY <= voucher.paid_on <= today:
        raise errors.not_possible("paid_on", "付款日期不能晚于今天，也不能早于 2016 年。")
    if not voucher.voucher_no.strip():
        raise errors.not_possible("voucher_no", "请填写凭证号。")


def _insert(row: Payment) -> None:
    """Write the row; what a constraint of ours refuses is said in words."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as problem:
        refusal = errors.of_constraint(getattr(getattr(problem.__cause__, "diag", None), "constraint_name", None))
        if refusal is None:
            raise
        raise refusal from problem
