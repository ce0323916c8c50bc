"""The archives of the demo city: of the people handed over this week one catalogue was received, one is being counted,
one waits; some people have no archive anywhere, and some archives name nobody whom the register knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl

from yinqiao.areas.archives import services as archives
from yinqiao.areas.archives.queries import get_tally, list_archives
from yinqiao.areas.archives.types import CATALOGUE, Damage
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.identity import another_number
from yinqiao.shell.demo.loading.sending import send_list

_HEADER = "序号,档号,姓名,身份证号,条形码,盒号,份数,页数,缺件说明\n"
_PER_BOX = 20
# Of so many: received, being counted, waiting. The rest of the people have no archive anywhere.
_RECEIVED, _COUNTING, _WAITING = 60, 30, 20
_MISSING, _COUNTED = 2, 12
_MISTAKEN = 3


@dataclass(frozen=True, slots=True)
class Sides:
    """Who sends, and who receives: the city, a street, a district."""

    firm: Actor
    city: Actor
    street: Actor
    district: Actor


def load_catalogues(*, sides: Sides, at: datetime, people: pl.DataFrame) -> list[UUID]:
    """Let the archives of these people (`name`, `id_no`) travel; on the last of them stands a wrong number.

    Returns the batches.
    """
    volumes = _volumes(people)
    received = _send(sides, at, volumes.head(_RECEIVED), sides.city)
    _receive(sides.city, at, received)
    counting = _send(sides, at, volumes.slice(_RECEIVED, _COUNTING), sides.street)
    _scan(sides.street, at, counting, _COUNTED)
    waiting = _send(sides, at, _mistaken(volumes.slice(_RECEIVED + _COUNTING, _WAITING)), sides.district)
    return [received, counting, waiting]


def _volumes(people: pl.DataFrame) -> pl.DataFrame:
    serial = pl.int_range(1, pl.len() + 1)
    return people.select(
        archive_no=pl.format("XY-{}", serial.cast(pl.String).str.zfill(4)),
        name="name",
        id_no="id_no",
        barcode=pl.format("99010{}", serial.cast(pl.String).str.zfill(5)),
        box=pl.format("{}", ((serial - 1) // _PER_BOX + 1).cast(pl.String).str.zfill(3)),
        items=(serial % 17 + 6).cast(pl.String),
        pages=(serial % 90 + 40).cast(pl.String),
        note=pl.when(serial % 19 == 0).then(pl.lit("缺招工登记表，单位无存底")).otherwise(pl.lit("")),
    )


def _mistaken(volumes: pl.DataFrame) -> pl.DataFrame:
    """On the last volumes stands another number of the same day of birth, as valid as the right one."""
    numbers = volumes["id_no"].to_list()
    kept = len(numbers) - _MISTAKEN
    return volumes.with_columns(id_no=pl.Series([*numbers[:kept], *(another_number(one) for one in numbers[kept:])]))


def _send(sides: Sides, at: datetime, volumes: pl.DataFrame, receiver: Actor) -> UUID:
    lines = "".join(f"{number},{','.join(row)}\n" for number, row in enumerate(volumes.iter_rows(), start=1))
    batch_id = send_list(
        actor=sides.firm, at=at, kind=CATALOGUE, content=(_HEADER + lines).encode("utf-8-sig"),
        name=f"档案移交目录（{receiver.unit}）.csv",
    )  # fmt: skip
    place = places().by_no[receiver.scope.place_from]
    archives.begin_offer(actor=sides.firm, at=at, batch_id=batch_id, place_no=place.place_no)
    archives.submit_batch(actor=sides.firm, at=at, batch_id=batch_id)
    return batch_id


def _scan(officer: Actor, at: datetime, batch_id: UUID, how_many: int) -> None:
    with acting(officer):
        found = list_archives(scope=officer.scope).filter(catalogue_id=batch_id)
        codes = list(found.values_list("barcode", flat=True)[:how_many])
    for code in codes:
        archives.scan_code(actor=officer, at=at, catalogue_id=batch_id, code=code)


def _receive(officer: Actor, at: datetime, batch_id: UUID) -> None:
    with acting(officer):
        tally = get_tally(scope=officer.scope, catalogue_id=batch_id)
    _scan(officer, at, batch_id, tally.due - _MISSING)
    archives.scan_code(actor=officer, at=at, catalogue_id=batch_id, code="9901077777")
    with acting(officer):
        damaged = list_archives(scope=officer.scope, wanted="counted").filter(catalogue_id=batch_id)[3]
    archives.mark_damage(actor=officer, at=at, archive_id=damaged.pk, damage=Damage(True, "封面脱落，末三页受潮"))
    with acting(officer):
        tally = get_tally(scope=officer.scope, catalogue_id=batch_id)
    archives.finish_reception(actor=officer, at=at, catalogue_id=batch_id, seen=tally)
