"""The stand-alone verifier reads 10,000,000 sealed entries in five minutes, and names one that was then falsified.

`YINQIAO_SOAK_ENTRIES` names another number for a trial. The verifier is run as its users run it: as a program.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tests.soak.large_log import SEED, write_log
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import fresh_log, reader_dsn, superuser

pytestmark = [pytest.mark.soak, pytest.mark.timeout(4 * 3600)]

ENTRIES = int(os.environ.get("YINQIAO_SOAK_ENTRIES", "10000000"))
MOST_SECONDS = 300
TOOL = Path(__file__).parents[2] / "tools" / "verify_audit.py"


def _verify(outside: Witness) -> tuple[subprocess.CompletedProcess[str], float]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(TOOL), "--dsn", reader_dsn(), "--keys", str(outside.key_file), "--witness", str(outside.file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done, time.perf_counter() - begun


@pytest.mark.usefixtures("django_db_setup")
def test_ten_million_sealed_entries_are_verified_in_five_minutes_and_a_false_one_is_named(
    fresh_database: None, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("seed", SEED)
    record_property("entries", ENTRIES)
    with fresh_log(tmp_path) as outside:
        made = write_log(connection.settings_dict["NAME"], ENTRIES, outside)
        record_property("seconds to write and to seal", (round(made.writing), round(made.sealing)))
        with superuser() as admin:
            admin.execute("VACUUM (ANALYZE) audit_entry, audit_leaf, audit_sealpending, events_event")
        done, seconds = _verify(outside)
        record_property("seconds", round(seconds, 1))
        record_property("entries per second", round(ENTRIES / seconds))
        assert (done.returncode, done.stderr) == (0, ""), done.stdout[-2000:] + done.stderr[-2000:]
        assert re.fullmatch(rf"{ENTRIES} entries, \d+ checkpoints, 0 findings\n", done.stdout), done.stdout
        no = Random(SEED).randrange(1, ENTRIES + 1)
        with superuser() as admin:
            admin.execute(
                "UPDATE audit_entry SET people = people + 1 WHERE id = (SELECT entry_id FROM audit_leaf WHERE no = %s)",
                [no],
            )
        found, _ = _verify(outside)
        assert (found.returncode, found.stdout.splitlines()[0].split()[:5]) == (
            1,
            ["first", "bad", "entry:", "no", str(no)],
        )
        record_property("tampers found", 1)
    assert seconds <= MOST_SECONDS
