"""The server's disk is full while a roster is worked on: nothing half done, and room or patience ends it either way.

A trigger answers as PostgreSQL does when it finds no room (SQLSTATE 53100), at one table.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from psycopg import sql
from pytest_django import Settings

from tests.faults.handover_walk import counts
from tests.faults.outcomes import ACCEPTED, TAKEN_BACK, invariants_hold
from yinqiao.areas.handover import services
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, make_scene, roster
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.platform.access import acting
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.crypto.keyfile import init_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]

_NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$
"""
# So many runs failed, or ended with their worker.
_TRIES = 5


@pytest.fixture
def scene(fresh_database: None, tmp_path: Path, settings: Settings) -> Scene:
    """The small city in a database of its own."""
    settings.FILES_FOLDER, settings.KEYRING_FILE = tmp_path / "files", tmp_path / "keys.json"
    init_keyring(settings.KEYRING_FILE, at=NOW)
    return make_scene()


@contextmanager
def _full(table: str) -> Iterator[None]:
    """Inside the block no row finds room in `table`, nor leaves it."""
    with superuser() as admin:
        admin.execute(_NO_ROOM)
        admin.execute(
            sql.SQL("CREATE TRIGGER no_room BEFORE INSERT OR DELETE ON {} EXECUTE FUNCTION no_room()").format(
                sql.Identifier(table)
            )
        )
        yield
        admin.execute("DROP FUNCTION no_room CASCADE")


def _work(*, failed_before: int = 0) -> None:
    """A worker takes what is in the queue, pauses or not, after so many runs that failed."""
    with superuser() as admin:
        admin.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = NULL, attempts = greatest(attempts, %s) WHERE status = 'todo'",
            [failed_before],
        )
    connection.close()
    call_command("worker", once=True, concurrency=1)


def _upload(scene: Scene) -> UUID:
    batch_id, _ = lists.upload_list(
            kind="roster",
        actor=scene.officer, at=NOW, enterprise_id=scene.enterprise_id, file=io.BytesIO(roster(*CAST)),
        file_name="名册.csv",
    )  # fmt: skip
    return batch_id


def _stands(scene: Scene, batch_id: UUID) -> tuple[str, str]:
    with acting(scene.officer):
        found: tuple[str, str] = Batch.objects.values_list("state", "refusal_code").get(pk=batch_id)
        return found


def _checked(scene: Scene) -> UUID:
    batch_id = _upload(scene)
    _work()
    assert _stands(scene, batch_id) == ("checked", "")
    return batch_id


def _submitted(scene: Scene) -> UUID:
    batch_id = _checked(scene)
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    _work()
    return batch_id


def _begin_submission(scene: Scene, batch_id: UUID) -> None:
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)


def _begin_undo(scene: Scene, batch_id: UUID) -> None:
    lists.begin_undo(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, reason="名册版本有误")


def _nothing(scene: Scene, batch_id: UUID) -> None:
    """The upload has queued the check."""


Case = tuple[Callable[[Scene], UUID], Callable[[Scene, UUID], None], str, str, str]
# How it comes to the work, what begins it, which table is full, the state while it waits, where the officer goes on.
WORK: dict[str, Case] = {
    "check": (_upload, _nothing, "handover_rosterrow", "checking", "refused"),
    "submission": (_checked, _begin_submission, "retirees_searchterm", "submitting", "checked"),
    "undo": (_submitted, _begin_undo, "retirees_searchterm", "undoing", "submitted"),
}


@pytest.mark.parametrize("work", WORK)
def test_work_that_found_no_room_is_done_once_there_is_room(scene: Scene, work: str) -> None:
    come, begin, table, waiting, _ = WORK[work]
    batch_id = come(scene)
    before = counts()
    begin(scene, batch_id)
    with _full(table):
        _work()
        assert _stands(scene, batch_id) == (waiting, "")
        assert {**counts(), "batches": before["batches"]} == before
    _work()
    if work == "check":
        _begin_submission(scene, batch_id)
        _work()
    if work == "undo":
        assert counts() == TAKEN_BACK
    else:
        services.accept_people(actor=scene.city, at=NOW, choice=Choice())
        assert counts() == ACCEPTED
    invariants_hold()


@pytest.mark.parametrize("work", WORK)
def test_work_that_never_finds_room_is_given_up_and_the_officer_begins_anew(scene: Scene, work: str) -> None:
    come, begin, table, waiting, end = WORK[work]
    batch_id = come(scene)
    begin(scene, batch_id)
    with _full(table):
        _work(failed_before=_TRIES - 1)
        assert _stands(scene, batch_id) == (waiting, "")
        _work()
    assert _stands(scene, batch_id) == (end, "handover.work_given_up")
    if work == "check":
        batch_id = _checked(scene)
    begin(scene, batch_id)
    _work()
    assert _stands(scene, batch_id)[0] == {"check": "checked", "submission": "submitted", "undo": "undone"}[work]
    invariants_hold()


def test_giving_up_waits_for_room_too(scene: Scene) -> None:
    batch_id = _upload(scene)
    with _full("handover_rosterrow"), superuser() as admin:
        admin.execute("CREATE TRIGGER no_room BEFORE UPDATE ON lists_batch EXECUTE FUNCTION no_room()")
        _work(failed_before=_TRIES)
        assert _stands(scene, batch_id) == ("uploaded", "")
    _work()
    assert _stands(scene, batch_id) == ("refused", "handover.work_given_up")


def test_an_upload_that_finds_no_room_leaves_neither_batch_nor_job(scene: Scene) -> None:
    with _full("lists_batch"), pytest.raises(OperationalError):
        _upload(scene)
    with acting(scene.officer), connection.cursor() as cursor:
        assert not Batch.objects.exists()
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone()[0] == 0
    assert _checked(scene)
