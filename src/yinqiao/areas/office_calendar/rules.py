"""Which days a calendar may have, how they are typed and told, what a correction changes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from yinqiao.areas.office_calendar.types import VersionState

MANAGERS = ("city_manager",)
_S = VersionState
FLOW: Mapping[VersionState, Mapping[str, VersionState]] = {
    _S.PROPOSED: {"approve": _S.PUBLISHED, "refuse": _S.REFUSED, "withdraw": _S.WITHDRAWN},
    _S.PUBLISHED: {"withdraw": _S.WITHDRAWN},
    _S.REFUSED: {},
    _S.WITHDRAWN: {},
}
_DAY = timedelta(days=1)
_SATURDAY = 5
_LINE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:\s*(?:至|到|~|—|-{2})\s*(\d{4}-\d{1,2}-\d{1,2}))?")
_WEEKDAYS = "一二三四五六日"


def read_days(text: str) -> tuple[tuple[date, ...], str]:
    """The days of a text, a day or a span (`2027-02-05 至 2027-02-11`) a line; or what is wrong with it."""
    found: set[date] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        told = _LINE.fullmatch(line.strip())
        days = _span(told[1], told[2] or told[1]) if told else None
        if days is None:
            return (), f"第 {number} 行看不懂，请写成 2027-02-05，或者 2027-02-05 至 2027-02-11。"
        found |= set(days)
    return tuple(sorted(found)), ""


def _span(first: str, last: str) -> list[date] | None:
    try:
        since, until = (date(*map(int, one.split("-"))) for one in (first, last))
    except ValueError:
        return None
    return [since + _DAY * at for at in range((until - since).days + 1)] if 0 <= (until - since).days < 367 else None


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def wrong_days(year: int, off: Sequence[date], worked: Sequence[date]) -> dict[str, str]:
    """What is wrong with the days of a year, by the field."""
    wrong = {}
    for name, days in (("off", off), ("worked", worked)):
        if other := next((one for one in days if one.year != year), None):
            wrong[name] = f"{other:%Y-%m-%d} 不在 {year} 年。"
    if weekday := next((one for one in worked if not is_weekend(one)), None):
        wrong.setdefault("worked", f"{weekday:%Y-%m-%d} 是星期{_WEEKDAYS[weekday.weekday()]}，本来就上班，不用写。")
    if both := next((one for one in off if one in set(worked)), None):
        wrong.setdefault("worked", f"{both:%Y-%m-%d} 又放假又上班。")
    return wrong


def in_spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days off as they are read: spans over the weekends between them."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and all(is_weekend(one) for one in _between(spans[-1][1], day)):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _between(first: date, last: date) -> list[date]:
    return [first + _DAY * at for at in range(1, (last - first).days)]


def told(day: date) -> str:
    """`10月1日（星期四）`."""
    return f"{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def differences(
    before: tuple[frozenset[date], frozenset[date]], after: tuple[frozenset[date], frozenset[date]]
) -> list[str]:
    """What a correction changes, day by day, in words."""
    changes = (
        (after[0] - before[0], "改为放假"), (before[0] - after[0], "改为上班"),
        (after[1] - before[1], "周末改为上班"), (before[1] - after[1], "周末不再上班"),
    )  # fmt: skip
    return [f"{told(day)}{words}" for day, words in sorted((day, words) for days, words in changes for day in days)]
