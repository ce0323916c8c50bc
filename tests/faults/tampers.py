"""Ways in which a superuser may falsify a sealed log; each returns the number of the first entry that is then false.

The forger knows the hashes and rewrites what it can: leaves, digests, numbers. It has no sealing key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from random import Random
from uuid import UUID

from audit_proof import LeafRow, entry_hash
from tests.faults.frozen_log import FrozenLeaf, FrozenLog
from yinqiao.platform.audit.checkpoint import Checkpoint, Signer, signed
from yinqiao.platform.audit.merkle import root_of

Tamper = Callable[[FrozenLog, Random], int]


def _rehash(log: FrozenLog, start: int) -> None:
    """Renumber, and make the leaf hash of every entry from number `start` on fit what is written now."""
    for place, leaf in enumerate(log.log):
        leaf.no = place + 1
        if leaf.no >= start:
            row = LeafRow(leaf.no, leaf.entry_id, json.dumps(leaf.rows), b"", log.entries.get(leaf.entry_id))
            leaf.hash = entry_hash(row)


def _edit(log: FrozenLog, random: Random) -> int:
    leaf = random.choice(log.log)
    entry = list(log.entries[leaf.entry_id])
    place = random.randrange(1, len(entry))
    entry[place] = entry[place] + 1 if isinstance(entry[place], int) else f"{entry[place] or ''}x"
    log.entries[leaf.entry_id] = tuple(entry)
    return leaf.no


def edit_entry(log: FrozenLog, random: Random) -> int:
    """Change any one column."""
    return _edit(log, random)


def edit_entry_and_hash(log: FrozenLog, random: Random) -> int:
    """Change a column and the leaf's own hash with it."""
    no = _edit(log, random)
    _rehash(log, no)
    return no


def delete_entry(log: FrozenLog, random: Random) -> int:
    """Remove an entry, leave its leaf."""
    leaf = random.choice(log.log)
    del log.entries[leaf.entry_id]
    return leaf.no


def delete_entry_and_leaf(log: FrozenLog, random: Random) -> int:
    """Remove an entry and its leaf; a gap stays in the numbers."""
    leaf = random.choice(log.log)
    log.log.remove(leaf)
    del log.entries[leaf.entry_id]
    log.rows = [row for row in log.rows if row[0] != leaf.entry_id]
    return leaf.no


def delete_and_renumber(log: FrozenLog, random: Random) -> int:
    """Remove an entry without a gap."""
    no = delete_entry_and_leaf(log, random)
    _rehash(log, len(log.log) + 1)
    return no


def hide_behind_a_gap(log: FrozenLog, random: Random) -> int:
    """Remove an entry and let its leaf say that it was missing from the start."""
    leaf = random.choice(log.log)
    del log.entries[leaf.entry_id]
    leaf.rows = {"missing": True}
    log.rows = [row for row in log.rows if row[0] != leaf.entry_id]
    if random.random() < 0.5:
        _rehash(log, leaf.no)
    return leaf.no


def insert_entry(log: FrozenLog, random: Random) -> int:
    """Add an entry with neither leaf nor place in the queue."""
    model = random.choice(list(log.entries.values()))
    new = str(UUID(int=random.getrandbits(128)))
    log.entries[new] = (new, *model[1:])
    return len(log.log) + 1


def insert_entry_and_leaf(log: FrozenLog, random: Random) -> int:
    """Add an entry in the middle of the log, hash and numbers made to fit."""
    place = random.randrange(len(log.log))
    model = log.entries[log.log[place].entry_id]
    new = str(UUID(int=random.getrandbits(128)))
    log.entries[new] = (new, *model[1:])
    log.log.insert(place, FrozenLeaf(0, new, {}, b""))
    for no, leaf in enumerate(log.log, 1):
        leaf.no = no
    log.log[place].hash = entry_hash(LeafRow(0, new, "{}", b"", log.entries[new]))
    return place + 1


def queue_backdated(log: FrozenLog, random: Random) -> int:
    """Add an entry that claims to be old and let it wait for an honest seal."""
    model = random.choice(list(log.entries.values()))
    new = str(UUID(int=random.getrandbits(128)))
    log.entries[new] = (new, model[1], f"202{random.randrange(6)}-01-01T00:00:00.000000Z", *model[3:])
    log.queue.add(new)
    return len(log.log) + 1


def unqueue(log: FrozenLog, random: Random) -> int:
    """Add an entry, then remove it before its seal but not from the queue."""
    log.queue.add(str(UUID(int=random.getrandbits(128))))
    return len(log.log) + 1


def swap_entries(log: FrozenLog, random: Random) -> int:
    """Exchange the contents of two entries, ids excepted."""
    one, other = random.sample(log.log, 2)
    first, second = log.entries[one.entry_id], log.entries[other.entry_id]
    log.entries[one.entry_id] = (first[0], *second[1:])
    log.entries[other.entry_id] = (second[0], *first[1:])
    return min(one.no, other.no)


def swap_leaves(log: FrozenLog, random: Random) -> int:
    """Exchange the places of two entries, hashes and all."""
    one, other = sorted(random.sample(range(len(log.log)), 2))
    log.log[one], log.log[other] = log.log[other], log.log[one]
    for no, leaf in enumerate(log.log, 1):
        leaf.no = no
    return one + 1


