"""Many processes send the same batch at the same moment, and one dies in the middle: applied once, nothing lost."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from tests import warm

from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.services import receive_events
from yinqiao.areas.intake.tests.offices import PHONE, SYSTEM, Office, open_office
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.retirees.models import RetireeVersion
from yinqiao.areas.retirees.tests.small_city import AT, build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.fault]
PEOPLE, SENDERS = 20, 16


def send(path: Path) -> None:
    """Send what stands in a file, as the programme of an office would."""
    told = json.loads(path.read_text())
    actor = Actor(UUID(told["key"]), "city_manager", "接口", Scope(*told["scope"]), "长沙市")
    with keyring_installed(load_keyring(Path(told["ring"]))):
        receipts = receive_events(actor=actor, at=datetime.fromisoformat(told["at"]), events=told["events"])
    sys.stdout.write(json.dumps([[one.code, one.is_repeated] for one in receipts]))


@pytest.fixture
def told(fresh_database: None, tmp_path: Path) -> tuple[Path, Office]:
    """A batch about twenty people in a file that a process of its own reads."""
    ring = tmp_path / "keys.json"
    init_keyring(ring, at=AT)
    with keyring_installed(load_keyring(ring)):
        city = build_city()
        heads = [f"9901011948061{n:04d}" for n in range(PEOPLE)]
        numbers = [one + check_digit(one) for one in heads]
        register_many(city, [{"id_no": one} for one in numbers], RetireeStatus.MANAGED)
        office = open_office(city, SourceKind.ENTERPRISE)
    data = {"name": "王桂英", "since": "2026-03-01"}
    events = [
        office.event(PHONE, {**data, "id_number": one, "phone": f"138{at:08d}"}) for at, one in enumerate(numbers)
    ]
    path = tmp_path / "batch.json"
    scope = office.actor.scope
    path.write_text(
        json.dumps({
            "key": str(office.actor.id), "scope": [scope.place_from, scope.place_to], "ring": str(ring),
            "at": AT.isoformat(), "events": events,
        })
    )  # fmt: skip
    return path, office


def _state() -> tuple[int, int, int]:
    with acting(SYSTEM):
        versions = RetireeVersion.objects.filter(pgh_label="update").count()
        return Message.objects.count(), Event.objects.filter(type="retirees.details_corrected").count(), versions


def test_sixteen_processes_with_one_batch_apply_it_once(told: tuple[Path, Office]) -> None:
    senders = [warm.start(send, told[0]) for _ in range(SENDERS)]
    ends = [one.ended(timeout=800) for one in senders]
    assert [one.returncode for one in ends] == [0] * SENDERS, ends[0].stderr[-2000:]
    counted = Counter(tuple(one) for end in ends for one in json.loads(end.stdout))
    assert counted == {("applied", False): PEOPLE, ("applied", True): PEOPLE * (SENDERS - 1)}
    assert _state() == (PEOPLE, PEOPLE, PEOPLE)


@pytest.mark.parametrize("point", ["intake.after_apply", "intake.before_commit"])
def test_a_process_that_dies_in_the_middle_leaves_nothing_and_the_next_applies_once(
    told: tuple[Path, Office], point: str
) -> None:
    dying = warm.run(send, told[0], environment={"YINQIAO_KILL": point})
    assert dying.returncode == -9
    assert _state() == (0, 0, 0)
    again = warm.run(send, told[0])
    assert again.returncode == 0, again.stderr[-2000:]
    assert Counter(tuple(one) for one in json.loads(again.stdout)) == {("applied", False): PEOPLE}
    assert _state() == (PEOPLE, PEOPLE, PEOPLE)
