"""The agreements of a whole city as they were on file before this platform came."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from yinqiao.areas.agreements.services import Delivery, OldAgreement, take_over_agreements
from yinqiao.areas.agreements.types import Filing, Instalment, Numbers, Parties, Terms
from yinqiao.platform.acts import perform
from yinqiao.shell.demo.distributions import YUAN_PER_PERSON
from yinqiao.shell.demo.handed_over import Covered
from yinqiao.shell.demo.loading.agreements import SCAN
from yinqiao.shell.demo.loading.blocks import ACCEPTED_DAYS_AGO, LOADER, days_before
from yinqiao.shell.demo.loading.kept_benefits import kept_benefits
from yinqiao.shell.demo.loading.old_premises import Listed
from yinqiao.shell.demo.loading.payments import load_old_payments

# The first was drafted so many days ago, the others one after the other over so many days; then come the signature and
# the place on file, and within a year everything is handed over.
_FIRST_DAYS_AGO, _OVER_DAYS = 480, 200
_SIGNED_AFTER, _FILED_AFTER = 21, 33
# The money is due so many days after that.
_PAID_AFTER = 90


def load_old_agreements(
    *,
    at: datetime,
    covered: Sequence[Covered],
    delivered: Mapping[int, Sequence[Delivery]],
    premises: Mapping[int, Listed],
) -> int:
    """Take all of them over, the lists and the premises under each; returns how many."""
    made = []
    for one in covered:
        days = _FIRST_DAYS_AGO - one.agreement * _OVER_DAYS // len(covered)
        drafted = timezone.localdate(at) - timedelta(days=days)
        signed, filed = (drafted + timedelta(days=after) for after in (_SIGNED_AFTER, _FILED_AFTER))
        listed = premises.get(one.agreement)
        area = listed.area if listed else Numbers().area_m2
        money = Instalment("service", Decimal(YUAN_PER_PERSON * one.people), filed + timedelta(days=_PAID_AFTER))
        numbers = Numbers(one.people, one.members, one.people, area, money.amount)
        words = (
            f"截至 {drafted:%Y-%m-%d} 已办理退休手续、户籍或常住地在接收方辖区的退休人员", "",
        )  # fmt: skip
        terms = Terms(numbers, *words, filed, filed + timedelta(days=365), (money,), kept_benefits(filed))
        filing = Filing(filed, f"人社退管备〔{filed:%Y}〕{one.agreement + 1}号（演示）")
        lists = [*delivered[one.agreement], *([listed.delivery] if listed else [])]
        parties = Parties(one.enterprise_id, one.named_no)
        made.append(OldAgreement(parties, terms, drafted, signed, io.BytesIO(SCAN), filing, lists))
    with perform(actor=LOADER, action="demo.load_agreements", at=days_before(at, ACCEPTED_DAYS_AGO)) as act:
        ids = take_over_agreements(act=act, agreements=made)
    load_old_payments(at=at, agreed=dict(zip(ids, (one.terms.numbers.amount for one in made), strict=True)))
    return len(ids)
