"""The base of a member for a year, as somebody told it, and what it costs a month."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.dues import errors, events
from yinqiao.areas.dues.models import Account, Standard
from yinqiao.areas.dues.rules import sum_of
from yinqiao.areas.dues.services.charging import charge, charge_anew, months_back
from yinqiao.areas.dues.services.locking import hold_charges, lock_account, rule_of
from yinqiao.areas.dues.types import Basis, Told
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform

# More than any pension; a slip of the hand in the number.
_MOST_FEN = 10_000_000


def tell_base(*, actor: Actor, at: datetime, account_id: UUID, told: Told) -> int:
    """Keep the base of a year; months that were charged by another are booked back and charged anew. Returns the fen a month.

    Invalid `dues.not_possible`; Invalid `dues.reason_missing` where the year has a base and no reason is told.
    """
    with perform(actor=actor, action="dues.tell_base", at=at) as act:
        hold_charges()
        account = lock_account(act, account_id)
        _require_possible(act, told)
        before = Standard.objects.filter(account=account, year=told.year, is_standing=True).first()
        if before is not None:
            if not told.reason.strip():
                raise errors.reason_missing()
            before.is_standing = False
            before.save(update_fields=["is_standing"])
        row = _keep(act, account, told)
        if before is None:
            charge(act, months_back(act.stamp.occurred_on), [account.pk])
        charge_anew(act, [account.pk])
        act.emit(
            events.BASE_TOLD,
            [Subject(account.retiree_id, None, account.place_no, row.pk, data={"year": told.year})],
        )
    return row.fen


def _keep(act: Act, account: Account, told: Told) -> Standard:
    rule = rule_of(act, "dues.rate")
    found = sum_of(told.basis, told.base_fen, rule.parameters)
    return Standard.objects.create(
        account=account, place_no=account.place_no, year=told.year, basis=told.basis,
        base_fen=told.base_fen if told.basis is Basis.PENSION else 0, fen=found.fen, why=found.why,
        rule=f"{rule.id}@{rule.valid_from:%Y-%m-%d}", source=told.source, evidence=told.evidence.strip(),
        former_fen=told.former_fen, reason=told.reason.strip(), told_on=act.stamp.occurred_on,
        author_name=act.actor.name, act_id=act.id,
    )  # fmt: skip


def _require_possible(act: Act, told: Told) -> None:
    this_year = act.stamp.occurred_on.year
    if not this_year - 1 <= told.year <= this_year + 1:
        raise errors.not_possible("year", "只能核定去年、今年和明年的党费。")
    if told.basis is Basis.PENSION and not 0 < told.base_fen <= _MOST_FEN:
        raise errors.not_possible("base", "请填写每月实际领取的养老金，单位为元，不超过 100,000 元。")
    if told.former_fen is not None and not 0 <= told.former_fen <= _MOST_FEN:
        raise errors.not_possible("former", "原企业每月收取的党费不对。")
    if not told.evidence.strip():
        raise errors.not_possible("evidence", "请写明凭什么材料核定。")
