"""Reads of the calendar: the years, what a correction changes and which clocks it would move. No person is in any of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.office_calendar import errors
from yinqiao.areas.office_calendar.models import CalendarYear, Recount
from yinqiao.areas.office_calendar.types import Held, VersionState, YearRow
from yinqiao.platform.access.types import Scope
from yinqiao.platform.workdays import Moves, Year, all_clocks, corrected_calendar, shipped_year

_FIRST = 2024


def years_on(day: date) -> tuple[Year, ...]:
    """Each year that the city entered as it holds on a day; for every process of ours."""
    rows = CalendarYear.objects.filter(state=VersionState.PUBLISHED, valid_from__lte=day)
    found = {one.year: year_of(one) for one in rows.order_by("valid_from")}
    return tuple(found[one] for one in sorted(found))


def year_of(row: CalendarYear) -> Year:
    """A year of the table as clocks take it."""
    return Year(row.year, frozenset(map(date.fromisoformat, row.off)), frozenset(map(date.fromisoformat, row.worked)))


def _reads(scope: Scope) -> bool:
    """A calendar says nothing of anybody: offices of places read it."""
    return not (scope.is_empty or scope.is_enterprise or scope.is_sandbox)


def list_versions(*, scope: Scope, year: int | None = None, state: str = "") -> QuerySet[CalendarYear]:
    """What the city entered, the newest first; of one year, or in one state."""
    found = CalendarYear.objects.all() if _reads(scope) else CalendarYear.objects.none()
    found = found.filter(year=year) if year is not None else found
    return (found.filter(state=state) if state else found).order_by("-drafted_at", "-id")


def get_version(*, scope: Scope, version_id: UUID) -> CalendarYear:
    """One correction; NotFound when absent or for who serves no place."""
    found = list_versions(scope=scope).filter(pk=version_id).first()
    if found is None:
        raise errors.not_found()
    return found


def held_on(year: int, day: date, today: date | None = None) -> tuple[Year, Held, str]:
    """The days of a year as they hold on a day, where they come from, and by which document; NotFound where the year is
    not listed today.
    """
    require_year(year, today or day)
    rows = CalendarYear.objects.filter(state=VersionState.PUBLISHED, valid_from__lte=day, year=year)
    city = rows.order_by("-valid_from").first()
    if city is not None:
        return year_of(city), Held.CITY, city.basis
    rule = shipped_year(year)
    told = rule.parameters
    fixed = [date(year, int(one[:2]), int(one[3:])) for one in told.get("fixed", ())]
    off = frozenset(one for one in (*told.get("off", ()), *fixed) if one.year == year and one.weekday() < 5)
    is_assumed = rule.standing == "assumed"
    return Year(year, off, frozenset(told.get("worked", ()))), Held.ASSUMED if is_assumed else Held.SHIPPED, rule.source


def before_of(row: CalendarYear, today: date) -> Year:
    """The year whose place a correction takes: as it held on the eve of its day, else as it holds today."""
    return held_on(row.year, row.valid_from - timedelta(days=1) if row.valid_from else today, today)[0]


def named(text: str) -> int:
    """The year of an address; NotFound for what is none."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise errors.not_found()
    return int(text)


def require_year(year: int, today: date) -> None:
    """A year that is listed: those of cases that may still run, this one and the next two. NotFound otherwise."""
    if year not in _listed(today):
        raise errors.not_found()


def _listed(today: date) -> Sequence[int]:
    return range(max(_FIRST, today.year - 2), today.year + 3)


def list_years(*, scope: Scope, today: date) -> list[YearRow]:
    """The years from two ago to two ahead, the latest first; none for who serves no place."""
    if not _reads(scope):
        return []
    pending = dict(list_versions(scope=scope, state=VersionState.PROPOSED).values_list("year", "state"))
    found = []
    for year in reversed(_listed(today)):
        days, held, source = held_on(year, today)
        waits = VersionState(pending[year]).label if year in pending else ""
        found.append(YearRow(year, held, source, len(days.off), len(days.worked), waits))
    return found


def is_missing(year: int, today: date) -> bool:
    """Whether a year is known by the law's fixed days alone: nobody entered its notice yet."""
    entered = CalendarYear.objects.filter(year=year, state__in=[VersionState.PROPOSED, VersionState.PUBLISHED])
    return held_on(year, today)[1] is Held.ASSUMED and not entered.exists()


def foresee(year: Year) -> list[tuple[str, Moves]]:
    """Which clocks within the reader's reach run, and how many a year told so would move."""
    calendar = corrected_calendar(year)
    return [(one.label, one.foresee(calendar)) for one in all_clocks()]


def list_recounts(*, scope: Scope, since: date, until: date) -> list[tuple[str, Recount]]:
    """What came of a night: the clocks of each room, counted anew from a day on, each room's first."""
    if not _reads(scope):
        return []
    labels = {one.code: one.label for one in all_clocks()}
    rows = Recount.objects.filter(day__gte=since, day__lte=until).order_by("day", "clocks")
    first: dict[str, Recount] = {}
    for row in rows:
        first.setdefault(row.clocks, row)
    return [(labels.get(code, code), row) for code, row in first.items()]
