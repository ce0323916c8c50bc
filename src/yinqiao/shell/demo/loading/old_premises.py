"""The premises of a whole city: 40,000 m² in all, under one agreement in twelve, most of them not to be separated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import cycle, islice

import numpy as np

from yinqiao.areas.agreements.services import Delivery
from yinqiao.areas.assets.types import ASSET_LIST, HandoverPath, ReturnReason
from yinqiao.areas.lists.queries import get_batch
from yinqiao.platform.access import acting
from yinqiao.shell.demo import distributions as shares
from yinqiao.shell.demo.cast import NEAR
from yinqiao.shell.demo.handed_over import Covered
from yinqiao.shell.demo.loading.agreements import Table
from yinqiao.shell.demo.loading.blocks import ACCEPTED_DAYS_AGO, days_before
from yinqiao.shell.demo.loading.premises import ALL, Estate, Premises, load_premises

_P = HandoverPath
_PER_LIST = 3
# Assumed, as the essay has it that most are not separate titles: one in four goes over free of charge, one in four is
# shared, the others are let, stay, or have got stuck.
_KINDS = (
    Premises("退休职工活动中心", "活动场所", _P.TRANSFER, steps=ALL),
    Premises("职工俱乐部活动室", "活动场所", _P.SHARED_USE, "", "无产权证", False, "工会", ALL),
    Premises("离退休办公用房", "办公用房", _P.TRANSFER, "", "无产权证", False, steps=2),
    Premises("老年大学教室", "活动场所", _P.SHARED_USE, "", "共有", False, "老年大学", ALL),
    Premises("临街门面活动室", "活动场所", _P.LEASE, "", "租用", False, steps=ALL),
    Premises("厂区图书室", "活动场所", _P.STAYS, is_separable=False, duties="工会", steps=ALL),
    Premises("退休支部活动室", "活动场所", _P.TRANSFER, steps=ALL),
    Premises("棋牌室", "活动场所", _P.SHARED_USE, "", "无产权证", False, steps=1),
    Premises("老干部活动室", "活动场所", _P.TRANSFER, steps=3),
    Premises("门球场看台", "其他房屋", _P.LEASE, steps=1),
    Premises("宿舍区一楼库房", "其他房屋", _P.TRANSFER, "", "无产权证", returned=ReturnReason.TITLE_DISPUTED),
    Premises("书画室", "活动场所", _P.TRANSFER),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list under an agreement, and its square metres."""

    delivery: Delivery
    area: Decimal


def load_old_premises(*, at: datetime, seed: int, area_m2: Decimal, covered: Sequence[Covered]) -> Mapping[int, Listed]:
    """List so many square metres in all and bring each to where it stands; agreement → its list."""
    number = max(1, round(len(covered) * shares.AGREEMENTS_WITH_PREMISES))
    chosen = [covered[place * len(covered) // number] for place in range(number)]
    areas = iter(_areas(np.random.default_rng([seed, 18]), number * _PER_LIST, area_m2))
    kinds = cycle(_KINDS)
    return {
        one.agreement: _list(at, one, [replace(kind, area=str(next(areas))) for kind in islice(kinds, _PER_LIST)])
        for one in chosen
    }


def _areas(rng: np.random.Generator, count: int, whole: Decimal) -> list[Decimal]:
    """Areas of very unequal size, to the hundredth, that add up to the whole."""
    weights = rng.lognormal(0, 0.6, count)
    cents = np.maximum(1, np.floor(weights / weights.sum() * float(whole) * 100)).astype(int).tolist()
    cents[-1] += int(whole * 100) - sum(cents)
    return [Decimal(one) / 100 for one in cents]


def _list(at: datetime, one: Covered, listed: Sequence[Premises]) -> Listed:
    sent = days_before(at, ACCEPTED_DAYS_AGO)
    table = Table(sent, ())
    firm, office = table.firm(one.enterprise_id), table.office(one.place_code)
    estate = Estate(firm, office, sent, one.community_code or NEAR, listed, f"FW{one.agreement:04d}")
    batch_id = load_premises(estate=estate, now=at)
    with acting(firm):
        batch = get_batch(scope=firm.scope, kind=ASSET_LIST, batch_id=batch_id)
    area = sum((Decimal(each.area) for each in listed), Decimal(0))
    return Listed(Delivery(batch_id, batch.batch_no, ASSET_LIST, one.enterprise_id), area)
