"""Puts the developers' tools on the path (they are programs of their own) and gives a log to tamper with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from yinqiao.platform.audit.seal_witness import Witness

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))


@pytest.fixture(scope="session", autouse=True)
def servers_log() -> Iterator[None]:
    """What the bench's own server wrote meanwhile, whichever tests it served, tells of nobody."""
    from tests.faults.installation import KNOWN
    from tests.faults.plain_logs import people_in_text
    from yinqiao.config.instance import load_instance

    file = load_instance().server.folder / "server.log"
    began = file.stat().st_size if file.exists() else 0
    yield
    if file.exists():
        assert people_in_text(file.read_bytes()[began:].decode("utf-8", "replace"), KNOWN) == []


@pytest.fixture
def log(django_db_setup: None, fresh_database: None, tmp_path: Path) -> Iterator[Witness]:
    """An empty audit log in a database of its own; what is given is its outside witness."""
    from yinqiao.platform.audit.tests.sealed_log import fresh_log

    with fresh_log(tmp_path) as outside:
        yield outside


@pytest.fixture
def keys(fresh_database: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """A database that really commits, a keyring and a folder for files, of the test's own."""
    from yinqiao.areas.handover.tests.conftest import NOW
    from yinqiao.areas.organisations.queries import forget_places
    from yinqiao.platform.crypto.keyfile import keyring_installed
    from yinqiao.platform.crypto.keys import new_keyring

    settings.FILES_FOLDER = tmp_path / "files"
    forget_places()
    with keyring_installed(new_keyring(NOW)):
        yield
    forget_places()
