"""A few people are changed by one statement, many over a table: the register is the same afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
import pytest
from django.db import transaction

from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.retirees.services import Origin, change_people
from yinqiao.areas.retirees.tests.small_city import AT, City, register_many
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.database.bulk import SET_FROM
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
_LEFT_OUT = {"_state", "id", "facts_digest", "created_at"}


def _told(number: int) -> dict[str, Any]:
    """Every kind of cell: told, equal to what is known, blank, absent; one in five tells nothing."""
    told = {
        0: {"phone": f"138{number:08d}", "address": "新路1号"}, 1: {"name": "王桂瑛", "education": "20"},
        2: {"address": "旧路1号", "building": " "}, 3: {"sex": 1, "retired_on": date(2003, 7, 1)}, 4: {},
    }[number % 5]  # fmt: skip
    return {"since": date(2026, 2, 1 + number % 28), **told}


def _changed(people: list[UUID], at_once: int) -> tuple[list[object], list[object]]:
    """What the register and its events say after a change so many at a time; undone again."""
    frame = pl.DataFrame(
        [{"retiree_id": one.bytes, **_told(n)} for n, one in enumerate(people)], infer_schema_length=None
    )
    with transaction.atomic():
        with perform(actor=SYSTEM, action="test.change", at=AT) as act:
            for part in frame.iter_slices(at_once):
                change_people(act=act, people=part, origin=Origin(Source.POLICE, date(2026, 1, 1), is_by_row=True))
        with acting(SYSTEM):
            rows = list(Retiree.objects.filter(pk__in=people).order_by("pk"))
            found: list[object] = [
                [{name: value for name, value in vars(row).items() if name not in _LEFT_OUT}, facts]
                for row, facts in zip(rows, facts_of(rows), strict=True)
            ]
            told = Event.objects.filter(act_id=act.id).order_by("retiree_id")
            events: list[object] = [
                (one.retiree_id, one.place_no, sorted(one.data["fields"]), one.enterprise_id) for one in told
            ]
        transaction.set_rollback(True)
    return found, events


def test_few_at_a_time_and_many_at_once_end_alike(city: City) -> None:
    usual = {"phone": "13900004321", "address": "旧路1号", "building": "3栋", "education": "10"}
    people = register_many(city, [usual] * SET_FROM, RetireeStatus.MANAGED)
    many, few = _changed(people, SET_FROM), _changed(people, 400)
    assert many == few
    assert len(many[1]) == 3 * SET_FROM // 5
