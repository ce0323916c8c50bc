"""The days of festivals on which people are visited: fixed ones, and those of the lunar calendar."""

from __future__ import annotations

from datetime import date

from borax.calendars.lunardate import LunarDate

from yinqiao.kernel.labels import Labelled


class Festival(Labelled):
    """A festival. Those of the lunar calendar move by up to a month from year to year."""

    NEW_YEAR = "new_year", "元旦"
    SPRING = "spring", "春节"
    LABOUR_DAY = "labour_day", "劳动节"
    DRAGON_BOAT = "dragon_boat", "端午节"
    PARTY_DAY = "party_day", "建党节"
    MID_AUTUMN = "mid_autumn", "中秋节"
    NATIONAL_DAY = "national_day", "国庆节"
    DOUBLE_NINTH = "double_ninth", "重阳节"


_FIXED = {
    Festival.NEW_YEAR: (1, 1), Festival.LABOUR_DAY: (5, 1), Festival.PARTY_DAY: (7, 1), Festival.NATIONAL_DAY: (10, 1),
}  # fmt: skip
_LUNAR = {
    Festival.SPRING: (1, 1), Festival.DRAGON_BOAT: (5, 5), Festival.MID_AUTUMN: (8, 15), Festival.DOUBLE_NINTH: (9, 9),
}  # fmt: skip


def festival_on(festival: Festival, year: int) -> date:
    """The day of a festival of this (lunar) year; ValueError beyond 1900 to 2100.

    重阳节 of 2026 is 2026-10-18, 春节 of 2027 is 2027-02-06. A month that is doubled (闰月) is never meant.
    """
    if festival in _FIXED:
        return date(year, *_FIXED[festival])
    month, day = _LUNAR[festival]
    found: date = LunarDate(year, month, day, 0).to_solar_date()
    return found
