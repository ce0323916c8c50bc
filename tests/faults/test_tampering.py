"""A superuser falsifies the sealed log: the stand-alone verifier finds each case and names the first false entry."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import gmalg
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_notes import Keys, read_keys
from audit_proof import Report, Verifier
from audit_sm2 import is_signed
from tests.faults.frozen_log import FrozenLog
from tests.faults.tampers import TAMPERS
from verify_audit import DatabaseSnapshot, verify
from yinqiao.platform.audit.seal import accept_restore, seal_pending
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import reader_dsn, superuser, write_acts
from yinqiao.platform.crypto import sm2
from yinqiao.platform.crypto.keyfile import current_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.suites import Family

pytestmark = [pytest.mark.db, pytest.mark.fault]

TOOL = Path(__file__).parents[2] / "tools" / "verify_audit.py"


def _fill(log: Witness) -> None:
    """Fourteen sealed entries under three checkpoints, some without events."""
    for count, events in ((5, 2), (1, 0), (8, 1)):
        write_acts(count, events=events)
        seal_pending(log)


def _check(frozen: FrozenLog, keys: Keys, log: Witness, *, with_leaves: bool = True) -> Report:
    kept = log.leaf_file.read_bytes() if with_leaves else None
    return Verifier(frozen, keys, log.notes(), kept).run()


def test_a_thousand_tampers_are_all_found_and_the_first_false_entry_is_named(log: Witness) -> None:
    _fill(log)
    keys = read_keys(log.key_file.read_text())
    true = FrozenLog.of(DatabaseSnapshot(reader_dsn()))
    assert _check(true, keys, log).findings == []
    missed, misnamed = [], []
    for seed in range(1000):
        tamper = TAMPERS[seed % len(TAMPERS)]
        forged = true.copy()
        expected = tamper(forged, Random(seed))
        findings = _check(forged, keys, log).findings
        if not findings:
            missed.append((seed, tamper.__name__))
        elif findings[0].no != expected:
            misnamed.append((seed, tamper.__name__, expected, findings[0]))
        if not _check(forged, keys, log, with_leaves=False).findings:
            missed.append((seed, tamper.__name__ + " without kept leaves"))
    assert missed == []
    assert misnamed == []
    # None of them has touched what the next was made from.
    assert _check(true, keys, log).findings == []


SQL_TAMPERS = {
    "an edited entry": ("UPDATE audit_entry SET purpose = 'x' WHERE id = {5}", 5, "entry_changed"),
    "edited detail": (
        "UPDATE audit_entry SET detail = detail || '{{\"people\": 99}}' WHERE id = {1}",
        1,
        "entry_changed",
    ),
    "a shifted moment": (
        "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = {14}",
        14,
        "entry_changed",
    ),
    "a deleted entry": ("DELETE FROM audit_entry WHERE id = {7}", 7, "entry_missing"),
    "a deleted leaf": ("DELETE FROM audit_leaf WHERE no = 6", 6, "leaf_numbers"),
    "a swap": (
        "UPDATE audit_leaf SET no = CASE no WHEN 2 THEN -9 ELSE -2 END WHERE no IN (2, 9);"
        " UPDATE audit_leaf SET no = -no WHERE no < 0",
        2,
        "leaf_rewritten",
    ),
    "a cut tail": (
        "DELETE FROM audit_leaf WHERE no > 10; DELETE FROM audit_entry WHERE id = ANY({11-})",
        11,
        "tail_cut",
    ),
    "an old backup": (
        "DELETE FROM audit_leaf WHERE no > 6; DELETE FROM audit_entry WHERE id = ANY({7-});"
        " DELETE FROM events_event WHERE act_id = ANY({7-}); DELETE FROM audit_checkpoint WHERE size > 6",
        7,
        "tail_cut",
    ),
    "an entry put in without queue": (
        "SET session_replication_role = replica; INSERT INTO audit_entry (at, kind, action, actor_role, actor_name, scope,"
        " subject_kind, purpose, request_id, people, detail) VALUES (now(), 'read', 'x', '', '', '', '', '', '', 0, '{{}}')",
        15,
        "entry_inserted",
    ),
    "an entry taken out before its seal": (
        "INSERT INTO audit_sealpending (entry_id) VALUES (gen_random_uuid())",
        15,
        "entry_missing",
    ),
    "an edited event": ("UPDATE events_event SET data = '{{}}' WHERE act_id = {3}", 3, "rows_changed"),
    "a deleted event": ("DELETE FROM events_event WHERE act_id = {12}", 12, "rows_changed"),
    "an event added under a sealed act": (
        "INSERT INTO events_event (type, version, is_shared, occurred_on, act_id, actor_name, actor_unit, data)"
        " VALUES ('x', 1, false, now(), {6}, '', '', '{{}}')",
        15,
        "row_inserted",
    ),
    "an edited checkpoint": (
        "UPDATE audit_checkpoint SET note = replace(note, E'\\n6\\n', E'\\n7\\n')",
        0,
        "checkpoint_forged",
    ),
    "other columns": (
        "UPDATE audit_sealform SET columns = 'id,type' WHERE table_name = 'events_event'",
        1,
        "rows_changed",
    ),
}


@pytest.mark.parametrize("case", SQL_TAMPERS)
def test_what_a_superuser_does_in_the_database_is_found(log: Witness, case: str) -> None:
    _fill(log)
    statements, no, code = SQL_TAMPERS[case]
    with superuser() as admin:
        ids = [str(row[0]) for row in admin.execute("SELECT entry_id FROM audit_leaf ORDER BY no")]
        places = {str(n): f"'{one}'" for n, one in enumerate(ids, 1)}
        ranges = {f"{n}-": "ARRAY['" + "','".join(ids[n - 1 :]) + "']::uuid[]" for n in (7, 11)}
        for name, value in {**places, **ranges}.items():
            statements = statements.replace("{" + name + "}", value)
        admin.execute(statements.replace("{{", "{").replace("}}", "}").encode())
    report = verify(reader_dsn(), log.key_file, log.file)
    assert (report.findings[0].no, report.findings[0].code) == (no, code)


def test_an_untouched_log_passes_and_says_what_it_cannot_prove(log: Witness) -> None:
    _fill(log)
    write_acts(2)
    report = verify(reader_dsn(), log.key_file, log.file)
    assert (report.entries, report.checkpoints, report.findings) == (14, 3, [])
    assert report.notices == ["2 entries wait for their seal: nothing is proved about them yet"]
    assert "no witness given" in verify(reader_dsn(), log.key_file, None).notices[0]


def test_checkpoints_signed_by_sm2_are_proved_by_the_verifiers_own_arithmetic(log: Witness) -> None:
    turned = current_keyring().with_new_key(Purpose.SEAL, datetime(2026, 12, 1, tzinfo=UTC), Family.NATIONAL)
    with keyring_installed(turned):
        _fill(log)
        # In base64, ff and the name of the algorithm.
        assert "+/3NtMi1zbT" in log.key_file.read_text()
        report = verify(reader_dsn(), log.key_file, log.file)
        assert (report.entries, report.checkpoints, report.findings) == (14, 3, [])
        with superuser() as admin:
            admin.execute("UPDATE audit_checkpoint SET note = replace(note, E'\\n6\\n', E'\\n7\\n')")
        assert [one.code for one in verify(reader_dsn(), log.key_file, log.file).findings][:1] == ["checkpoint_forged"]


@pytest.mark.fast
@given(data=st.binary(max_size=200), at=st.integers(0, 10**6), bit=st.integers(0, 7))
@settings(max_examples=25, deadline=None)
def test_the_verifiers_arithmetic_agrees_with_the_library_that_signs(data: bytes, at: int, bit: int) -> None:
    pair = sm2.new_pair()
    public, signature = sm2.public_of(pair), sm2.sign(pair, data)
    assert is_signed(public, data, signature) and sm2.is_signed(public, data, signature)
    assert gmalg.SM2(uid=sm2.SIGNER_ID, pk=b"\4" + public).verify(data, *_numbers(signature))
    broken = bytearray(signature)
    broken[at % len(broken)] ^= 1 << bit
    assert not is_signed(public, data, bytes(broken)) and not sm2.is_signed(public, data, bytes(broken))
    assert not is_signed(public, data + b"x", signature)


@pytest.mark.fast
def test_the_example_of_the_standard_is_known_by_both() -> None:
    """GB/T 32918.5-2017, appendix A.2."""
    public = bytes.fromhex(
        "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    )
    r = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
    s = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
    signature = encode_dss_signature(r, s)
    for check in (is_signed, sm2.is_signed):
        assert check(public, b"message digest", signature)
        assert not check(public, b"message digesT", signature)
        assert not check(public[:-1], b"message digest", signature)
        assert not check(public[:-1] + b"\0", b"message digest", signature)
        for nothing in (b"", b"0", encode_dss_signature(0, s), encode_dss_signature(r, 0)):
            assert not check(public, b"message digest", nothing)


def _numbers(signature: bytes) -> tuple[bytes, bytes]:
    r, s = decode_dss_signature(signature)
    return r.to_bytes(32, "big"), s.to_bytes(32, "big")


_READ_AT = (
    "INSERT INTO audit_entry (at, recorded_at, kind, action, actor_role, actor_name, scope, subject_kind, purpose,"
    " request_id, people, detail) SELECT m, m, 'read', 'x', '', '', '', '', '', '', 0, '{}'"
    " FROM (SELECT now() - n * interval '1 second' AS m FROM generate_series(%s::int, %s::int, -1) AS n) AS moments"
)


def test_what_waited_while_the_sealer_was_stopped_for_hours_is_not_called_backdated(log: Witness) -> None:
    with superuser() as admin:
        admin.execute(_READ_AT, [7200, 1])
    assert seal_pending(log) == 7200
    report = verify(reader_dsn(), log.key_file, log.file)
    assert (report.entries, report.checkpoints, report.findings) == (7200, 8, [])


def test_an_entry_that_claims_an_hour_before_what_was_sealed_is_named_though_honestly_sealed(log: Witness) -> None:
    _fill(log)
    with superuser() as admin:
        admin.execute(_READ_AT, [3600, 3600])
    seal_pending(log)
    report = verify(reader_dsn(), log.key_file, log.file)
    assert [(one.no, one.code) for one in report.findings] == [(15, "entry_backdated")]


def test_an_accepted_restore_is_a_notice_and_the_log_goes_on(log: Witness) -> None:
    _fill(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_entry e USING audit_leaf l WHERE l.entry_id = e.id AND l.no > 6")
        admin.execute("DELETE FROM events_event e USING audit_leaf l WHERE l.entry_id = e.act_id AND l.no > 6")
        admin.execute("DELETE FROM audit_leaf WHERE no > 6")
        admin.execute("DELETE FROM audit_checkpoint WHERE size > 6")
    assert accept_restore(log) == 8
    write_acts(3)
    seal_pending(log)
    report = verify(reader_dsn(), log.key_file, log.file)
    assert (report.entries, report.findings) == (9, [])
    assert "8 witnessed entries after no 6 were lost" in report.notices[0]
    assert accept_restore(log) == 0


def test_an_accepted_return_to_before_the_first_seal_is_a_notice_too(log: Witness) -> None:
    _fill(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_entry e USING audit_leaf l WHERE l.entry_id = e.id")
        admin.execute("DELETE FROM events_event e USING audit_leaf l WHERE l.entry_id = e.act_id")
        admin.execute("DELETE FROM audit_leaf")
        admin.execute("DELETE FROM audit_checkpoint")
    assert [one.code for one in verify(reader_dsn(), log.key_file, log.file).findings][:1] == ["tail_cut"]
    assert accept_restore(log) == 14
    write_acts(3)
    seal_pending(log)
    report = verify(reader_dsn(), log.key_file, log.file)
    assert (report.entries, report.findings) == (3, [])
    assert "14 witnessed entries after no 0 were lost" in report.notices[0]


def test_the_command_ends_with_0_1_and_2(log: Witness) -> None:
    _fill(log)
    command = [sys.executable, str(TOOL), "--keys", str(log.key_file), "--witness", str(log.file), "--dsn"]
    good = subprocess.run([*command, reader_dsn()], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, "14 entries, 3 checkpoints, 0 findings\n")
    with superuser() as admin:
        (first,) = admin.execute("DELETE FROM audit_entry WHERE kind = 'act' RETURNING id::text").fetchone() or ("",)
    bad = subprocess.run([*command, reader_dsn()], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert bad.stdout.startswith(f"first bad entry: no 1 {first}\n")
    none = subprocess.run([*command, "host=/nowhere"], capture_output=True, text=True, check=False)
    assert (none.returncode, none.stdout) == (2, "")
    blind = subprocess.run([*command, reader_dsn("app")], capture_output=True, text=True, check=False)
    assert (blind.returncode, blind.stdout) == (2, "")


def test_the_verifier_shares_no_code_with_the_platform() -> None:
    for path in TOOL.parent.glob("*audit*.py"):
        assert "yinqiao." not in path.read_text().replace("yinqiao user=", "")
