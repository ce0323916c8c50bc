"""The nightly check asks the independent checker; a breach fails the job and alarms until it is gone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.clocks import begin_clocks
from yinqiao.areas.retirees.tests.small_city import build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.audit.tests.sealed_log import superuser
from yinqiao.platform.backup.invariants import check_and_note
from yinqiao.platform.backup.record import alarms, note_backup
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring

pytestmark = [pytest.mark.db, pytest.mark.fault]

AT = datetime(2026, 3, 5, 5, 20, tzinfo=UTC)


def _check(home: Path, database: str) -> list[str]:
    """Check as the nightly job does; what alarms afterwards."""
    try:
        check_and_note(home, database, at=AT)
    finally:
        found = alarms(home, installed_at=AT, now=AT)
    return found


def test_a_breach_fails_the_nightly_check_and_alarms_until_it_is_mended(fresh_database: None, tmp_path: Path) -> None:
    with keyring_installed(new_keyring(AT)):
        register_many(build_city(), [{"id_no": "430999194806150024"}], RetireeStatus.MANAGED)
        begin_clocks(AT)
    database = str(connection.settings_dict["NAME"])
    note_backup(tmp_path, at=AT, by="yinqiao", name="city.yqb", size=1)
    assert _check(tmp_path, database) == []
    with superuser() as admin:
        admin.execute("ALTER TABLE retirees_note NO FORCE ROW LEVEL SECURITY")
        with pytest.raises(RuntimeError, match="row_security: table retirees_note"):
            _check(tmp_path, database)
        assert alarms(tmp_path, installed_at=AT, now=AT) == ["invariants_broken"]
        admin.execute("ALTER TABLE retirees_note FORCE ROW LEVEL SECURITY")
    assert _check(tmp_path, database) == []
    with pytest.raises(RuntimeError, match="could not be checked"):
        _check(tmp_path, "yq_not_there")
    assert alarms(tmp_path, installed_at=AT, now=AT) == ["invariants_broken"]
