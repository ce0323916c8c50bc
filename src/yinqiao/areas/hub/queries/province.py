"""What the province sees: figures of cities side by side, packages between them, how their messages fare. No person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from yinqiao.areas.hub.models import CityEpoch, CitySheet, DeskEntry, Reader
from yinqiao.areas.hub.queries.rates import rates_on
from yinqiao.areas.hub.rules import far_state, voice_of
from yinqiao.areas.hub.types import PROVINCE, CityRow, DistrictRow, FarPackage, LineHealth, Trouble
from yinqiao.areas.insight.queries import rate
from yinqiao.areas.othercity.queries import city_label, trusted_cities
from yinqiao.kernel.errors import NotFound

# Numbers of a city's epoch that did not come, though later ones have.
_GAPS = """
SELECT city, sum(missing)::bigint FROM (
    SELECT city, epoch, max(number) - min(number) + 1 - count(*) AS missing FROM hub_incoming WHERE line = %s GROUP BY city, epoch
) AS epochs GROUP BY city
"""
_REFUSED = "SELECT city, count(*) FROM hub_incoming WHERE line = %s AND outcome = 'refused' GROUP BY city"


def list_cities(*, now: datetime) -> list[CityRow]:
    """One line for each city whose keys are confirmed or that has spoken, by code; silent ones are among them."""
    rates, sheets = rates_on(timezone.localdate(now)), {one.city: one for one in CitySheet.objects.all()}
    rows = []
    for code in sorted(trusted_cities() | sheets.keys()):
        sheet = sheets.get(code)
        as_of = sheet.as_of if sheet else None
        rows.append(_city(code, as_of, sheet.figures if sheet else {}, now, rates))
    return rows


def _city(code: str, as_of: datetime | None, told: Mapping[str, Any], now: datetime, rates: Any) -> CityRow:
    row = CityRow(code, city_label(code), voice_of(as_of, now, rates), as_of, told)
    if not told:
        return row
    place = told["place"]
    return CityRow(
        row.code, row.name, row.voice, as_of, told, *_rates(place), rate(told["certify_valid"], told["certify_needed"]),
        place["people"]["handed_over"], place["offered"], told["far_open"], told["far_late"], told["far_oldest_days"],
    )  # fmt: skip


def _rates(place: Mapping[str, Any]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    people, party, archives = (
        rate(place[one]["received"], place[one]["handed_over"]) for one in ("people", "party", "archives")
    )
    return people, party, archives


def get_city(*, code: str, now: datetime) -> tuple[CityRow, list[DistrictRow]]:
    """One city and its districts as it has told them; NotFound for one that has never spoken."""
    sheet = CitySheet.objects.filter(pk=code).first()
    if sheet is None:
        raise NotFound
    row = _city(code, sheet.as_of, sheet.figures, now, rates_on(timezone.localdate(now)))
    districts = [
        DistrictRow(
            one["code"], one["name"], one["figures"]["people"]["handed_over"], one["figures"]["offered"],
            *_rates(one["figures"]),
        )
        for one in sheet.districts
    ]  # fmt: skip
    return row, districts


def list_far_packages(*, now: datetime) -> list[FarPackage]:
    """Every package between two cities, those that are late and old first. The sender's words count; the receiver's say
    that the package has come, and stand alone where the sender has no carrier."""
    today = timezone.localdate(now)
    told: dict[str, dict[str, DeskEntry]] = {}
    for one in DeskEntry.objects.order_by("number"):
        told.setdefault(one.number, {})[one.side] = one
    rows = []
    for sides in told.values():
        one = sides.get("out") or sides["in"]
        state = far_state(
            today=today, is_there="in" in sides, ended_on=one.ended_on, due_on=one.due_on, valid_to=one.valid_to,
            waiting=one.open,
        )  # fmt: skip
        rows.append(
            FarPackage(
                one.number, one.sender, one.receiver, one.made_on, one.valid_to, one.ended_on, one.people, one.open,
                one.accepted, one.returned, ((one.ended_on or today) - one.made_on).days, state,
                max(each.as_of for each in sides.values()),
            )
        )  # fmt: skip
    order = {"over": 0, "late": 1, "on_the_way": 2, "waiting": 3, "ended": 4}
    return sorted(rows, key=lambda row: (order[row.state.value], -row.age_days, row.number))


def list_health(*, now: datetime) -> list[LineHealth]:
    """How each city's messages to the province fare: silent, unread, missing, refused, begun anew."""
    rates = rates_on(timezone.localdate(now))
    readers = {one.city: one for one in Reader.objects.filter(line=PROVINCE)}
    epochs: dict[str, list[CityEpoch]] = {}
    for one in CityEpoch.objects.filter(line=PROVINCE).order_by("id"):
        epochs.setdefault(one.city, []).append(one)
    gaps, refused = _counted(_GAPS), _counted(_REFUSED)
    rows = []
    for code in sorted(trusted_cities() | readers.keys()):
        reader, begun = readers.get(code), epochs.get(code, [])
        heard = reader.heard_at if reader else None
        rows.append(
            LineHealth(
                code, city_label(code), voice_of(heard, now, rates), Trouble(reader.trouble) if reader else Trouble.NO_STREAM,
                heard, reader.waiting if reader else 0, gaps.get(code, 0),
                refused.get(code, 0) + (reader.refused if reader else 0), len(begun), sum(one.undone for one in begun),
                begun[-1].began_at if begun else None, begun[-1].epoch if begun else None,
            )
        )  # fmt: skip
    return rows


def _counted(statement: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [PROVINCE])
        return {city: int(count) for city, count in cursor.fetchall()}
