"""A network that connects twice where it was asked once: the database lets the double in nowhere, so nothing is done twice.

The password is proved over a number that the server draws for each connection (SCRAM, RFC 5802), not sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.faults.faultproxy import Fault
from tests.faults.handover_walk import counts
from tests.faults.outcomes import ACCEPTED, invariants_hold
from tests.faults.test_cut_commit import TO_ACCEPTANCE, Story, through
from yinqiao.areas.handover.tests.conftest import NOW, Scene, make_scene
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault, pytest.mark.enable_socket]

# How the server asks for the proof, and what it says once it has it (AuthenticationOk).
_ASKED, _LET_IN = b"SCRAM-SHA-256", b"R\0\0\0\x08\0\0\0\0"


@pytest.fixture
def scene(fresh_database: None, tmp_path: Path, settings: Settings) -> Iterator[Scene]:
    """The small city, where every act is written by two connections."""
    settings.FILES_FOLDER, settings.COMPANION_FROM = tmp_path / "files", 1
    with keyring_installed(new_keyring(NOW)):
        yield make_scene()


def test_a_roster_over_doubled_connections_is_taken_in_once_and_no_double_is_let_in(scene: Scene) -> None:
    with through(Fault("double")) as line:
        Story(scene).tell(*TO_ACCEPTANCE)
    assert counts() == ACCEPTED
    invariants_hold()
    assert len(line.doubles) == line.connections >= 2
    assert [(_ASKED in told, b"FATAL" in told, _LET_IN in told) for told in line.doubles] == [
        (True, True, False)
    ] * line.connections
