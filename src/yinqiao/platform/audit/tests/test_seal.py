"""Sealing: every committed entry once, in batches, with the rows of its act; crashes and restores included."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import rfc8785
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests import warm

from yinqiao.kernel.errors import Unavailable
from yinqiao.platform.access.session import acting
from yinqiao.platform.audit import models
from yinqiao.platform.audit.checkpoint import Checkpoint, Signer, opened, signed
from yinqiao.platform.audit.models import Leaf, SealPending
from yinqiao.platform.audit.seal import accept_restore, seal_pending, verifier_keys, waiting
from yinqiao.platform.audit.seal_form import ENTRY_COLUMNS, canonical_bytes
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import CLERK, superuser, write_acts
from yinqiao.platform.audit.verify import verify_log
from yinqiao.platform.crypto.keyfile import current_keyring, init_keyring, keyring_installed
from yinqiao.platform.crypto.keys import Purpose
from yinqiao.platform.crypto.suites import Family
from yinqiao.platform.faults import KILL_ENV

pytestmark = pytest.mark.db


def test_every_committed_entry_is_sealed_once_with_the_rows_of_its_act(log: Witness) -> None:
    acts = write_acts(5)
    assert waiting() == 5
    assert seal_pending(log) == 5
    assert seal_pending(log) == 0
    leaves = list(Leaf.objects.order_by("no"))
    assert [leaf.entry_id for leaf in leaves] == acts
    assert [leaf.no for leaf in leaves] == [1, 2, 3, 4, 5]
    assert all(leaf.rows["events_event"][1] == 2 for leaf in leaves)
    assert SealPending.objects.count() == 0


def test_the_witness_holds_every_checkpoint_and_every_leaf(log: Witness) -> None:
    for count in (3, 1, 4):
        write_acts(count)
        seal_pending(log)
    assert log.notes() == [c.note for c in models.Checkpoint.objects.order_by("no")]
    assert [opened(note, verifier_keys()).size for note in log.notes()] == [3, 4, 8]
    assert list(log.leaves()) == [bytes(leaf.hash) for leaf in Leaf.objects.order_by("no")]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_ENTRY = st.lists(st.one_of(_TEXTS, st.none(), st.integers(-(2**31), 2**31 - 1)), min_size=15, max_size=15)


@pytest.mark.fast
@given(entry=_ENTRY, digest=_TEXTS)
def test_the_sealed_bytes_are_canonical_json_whatever_an_entry_holds(entry: list[object], digest: str) -> None:
    rows = {"retirees_retireeversion": [3, 88_000, digest], "events_event": [1, 2, "\u2028\x7f\x1f/"]}
    expected = rfc8785.dumps({"form": 1, "rows": rows, **dict(zip(ENTRY_COLUMNS, entry, strict=True))})  # type: ignore[dict-item]
    assert canonical_bytes(entry, rows) == expected


def test_a_backlog_of_2500_entries_is_sealed_in_batches_of_1000(log: Witness) -> None:
    with acting(CLERK), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (at, kind, action, actor_role, actor_name, scope, subject_kind, purpose, request_id,"
            " people, detail) SELECT now(), 'read', 'retirees.listed', 'x', '', '', '', '', '', n, '{}'"
            " FROM generate_series(1, 2500) n"
        )
    assert seal_pending(log) == 2500
    assert [opened(note, verifier_keys()).size for note in log.notes()] == [1000, 2000, 2500]


def test_an_entry_removed_before_its_seal_leaves_a_visible_gap(log: Witness) -> None:
    acts = write_acts(3)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_entry WHERE id = %s", [acts[1]])
    assert seal_pending(log) == 3
    assert [leaf.entry_id for leaf in Leaf.objects.filter(rows__missing=True)] == [acts[1]]


def test_what_an_uncommitted_act_wrote_is_not_sealed_and_not_lost(log: Witness) -> None:
    with superuser() as other:
        other.autocommit = False
        other.execute(
            "INSERT INTO audit_entry (at, kind, action, actor_role, actor_name, scope, subject_kind, purpose, request_id,"
            " people, detail) VALUES (now(), 'read', 'late', '', '', '', '', '', '', 0, '{}')"
        )
        write_acts(2)
        assert seal_pending(log) == 2
    assert seal_pending(log) == 1


def test_a_log_whose_tail_was_touched_is_not_extended(log: Witness) -> None:
    write_acts(3)
    seal_pending(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_leaf WHERE no = 3")
    write_acts(1)
    with pytest.raises(Unavailable, match=r"audit\.log_broken"):
        seal_pending(log)


def test_a_database_behind_its_witness_is_not_extended_until_the_restore_is_accepted(log: Witness) -> None:
    for _ in range(2):
        write_acts(2)
        seal_pending(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_leaf WHERE no > 2; DELETE FROM audit_checkpoint WHERE size > 2")
    with pytest.raises(Unavailable, match=r"audit\.witness_ahead"):
        seal_pending(log)
    assert accept_restore(log) == 2
    assert seal_pending(log) == 0
    assert log.leaf_file.with_name("leaves-4.bin").stat().st_size == 4 * 32


def test_a_database_from_before_the_first_seal_goes_on_once_the_restore_is_accepted(log: Witness) -> None:
    write_acts(2)
    seal_pending(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_leaf; DELETE FROM audit_checkpoint")
    write_acts(1)
    with pytest.raises(Unavailable, match=r"audit\.witness_ahead"):
        seal_pending(log)
    assert accept_restore(log) == 2
    assert seal_pending(log) == 1
    write_acts(3)
    assert seal_pending(log) == 3
    assert [opened(note, verifier_keys()).size for note in log.notes()] == [2, 0, 1, 4]
    assert len({opened(note, verifier_keys()).origin for note in log.notes()}) == 1


def test_a_restore_to_a_state_that_was_never_witnessed_is_refused(log: Witness) -> None:
    write_acts(4)
    seal_pending(log)
    stranger = Witness(log.file.with_name("other.txt"))
    stranger.file.write_bytes(log.file.read_bytes())
    with superuser() as admin:
        admin.execute("DELETE FROM audit_leaf; DELETE FROM audit_checkpoint")
    write_acts(2)
    seal_pending(Witness(log.file.parent / "fresh" / "checkpoints.txt"))
    with pytest.raises(Unavailable, match=r"audit\.log_broken"):
        accept_restore(stranger)


@pytest.mark.parametrize("family", list(Family))
def test_after_a_new_sealing_key_both_keys_verify_the_log(log: Witness, family: Family) -> None:
    write_acts(1)
    seal_pending(log)
    turned = current_keyring().with_new_key(Purpose.SEAL, datetime(2026, 12, 1, tzinfo=UTC), family)
    with keyring_installed(turned):
        write_acts(1)
        seal_pending(log)
        assert len(log.key_file.read_text().splitlines()) == 2
        assert verify_log(log).breaches == []


@pytest.mark.fast
def test_a_torn_note_at_the_end_of_the_witness_is_written_over(tmp_path: Path) -> None:
    outside = Witness(tmp_path / "checkpoints.txt")
    signer = Signer("k", "ed25519", b"s" * 32)
    notes = [signed(Checkpoint("o", n, bytes(32), "2026-11-24T00:00:00.000000Z"), signer) for n in (1, 2)]
    outside.append_note(notes[0])
    whole = outside.file.read_bytes()
    for length in range(len(notes[1]) + 1):
        outside.file.write_bytes(whole + notes[1].encode()[:length])
        assert outside.notes() == notes[:1]
        outside.append_note(notes[1])
        assert outside.notes() == notes
        outside.file.write_bytes(whole)


@pytest.mark.fault
def _seal_once_the_killed_is_gone(log: Witness) -> None:
    """The server notices a moment later that nobody is there any more, and lets go of the sealer's lock then."""
    ends = time.monotonic() + 30
    while not seal_pending(log) and time.monotonic() < ends:
        time.sleep(0.1)


@pytest.mark.parametrize(
    "point",
    [
        "audit.seal.before_commit",
        "audit.seal.after_commit",
        "audit.witness.before_flush",
        "audit.witness.after_flush",
    ],
)
def test_a_sealer_killed_at_any_point_loses_and_doubles_nothing(log: Witness, tmp_path: Path, point: str) -> None:
    keys = tmp_path / "keys.json"
    write_acts(3)
    with keyring_installed(init_keyring(keys, at=datetime(2026, 11, 24, tzinfo=UTC))):
        environment = {
            **os.environ,
            "YINQIAO_ROLE": "worker", "YINQIAO_KEYS": str(keys), "YINQIAO_WITNESS": str(log.file), KILL_ENV: point,
        }  # fmt: skip
        done = warm.yinqiao("audit", "seal", environment=environment).ended()
        assert done.returncode == -signal.SIGKILL
        write_acts(1)
        _seal_once_the_killed_is_gone(log)
        proof = verify_log(log)
        assert (proof.entries, proof.waiting, proof.breaches) == (4, 0, [])
        assert log.leaf_count() == 4
        assert log.notes() == [c.note for c in models.Checkpoint.objects.order_by("no")]
