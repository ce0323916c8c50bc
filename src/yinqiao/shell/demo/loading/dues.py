"""Party dues of the demo city: bases told, some paid at the counter, one who shall pay nothing, some who owe for months."""

from __future__ import annotations

from datetime import datetime
from itertools import cycle
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.dues import services
from yinqiao.areas.dues.queries import list_accounts
from yinqiao.areas.dues.types import Basis, Method, Payer, Proposal, Ruling, Slip, Source, Told
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.platform.access import Actor, acting

# Pensions in fen, over and over; on the limit and just above it, too. 0 is a minimum living allowance.
_BASES = (328_650, 500_000, 500_001, 620_000, 412_300, 0)
_UNTOLD_EVERY = 7
_PAID_EVERY = 3


def load_dues(*, city: Actor, street: Actor, at: datetime) -> None:
    """Open the accounts of the members received, tell most of their bases, take what every third owes."""
    services.charge_members(actor=city, at=at)
    today = timezone.localdate(at)
    with acting(city):
        ids = list(list_accounts(scope=city.scope, today=today).values_list("pk", flat=True))
    for number, (account, base) in enumerate(zip(ids, cycle(_BASES), strict=False), start=1):
        if number % _UNTOLD_EVERY:
            _tell(city, at, account, base)
        if number % _PAID_EVERY == 1:
            _take(city, at, account)
    _propose(street, at)


def _tell(city: Actor, at: datetime, account: UUID, base: int) -> None:
    year = timezone.localdate(at).year
    told = Told(year, Basis.PENSION, base, Source.MEMBER, f"{year} 年 1 月养老金存折", former_fen=1500)
    if not base:
        told = Told(year, Basis.RELIEF, 0, Source.CIVIL, "最低生活保障证明")
    services.tell_base(actor=city, at=at, account_id=account, told=told)


def _take(city: Actor, at: datetime, account: UUID) -> None:
    with acting(city):
        row = list_accounts(scope=city.scope, today=timezone.localdate(at)).filter(pk=account).get()
    if row.owed_fen > 0:
        slip = Slip(Method.CASH, Payer.SELF, timezone.localdate(at), {account: row.owed_fen})
        services.take_payment(actor=city, at=at, slip=slip)


def _propose(street: Actor, at: datetime) -> None:
    """The street's branch discussed one who is ill."""
    today = timezone.localdate(at)
    with acting(street):
        owing = list_accounts(scope=street.scope, today=today, wanted="owing").first()
    if owing is not None:
        first = month_of(today)
        proposal = Proposal(Ruling.EXEMPT, first, add_months(first, 5), today, "因病住院，生活困难")
        services.propose(actor=street, at=at, account_id=owing.pk, proposal=proposal)
