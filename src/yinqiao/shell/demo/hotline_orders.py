"""Orders of the hotline over some weeks, with clusters planted among them: the same seed gives the same orders.

Made up throughout: how often a place calls, the topics (mostly housing), a little more in winter; a planted cluster is
a cause at one place, or of one enterprise, about which people call for two weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi
from typing import Final

import numpy as np

TOPICS: Final = ("housing", "benefits", "pension", "papers", "activities", "other")
_SHARES: Final = (0.30, 0.20, 0.20, 0.15, 0.10, 0.05)
_WHAT: Final = {
    "housing": ("{n}栋屋面漏水", "{n}栋下水堵塞", "{n}单元外墙脱落", "{n}栋水管破裂停水", "{n}栋电梯停用"),
    "benefits": ("今年{n}月的取暖费没有发", "{n}年前的住房补贴没有说法", "节日慰问金比往年少", "独生子女费没有领到"),
    "pension": ("养老金{n}月份少发", "医保报销{n}个月没有到账", "资格认证{n}次没有通过", "社保卡不能用"),
    "papers": ("档案转递{n}个月没有结果", "要开工龄证明", "查档案跑了{n}趟", "退休证明不知道在哪里开"),
    "activities": ("活动室关门{n}天", "老年大学报不上名", "广场舞场地被占", "棋牌室{n}月起不开放"),
    "other": ("咨询办事时间", "路灯不亮{n}天", "希望多组织体检", "电话打{n}次没人接"),
}
_HOW: Final = (
    "反映多次没有人处理",
    "希望尽快解决",
    "找过社区，让再等等",
    "老人行动不便，请上门",
    "问什么时候能有结果",
    "家里老人着急",
)
_WHO: Final = ("住户", "退休职工", "老人家属", "几户居民", "本人")
_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Planted:
    """A cause: so many orders of a topic at a place, about an enterprise or none, in the two weeks up to a day."""

    topic: str
    place_no: int
    firm_id: int | None
    until: date
    orders: int


@dataclass(frozen=True, slots=True)
class MadeOrder:
    """One order; `planted` is the position of its cluster, or None."""

    topic: str
    place_no: int
    firm_id: int | None
    received_on: date
    text: str
    planted: int | None


def plant(
    count: int, place_nos: Sequence[int], firm_ids: Sequence[int], days: tuple[date, date], seed: int
) -> list[Planted]:
    """So many causes, each at a place of its own, one in three an enterprise's; 10 to 18 orders each."""
    random = np.random.default_rng(seed)
    spots = random.choice(len(place_nos), count, replace=False)
    found = []
    for at, spot in enumerate(spots):
        firm = int(firm_ids[at % len(firm_ids)]) if firm_ids and at % 3 == 0 else None
        until = days[0] + timedelta(days=int(random.integers(0, (days[1] - days[0]).days + 1)))
        topic = TOPICS[int(random.integers(0, len(TOPICS) - 1))]
        found.append(Planted(topic, int(place_nos[spot]), firm, until, int(random.integers(10, 19))))
    return found


def make_orders(
    count: int, place_nos: Sequence[int], firm_ids: Sequence[int], days: tuple[date, date], seed: int,
    planted: Sequence[Planted] = (),
) -> list[MadeOrder]:  # fmt: skip
    """`count` orders from the first to the last of `days` beside those of the planted clusters, by day."""
    random = np.random.default_rng(seed)
    span = (days[1] - days[0]).days + 1
    season = np.array(
        [1 + 0.2 * cos(2 * pi * (days[0] + timedelta(days=at)).timetuple().tm_yday / 365) for at in range(span)]
    )
    on = random.choice(span, count, p=season / season.sum())
    # Some places call much more than others, and keep doing so.
    weights = random.gamma(1.5, 1.0, len(place_nos))
    where = random.choice(len(place_nos), count, p=weights / weights.sum())
    what = random.choice(len(TOPICS), count, p=_SHARES)
    firms = random.integers(0, max(1, len(firm_ids)), count)
    has_firm = random.random(count) < (0.3 if firm_ids else 0.0)
    found = [
        MadeOrder(
            TOPICS[what[at]], int(place_nos[where[at]]), int(firm_ids[firms[at]]) if has_firm[at] else None,
            days[0] + timedelta(days=int(on[at])), _text(TOPICS[what[at]], random), None,
        )
        for at in range(count)
    ]  # fmt: skip
    for at, one in enumerate(planted):
        for _ in range(one.orders):
            day = one.until - timedelta(days=int(random.integers(0, _DAYS)))
            found.append(MadeOrder(one.topic, one.place_no, one.firm_id, day, _text(one.topic, random), at))
    return sorted(found, key=lambda one: one.received_on)


def _text(topic: str, random: np.random.Generator) -> str:
    """A few words as they are written down."""
    parts = (_WHO, _WHAT[topic], _HOW)
    who, what, how = (options[int(random.integers(0, len(options)))] for options in parts)
    return f"{who}反映：{what.format(n=int(random.integers(1, 30)))}，{how}。"
