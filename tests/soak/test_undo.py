"""A submitted roster of 300,000 rows is taken back: every table of the register is byte for byte what it was.

`YINQIAO_SOAK_ROWS` names another number of rows for a trial. What is and is not the register: `register_dump.py`.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.bench.databases import FULL, pointed_at, prepare, reader_dsn, register_of, scratch, superuser
from tests.faults.outcomes import invariants_hold
from tests.soak.register_dump import register_dump
from tests.soak.renewed_rosters import TURNS, rosters
from yinqiao.areas.handover.services import Choice, accept_people, return_people, submit_batch, undo_batch
from yinqiao.areas.handover.types import ReturnReason
from yinqiao.areas.lists.services import begin_submission, begin_undo, check_batch, upload_list
from yinqiao.areas.organisations.queries import forget_places, places, scope_of_enterprise
from yinqiao.areas.organisations.services import register_enterprises
from yinqiao.areas.organisations.types import EnterpriseInput, EnterpriseSource
from yinqiao.areas.retirees.services import correct_details, record_death
from yinqiao.areas.retirees.types import Correction, Death, Source
from yinqiao.platform.access import Actor, Scope

pytestmark = [pytest.mark.soak, pytest.mark.timeout(4 * 3600)]

SEED = 2
ROWS = int(os.environ.get("YINQIAO_SOAK_ROWS", "300000"))
KNOWN = ROWS // 15
FEW = 6


@dataclass
class Story:
    """One enterprise, its officer, the city's manager, and the seconds that each step took."""

    database: str
    enterprise: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def begin(self) -> None:
        """Register the enterprise."""
        new = EnterpriseInput("91430100MA4L0S0AK1", "整批撤回企业（演示）", EnterpriseSource.CENTRAL, is_synthetic=True)
        ids = register_enterprises(actor=Actor.system("soak"), at=timezone.now(), enterprises=[new])
        self.enterprise = ids[new.uscc]
        scope = scope_of_enterprise(enterprise_id=self.enterprise)
        self.officer = Actor(uuid.uuid4(), "enterprise_officer", "经办人", scope, new.name)
        city = places().city
        whole = Scope.place(city.place_no, city.place_end, city.name)
        self.manager = Actor(uuid.uuid4(), "city_manager", "管理员", whole, city.name)
        self.clerk = Actor(uuid.uuid4(), "street_officer", "专干", whole, city.name)

    def submit(self, file: Path) -> uuid.UUID:
        """Upload, check and submit."""
        with file.open("rb") as source:
            batch, _ = upload_list(
                kind="roster",
                actor=self.officer,
                at=timezone.now(),
                enterprise_id=self.enterprise,
                file=source,
                file_name=file.name,
            )
        self.timed("check", lambda: check_batch(actor=self.officer, at=timezone.now(), batch_id=batch))
        begin_submission(kind="roster", actor=self.officer, at=timezone.now(), batch_id=batch)
        self.timed("submit", lambda: submit_batch(actor=self.officer, at=timezone.now(), batch_id=batch))
        return batch

    def work_on(self, batch: uuid.UUID) -> None:
        """Some are returned, the others accepted; a few die, and of a few the name is corrected to and fro."""
        waiting = self.asked("SELECT id FROM handover_offer WHERE batch_id = %s ORDER BY retiree_id", [batch])
        some = Choice.of([row[0] for row in waiting[::10]])
        return_people(actor=self.manager, at=timezone.now(), choice=some, reason=ReturnReason.UNREACHABLE)
        accept_people(actor=self.manager, at=timezone.now(), choice=Choice(batch_id=batch))
        known = self.asked(
            "SELECT (w.row_no - 2) %% %s, r.status, r.id, r.name, r.lock_version FROM handover_rosterrow w"
            " JOIN retirees_retiree r ON r.id = w.facts_id WHERE w.batch_id = %s ORDER BY w.row_no",
            [TURNS, batch],
        )  # fmt: skip
        today = timezone.localdate()
        # Of whom a place holds, a roster no longer says the former names.
        dead, renamed = ([row[2:] for row in known if row[:2] == of][:FEW] for of in ((5, "managed"), (4, "returned")))
        assert len(dead) == len(renamed) == FEW
        for who, _, version in dead:
            death = Death(today, Source.RELATIVE, "死亡证明", version)
            record_death(actor=self.clerk, at=timezone.now(), retiree_id=who, death=death)
        for who, name, version in renamed:
            self._rename(who, name[:-1] + "𬭎", version, today)
            self._rename(who, name, version + 1, today)

    def _rename(self, who: uuid.UUID, name: str, version: int, today: date) -> None:
        correction = Correction({"name": name}, Source.SELF, today, version)
        correct_details(actor=self.clerk, at=timezone.now(), retiree_id=who, correction=correction)

    def undo(self, batch: uuid.UUID) -> int:
        """Take it back; returns how many people."""
        begin_undo(kind="roster", actor=self.officer, at=timezone.now(), batch_id=batch, reason="名册版本有误")
        return self.timed("undo", lambda: undo_batch(actor=self.officer, at=timezone.now(), batch_id=batch))

    def timed(self, step: str, work: Callable[[], Any]) -> Any:
        """Do it; the seconds of the last time of each step are kept."""
        begun = time.perf_counter()
        done = work()
        self.seconds[step] = round(time.perf_counter() - begun, 1)
        return done

    def asked(self, statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
        """Rows, as a superuser sees them."""
        with superuser(self.database) as admin:
            return admin.execute(statement.encode(), values).fetchall()

    def dumped(self) -> dict[str, tuple[int, str]]:
        """The register as it stands."""
        with superuser(self.database) as admin:
            return register_dump(admin)


@pytest.mark.usefixtures("django_db_setup")
def test_a_roster_taken_back_leaves_every_table_of_the_register_byte_for_byte_as_it_was(
    django_db_blocker: Any, record_property: Callable[[str, object], None]
) -> None:
    record_property("seed", SEED)
    record_property("rows", ROWS)
    with django_db_blocker.unblock():
        prepare()
        register = register_of(FULL)
        files = rosters(register, seed=SEED, rows=ROWS, known=KNOWN)
        with scratch(register) as database, pointed_at(database):
            forget_places()
            story = Story(database)
            story.begin()
            story.work_on(story.submit(files.first))
            before = story.dumped()
            batch = story.submit(files.later)
            between = story.dumped()
            taken = story.undo(batch)
            after = story.dumped()
            invariants_hold(reader_dsn(database))
        forget_places()
    differing = sorted(table for table in before if after[table] != before[table])
    record_property("people", {"registered before": before["retirees_retiree"][0], "taken back": taken})
    record_property("tables that differ", differing)
    record_property("seconds", story.seconds)
    assert _people(between) - _people(before) == ROWS - KNOWN
    assert taken > ROWS - KNOWN
    assert between["retirees_formername"] != before["retirees_formername"]
    assert differing == []


def _people(dumped: dict[str, tuple[int, str]]) -> int:
    return dumped["retirees_retiree"][0]
