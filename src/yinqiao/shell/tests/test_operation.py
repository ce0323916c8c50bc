"""What alarms reaches the system's administrator, in words and with what to do; nobody else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from yinqiao.kernel.errors import Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.backup import record
from yinqiao.platform.events import sequencer
from yinqiao.platform.ui.tests.people_list import request_of
from yinqiao.shell import operation

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ADMIN = Actor(UUID(int=1), "system_admin", "孟强", Scope(label="不涉及退休人员"))


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """A home folder of its own, in which last night's backup and check are noted."""
    settings.INSTANCE = replace(settings.INSTANCE, home=tmp_path)
    record.note_backup(tmp_path, at=timezone.now(), by="yinqiao", name="yinqiao-20260305-023000.yqb", size=1024)
    record.note_check(tmp_path, at=timezone.now(), told="")
    return tmp_path


def _today(actor: Actor) -> list[tuple[str, int, str, str]]:
    with acting(actor):
        found = operation.today_entries(actor, timezone.localdate())
        return [(one.label, one.count, one.urgency, one.hint) for one in found if one.count]


def _page(actor: Actor) -> str:
    with acting(actor):
        return operation.operation(request_of(actor=actor)).content.decode()


def test_nothing_stands_on_the_list_while_all_is_well(home: Path) -> None:
    assert _today(ADMIN) == []
    assert "没有告警。" in _page(ADMIN)


def test_a_breach_of_the_nightly_check_stands_on_the_administrators_list(home: Path) -> None:
    record.note_check(home, at=timezone.now(), told="invariant 4: 张三")
    assert _today(ADMIN) == [("系统运行告警", 1, "overdue", "数据核对发现不一致或未能完成")]
    page = _page(ADMIN)
    assert "invariants_broken" in page and "查明之前不要手工改动数据库" in page
    # What the checker said stays on the server.
    assert "张三" not in page


def test_a_backup_and_a_check_that_never_came_count_two(home: Path) -> None:
    old = timezone.now() - timedelta(hours=27)
    record.note_backup(home, at=old, by="yinqiao", name="a.yqb", size=1)
    record.note_check(home, at=old, told="")
    ((_, count, _, words),) = _today(ADMIN)
    assert (count, words) == (2, "超过 26 小时没有备份；超过 26 小时没有核对数据")


@pytest.mark.parametrize("role", ["unit_admin", "security_admin", "auditor", "community_officer"])
def test_nobody_else_is_told(home: Path, role: str) -> None:
    record.note_check(home, at=timezone.now(), told="broken")
    other = replace(ADMIN, role=role)
    assert _today(other) == []
    with acting(other), pytest.raises(Refused):
        operation.operation(request_of(actor=other))


def test_every_alarm_has_words(home: Path) -> None:
    (home / "last-backup.json").unlink()
    record.note_check(home, at=timezone.now() - timedelta(days=9), told="broken")
    with acting(Actor.system("test")):
        raised = record.alarms(
            settings.INSTANCE.home, installed_at=sequencer.installed_at() - timedelta(days=9), now=timezone.now()
        )
    assert set(raised) == set(operation.ALARMS)
