"""`yinqiao audit verify`: silent on a true log, names the first false entry of a forged one."""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from yinqiao.platform.audit.seal import accept_restore, seal_pending
from yinqiao.platform.audit.seal_witness import Witness
from yinqiao.platform.audit.tests.sealed_log import superuser, write_acts
from yinqiao.platform.audit.verify import verify_log

pytestmark = pytest.mark.db

_ENTRY_OF = r"(SELECT entry_id FROM audit_leaf WHERE no = \1)"


def _fill(log: Witness) -> None:
    for count, events in ((3, 2), (4, 0), (2, 1)):
        write_acts(count, events=events)
        seal_pending(log)


def test_a_true_log_is_read_to_its_end_without_a_breach(log: Witness) -> None:
    _fill(log)
    write_acts(1)
    proof = verify_log(log)
    assert (proof.entries, proof.checkpoints, proof.waiting, proof.breaches) == (9, 3, 1, [])


@pytest.mark.parametrize(
    ("statement", "no", "code"),
    [
        ("UPDATE audit_entry SET people = people + 1 WHERE id = $1", 1, "audit.entry_changed"),
        ("UPDATE audit_entry SET actor_name = 'x' WHERE id = $5", 5, "audit.entry_changed"),
        ("DELETE FROM audit_entry WHERE id = $9", 9, "audit.entry_changed"),
        ("UPDATE events_event SET data = '{}' WHERE act_id = $2", 2, "audit.entry_changed"),
        ("DELETE FROM events_event WHERE act_id = $8", 8, "audit.entry_changed"),
        ("UPDATE audit_leaf SET hash = sha256('x') WHERE no = 4", 4, "audit.entry_changed"),
        ("DELETE FROM audit_leaf WHERE no = 3", 3, "audit.leaf_numbers"),
        ("DELETE FROM audit_leaf WHERE no > 7; DELETE FROM audit_checkpoint WHERE size > 7", 8, "audit.tail_cut"),
        ("DELETE FROM audit_checkpoint WHERE size = 7", 0, "audit.checkpoint_missing"),
        (
            "UPDATE audit_checkpoint SET note = replace(note, 'sealed-at 2', 'sealed-at 1')",
            0,
            "audit.checkpoint_forged",
        ),
    ],
)
def test_the_first_false_entry_is_named(log: Witness, statement: str, no: int, code: str) -> None:
    _fill(log)
    with superuser() as admin:
        admin.execute(re.sub(r"\$(\d)", _ENTRY_OF, statement).encode())
    first = verify_log(log).breaches[0]
    assert (first.no, first.code) == (no, code)


def test_an_entry_past_the_queue_is_a_breach(log: Witness) -> None:
    _fill(log)
    write_acts(1)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_sealpending")
    assert [one.code for one in verify_log(log).breaches] == ["audit.entry_inserted"]


def test_after_an_accepted_restore_the_log_is_true_again(log: Witness) -> None:
    _fill(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_entry e USING audit_leaf l WHERE l.entry_id = e.id AND l.no > 7")
        admin.execute("DELETE FROM audit_leaf WHERE no > 7; DELETE FROM audit_checkpoint WHERE size > 7")
    assert verify_log(log).breaches[0].code == "audit.tail_cut"
    assert accept_restore(log) == 2
    write_acts(1)
    seal_pending(log)
    proof = verify_log(log)
    assert (proof.entries, proof.breaches) == (8, [])


def test_after_an_accepted_return_to_before_the_first_seal_the_log_is_true_again(log: Witness) -> None:
    _fill(log)
    with superuser() as admin:
        admin.execute("DELETE FROM audit_entry e USING audit_leaf l WHERE l.entry_id = e.id")
        admin.execute("DELETE FROM audit_leaf; DELETE FROM audit_checkpoint")
    assert verify_log(log).breaches[0].code == "audit.tail_cut"
    assert accept_restore(log) == 9
    assert verify_log(log).breaches == []
    write_acts(2)
    seal_pending(log)
    proof = verify_log(log)
    assert (proof.entries, proof.breaches) == (2, [])


def test_the_command_speaks_chinese_and_fails_on_a_breach(log: Witness, capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(WITNESS_FILE=log.file):
        write_acts(2)
        call_command("audit", "seal")
        call_command("audit", "verify")
        call_command("audit", "keys")
        call_command("audit", "accept-restore")
        said = capsys.readouterr().out
        assert "已封存 2 条记录。\n已核验 2 条记录、1 个检查点" in said
        assert log.key_file.read_text() in said
        with superuser() as admin:
            admin.execute("UPDATE audit_entry SET purpose = 'x'")
        with pytest.raises(CommandError, match="发现 2 处不一致"):
            call_command("audit", "verify")
