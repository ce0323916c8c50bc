"""An act that writes many things dies before its commit: nothing is half. It dies after it: a second try does it not again.

Whatever an act writes is of one transaction, the jobs that it orders too: dead at its very end is the latest of all moments
before the commit, and every earlier one leaves less. So two points (`platform/acts/perform.py`) stand for all acts.
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tools.check_invariants import check

from tests.bench_database import further_database, pointed_at
from tests.faults.outcomes import reached_end, walk
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.tests.sealed_log import reader_dsn
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]
ROOMS = (
    "accounts", "activities", "aid", "archive", "bereavement", "benefits", "cases", "certificates", "duties", "effects",
    "events", "hotline", "intake", "jobs", "party", "party_life", "procrastinate", "retirees", "rounds", "scan_texts",
    "secondments", "volunteers",
)  # fmt: skip
_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND split_part(c.relname, '_', 1) = ANY (%s)
  AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1
"""
# Scene → act → which tables have how many rows more afterwards.
PLAN: dict[str, dict[str, dict[str, int]]] = {
    "register": {
        "settle": {}, "leave": {}, "sweep_courses": {}, "deliver": {"duties_delivery": 1}, "sweep_duties": {},
        "check": {"aid_reliefmember": 2}, "pay": {"aid_reliefpayment": 1},
    },
    "offices": {
        "die": {"bereavement_file": 1}, "condole": {"bereavement_condolence": 1}, "meet": {"cases_casestep": 2},
        "ask": {}, "tell": {"party_life_attendance": 1}, "plan": {},
    },
    "scans": {"read": {"scan_texts_reading": 1, "scan_texts_page": 2}},
    "club": {
        "confirm": {"volunteers_confirmation": 1}, "cancel_task": {}, "leave_club": {},
        "receive": {"duties_delivery": 1, "rounds_item": 0}, "cancel_round": {},
    },
    "desk": {
        "take_sheet": {"hotline_batch": 1, "hotline_order": 1, "hotline_orderversion": 1, "cases_case": 1},
        "answer": {"hotline_answer": 1, "hotline_answerorder": 1}, "take_up": {"cases_case": 1},
        "close_case": {},
    },
    "stays": {"approve": {"party_reviews_tally": 4}, "end_stay": {}, "close_community": {}},
    "store": {"issue": {"certificates_certificate": 1, "certificates_sealuse": 1}, "refuse": {}},
}  # fmt: skip
_NEWEST = ("club", "desk", "stays", "store")
# Table → rows and what they say.
Told = dict[str, tuple[int, str]]


@pytest.fixture(scope="module", params=PLAN)
def prepared(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, str, Path]]:
    """A scene: its name, its database, its folder."""
    folder = tmp_path_factory.mktemp(request.param)
    with django_db_blocker.unblock(), further_database() as name:
        with pointed_at(name):
            init_keyring(folder / "keys.json", at=NOW)
            reached_end(request.param, folder, story=_story(request.param))
        yield request.param, name, folder


def _story(scene: str) -> str:
    return "newest_walk" if scene in _NEWEST else "rooms_walk"


def _told() -> Told:
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        cursor.execute(_TABLES, [[one.split("_")[0] for one in ROOMS]])
        tables = [name for (name,) in cursor.fetchall()]
        assert len(tables) > 40
        parts = [
            f"SELECT '{one}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {one} t" for one in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (count, text or "") for name, count, text in cursor.fetchall()}


def _changed(before: Told, after: Told) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def test_an_act_that_was_killed_is_done_once_by_the_next_try(
    prepared: tuple[str, str, Path], django_db_blocker: Any, tmp_path: Path
) -> None:
    scene, database, files = prepared
    story = _story(scene)
    for goal, more in PLAN[scene].items():
        folder = tmp_path / goal
        shutil.copytree(files, folder)
        with django_db_blocker.unblock(), further_database(database) as name, pointed_at(name):
            before, wrong = _told(), _breaches()
            _dies(story, goal, folder, "perform.before_commit")
            assert _changed(before, _told()) == set(), goal
            _dies(story, goal, folder, "perform.after_commit")
            after = _told()
            assert _changed(before, after), goal
            assert {one: after[one][0] - before[one][0] for one in more} == more, goal
            reached_end(goal, folder, story=story)
            assert _changed(after, _told()) == set(), goal
            assert _breaches() <= wrong, goal


def _breaches() -> set[str]:
    """What the independent checker finds. People of the small city stand in the register without an offer."""
    return {str(one) for one in check(reader_dsn(), full=True)}


def _dies(story: str, goal: str, folder: Path, point: str) -> None:
    ended = walk(goal, folder, kill=point, story=story)
    assert ended.returncode == -signal.SIGKILL, (goal, point, ended.returncode, ended.stderr[-2000:])
