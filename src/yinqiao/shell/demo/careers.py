"""Working lives of the demo city: when work began, when and how it ended, which post it was.

Retirement months follow the rules of each time: the old ages before 2025, the gradual delay from 2025 on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from yinqiao.shell.demo.distributions import RETIREMENT_TYPES

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

NORMAL, SPECIAL_TRADE, ILLNESS, FLEXIBLE = range(4)
_DELAY_FROM = (2025 - 1970) * 12
_EARLIEST_WORK = (1950 - 1970) * 12
_WOMAN_CADRE_SHARE = 0.30
_SPECIAL_TRADE_SHARE = 0.06
_ILLNESS_SHARE = 0.03
_FLEXIBLE_SHARE = 0.15

_POSTS_PLAIN = "操作工 维修工 电工 车工 钳工 焊工 仓库保管员 驾驶员 炊事员 纺织挡车工 铸造工 质检员 化验员 售货员 锅炉工 起重工".split()
_POSTS_OFFICE = (
    "科员 会计 出纳 工程师 技术员 车间主任 科长 副科长 教师 护士 医师 政工师 统计师 调度员 高级工程师 副处长".split()
)


@dataclass(frozen=True, slots=True)
class Careers:
    """Parallel arrays: months count from 1970-01 (month 0); `kind` is a row of RETIREMENT_TYPES."""

    retired_month: Ints
    work_month: Ints
    work_day: Ints
    kind: Ints
    post: Texts

    @property
    def retirement_type(self) -> Texts:
        """The Chinese words for `kind`."""
        return np.array(RETIREMENT_TYPES, dtype=object)[self.kind]


def draw_careers(rng: np.random.Generator, sex: Ints, born: Ints, as_of: date) -> Careers:
    """Working lives that ended by `as_of`; who was too young to retire in the ordinary way did so by another one."""
    count = len(sex)
    born_month = born.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    last_month = (as_of.year - 1970) * 12 + as_of.month - 1
    cadre = rng.random(count) < _WOMAN_CADRE_SHARE
    old_age = np.where(sex == 1, 60, np.where(cadre, 55, 50))
    # A woman too young for the later age was a worker.
    old_age = np.where((sex == 2) & (statutory_month(born_month, old_age) > last_month), 50, old_age)
    kind = _draw_kind(rng, count)
    kind = np.where(statutory_month(born_month, old_age) > last_month, SPECIAL_TRADE, kind)
    special = born_month + np.where(sex == 1, 55, 45) * 12
    illness = born_month + np.where(sex == 1, 50, 45) * 12
    kind = np.where((kind == SPECIAL_TRADE) & (special > last_month), ILLNESS, kind)
    statutory = statutory_month(born_month, old_age)
    flexible = np.maximum(born_month + old_age * 12, statutory - rng.integers(1, 13, count))
    kind = np.where((kind == FLEXIBLE) & ((statutory < _DELAY_FROM) | (flexible == statutory)), NORMAL, kind)
    retired = np.choose(kind, [statutory, special, np.minimum(illness, last_month), flexible])
    start = np.maximum(born_month + rng.integers(17 * 12, 22 * 12, count), _EARLIEST_WORK)
    posts = np.where(
        cadre | (rng.random(count) < 0.25),
        _pick(rng, _POSTS_OFFICE, count),
        _pick(rng, _POSTS_PLAIN, count),
    )
    return Careers(retired, start, rng.integers(1, 29, count), kind, posts)


def statutory_month(born_month: Ints, old_age: Ints) -> Ints:
    """The month of lawful retirement for birth months and the ages in force before 2025 (60, 55 or 50).

    From 2025-01 a month is added for every four (for every two at 50), up to three years (five at 50):
    a man born in 1965-01 retires in 2025-02.
    """
    old = born_month + old_age * 12
    step, cap = np.where(old_age == 50, 2, 4), np.where(old_age == 50, 60, 36)
    months_in = old - _DELAY_FROM + 1
    delay = np.where(months_in < 1, 0, np.minimum(cap, -(-months_in // step)))
    return old + delay


def month_dates(months: Ints, days: Ints | int = 1) -> npt.NDArray[np.datetime64]:
    """Dates for months counted from 1970-01 and days of the month (1..28)."""
    return months.astype("datetime64[M]").astype("datetime64[D]") + (np.asarray(days) - 1).astype("timedelta64[D]")


def _draw_kind(rng: np.random.Generator, count: int) -> Ints:
    lot = rng.random(count)
    bounds = np.cumsum([_ILLNESS_SHARE, _SPECIAL_TRADE_SHARE, _FLEXIBLE_SHARE])
    return np.array([ILLNESS, SPECIAL_TRADE, FLEXIBLE, NORMAL])[np.digitize(lot, bounds)]


def _pick(rng: np.random.Generator, words: list[str], count: int) -> Texts:
    return np.array(words, dtype=object)[rng.integers(0, len(words), count)]