def cut_tail(log: FrozenLog, random: Random) -> int:
    """Remove the newest entries with all that belongs to them; the checkpoints too, sometimes."""
    keep = random.randrange(len(log.log))
    gone = {leaf.entry_id for leaf in log.log[keep:]}
    del log.log[keep:]
    log.entries = {key: value for key, value in log.entries.items() if key not in gone}
    log.rows = [row for row in log.rows if row[0] not in gone]
    if random.random() < 0.5:
        log.notes = [note for note in log.notes if int(note.split("\n")[1]) <= keep]
    return keep + 1


def restore_backup(log: FrozenLog, random: Random) -> int:
    """Go back to a former, wholly consistent state."""
    sizes = [int(note.split("\n")[1]) for note in log.notes]
    keep = random.choice([0, *sizes[:-1]])
    gone = {leaf.entry_id for leaf in log.log[keep:]}
    del log.log[keep:]
    log.entries = {key: value for key, value in log.entries.items() if key not in gone}
    log.rows = [row for row in log.rows if row[0] not in gone]
    log.notes = [note for note in log.notes if int(note.split("\n")[1]) <= keep]
    return keep + 1


def rewrite_history(log: FrozenLog, random: Random) -> int:
    """Change an entry, rehash everything after it, and sign new checkpoints with a key of one's own."""
    no = _edit(log, random)
    _rehash(log, no)
    forged = []
    for note in log.notes:
        origin, size, _, moment = note.split("\n")[:4]
        root = root_of(leaf.hash for leaf in log.log[: int(size)])
        checkpoint = Checkpoint(origin, int(size), root, moment.removeprefix("sealed-at "))
        honest = int(size) < no
        forger = Signer(note.rsplit(" ", 2)[1], "ed25519", random.randbytes(32))
        forged.append(note if honest else signed(checkpoint, forger))
    log.notes = forged
    return no


def edit_checkpoint(log: FrozenLog, random: Random) -> int:
    """Change one character of a checkpoint's text."""
    place = random.randrange(len(log.notes))
    note = log.notes[place]
    at = random.randrange(note.index("\n\n"))
    log.notes[place] = note[:at] + ("1" if note[at] != "1" else "2") + note[at + 1 :]
    return 0


def delete_checkpoint(log: FrozenLog, random: Random) -> int:
    """Remove one checkpoint."""
    sizes = [0, *(int(note.split("\n")[1]) for note in log.notes)]
    place = random.randrange(len(log.notes))
    del log.notes[place]
    return sizes[place] + 1


def _row_of_sealed_act(log: FrozenLog, random: Random) -> tuple[int, FrozenLeaf]:
    place = random.randrange(len(log.rows))
    leaf = next(leaf for leaf in log.log if leaf.entry_id == log.rows[place][0])
    return place, leaf


def edit_row(log: FrozenLog, random: Random) -> int:
    """Change an event of a sealed act."""
    place, leaf = _row_of_sealed_act(log, random)
    act, line = log.rows[place]
    at = random.randrange(len(line))
    log.rows[place] = (act, line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :])
    return leaf.no


def delete_row(log: FrozenLog, random: Random) -> int:
    """Remove an event of a sealed act."""
    place, leaf = _row_of_sealed_act(log, random)
    del log.rows[place]
    return leaf.no


def add_row(log: FrozenLog, random: Random) -> int:
    """Add an event under a sealed act."""
    place, leaf = _row_of_sealed_act(log, random)
    log.rows.append((log.rows[place][0], log.rows[place][1] + b"x"))
    return leaf.no


def add_row_under_no_act(log: FrozenLog, random: Random) -> int:
    """Add an event that names an act which never was."""
    log.rows.append((str(UUID(int=random.getrandbits(128))), random.choice(log.rows)[1]))
    return len(log.log) + 1


def move_row(log: FrozenLog, random: Random) -> int:
    """Let an event belong to another act."""
    place, leaf = _row_of_sealed_act(log, random)
    other = random.choice([one for one in log.log if one is not leaf])
    log.rows[place] = (other.entry_id, log.rows[place][1])
    return min(leaf.no, other.no) if "events_event" in other.rows else leaf.no


def edit_row_and_digest(log: FrozenLog, random: Random) -> int:
    """Change an event, its digest in the leaf and, sometimes, the leaf's hash."""
    no = edit_row(log, random)
    leaf = log.log[no - 1]
    form, _, _ = leaf.rows["events_event"]
    running, count = hashlib.sha256(log.forms[form][2].encode() + b"\n"), 0
    for _, line in sorted(row for row in log.rows if row[0] == leaf.entry_id):
        running.update(line + b"\n")
        count += 1
    leaf.rows["events_event"] = [form, count, running.hexdigest()]
    if random.random() < 0.5:
        _rehash(log, no)
    return no


def edit_form(log: FrozenLog, random: Random) -> int:
    """Let the rows be read with other columns."""
    form = next(number for number, (table, _, _) in log.forms.items() if table == "events_event")
    table, order, columns = log.forms[form]
    log.forms[form] = (table, order, columns.replace("data", "data,version", 1))
    return min(leaf.no for leaf in log.log if "events_event" in leaf.rows)


TAMPERS: tuple[Tamper, ...] = (
    edit_entry, edit_entry_and_hash, delete_entry, delete_entry_and_leaf, delete_and_renumber, hide_behind_a_gap,
    insert_entry, insert_entry_and_leaf, queue_backdated, unqueue, swap_entries, swap_leaves, cut_tail,
    restore_backup, rewrite_history, edit_checkpoint, delete_checkpoint, edit_row, delete_row, add_row,
    add_row_under_no_act, move_row, edit_row_and_digest, edit_form,
)  # fmt: skip
