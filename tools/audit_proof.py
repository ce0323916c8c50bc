"""The checks of `verify_audit.py`: one pass over a snapshot of the log, compared with its checkpoints and witness."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from audit_notes import Keys, Note, Tree, read_note

NAMES = [
    "id",
    "at",
    "recorded_at",
    "kind",
    "action",
    "actor_id",
    "actor_role",
    "actor_name",
    "scope",
    "subject_kind",
    "subject_id",
    "people",
    "purpose",
    "request_id",
    "detail",
]
SORTED = sorted([*NAMES, "form", "rows"])
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
# An entry is written at the end of its act; one that claims to be this much older than what was sealed before it is
# not. Compared with the newest entry under that seal: a sealer that was stopped seals a long time in a moment.
LATEST = timedelta(minutes=15)
MOST_PER_KIND = 100
# What most leaves say of the rows of their act: it wrote none.
NO_ROWS = "{}"
# Findings about a stretch of the log; a finding that names an entry within it comes first.
ABOUT_A_STRETCH = {
    "checkpoint_forged", "checkpoint_missing", "checkpoint_unknown", "checkpoints_disordered", "restore_unfounded",
    "root_differs", "leaf_unsigned",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One breach; `no` is the number of the first entry concerned (0: the log as a whole)."""

    no: int
    code: str
    entry_id: str
    text: str


@dataclass
class Report:
    """What was read, what is wrong, and what the reader should know."""

    entries: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, no: int, code: str, text: str, entry_id: str = "") -> None:
        """Note one breach; of each kind the first hundred are kept, which include its first."""
        self.counts[code] += 1
        if self.counts[code] <= MOST_PER_KIND:
            self.findings.append(Finding(no, code, entry_id, text))


class LeafRow(NamedTuple):
    """A leaf with its entry (None when the entry is gone). `rows` is JSON text; `entry` follows NAMES."""

    no: int
    entry_id: str
    rows: str
    hash: bytes
    entry: tuple[Any, ...] | None


@dataclass(frozen=True)
class Loose:
    """Something without a leaf: an entry that waits (`queued`) or not, a queued id without entry, a bound row."""

    kind: str
    entry_id: str
    recorded_at: str = ""


class Snapshot:
    """All that is checked. The database and the tests' frozen copy fill it."""

    forms: dict[int, tuple[str, str, str]]
    notes: list[str]

    def leaves(self) -> Iterable[LeafRow]:
        """Leaves by number."""
        raise NotImplementedError

    def bound_rows(self, form: int) -> Iterable[tuple[int, bytes]]:
        """(leaf number, COPY line without its end) of the rows that the leaves bind under this form, in order."""
        raise NotImplementedError

    def loose(self) -> Iterable[Loose]:
        """What has no leaf."""
        raise NotImplementedError


def entry_hash(row: LeafRow) -> bytes:
    """The leaf hash that this entry, with the stored digests of its rows, must have."""
    rows = row.rows if row.rows == NO_ROWS else canonical(json.loads(row.rows))
    if row.entry is not None and (text := _usual_text(row.entry, rows)):
        return hashlib.sha256(text.encode()).digest()
    parts = {"form": "1", "id": quoted(row.entry_id), "rows": rows}
    if row.entry is not None:
        parts.update(zip(NAMES, map(_value, row.entry), strict=True))
    text = ",".join([f'"{name}":{parts[name]}' for name in (SORTED if row.entry is not None else sorted(parts))])
    return hashlib.sha256(b"\x00{" + text.encode() + b"}").digest()


def _usual_text(entry: tuple[Any, ...], rows: str) -> str:
    """What is hashed of an entry whose columns hold what they should; empty when one does not.

    The same text as the long way makes, in one go: this is most of the work of ten million entries.
    """
    (
        entry_id, at, recorded_at, kind, action, actor_id, actor_role, actor_name, scope, subject_kind, subject_id,
        people, purpose, request_id, detail,
    ) = entry  # fmt: skip
    if type(people) is not int:
        return ""
    actor = "null" if actor_id is None else quoted(actor_id)
    subject = "null" if subject_id is None else quoted(subject_id)
    try:
        return (
            f'\0{{"action":{quoted(action)},"actor_id":{actor},"actor_name":{quoted(actor_name)},'
            f'"actor_role":{quoted(actor_role)},"at":{quoted(at)},"detail":{quoted(detail)},"form":1,'
            f'"id":{quoted(entry_id)},"kind":{quoted(kind)},"people":{people},"purpose":{quoted(purpose)},'
            f'"recorded_at":{quoted(recorded_at)},"request_id":{quoted(request_id)},"rows":{rows},'
            f'"scope":{quoted(scope)},"subject_id":{subject},"subject_kind":{quoted(subject_kind)}}}'
        )
    except TypeError:
        return ""


def canonical(value: Any) -> str:
    """RFC 8785 JSON of what the log holds: text, whole numbers, truth values, lists and objects with ASCII names."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _value(value: str | int | None) -> str:
    if value is None:
        return "null"
    return quoted(value) if isinstance(value, str) else str(value)


class Verifier:
    """Checks one snapshot against a witness (notes and leaf hashes kept outside; both may be absent)."""

    def __init__(self, snapshot: Snapshot, keys: Keys, witness: list[str] | None, kept: bytes | None) -> None:
        self.snapshot, self.keys, self.kept, self.kept_size = snapshot, keys, kept, 0
        self.report = Report()
        self.witnessed = self._effective(witness or [], "the witness")
        self.stored = self._effective(snapshot.notes, "the database")
        if witness is None:
            self.report.notices.append("no witness given: a log rewritten as a whole cannot be told from a true one")

    def run(self) -> Report:
        """Everything, in one pass over the log."""
        self._compare_notes()
        self._check_kept()
        self._walk()
        self._check_loose()
        self.report.findings.sort(key=lambda one: (one.code in ABOUT_A_STRETCH, one.no))
        return self.report

    def _effective(self, texts: list[str], where: str) -> list[Note]:
        """The chain of checkpoints after accepted restores: sizes grow, every text is signed."""
        chain: list[Note] = []
        for text in texts:
            try:
                note = read_note(text, self.keys)
            except ValueError as problem:
                self.report.add(0, "checkpoint_forged", f"a checkpoint of {where} is not to be trusted: {problem}")
                continue
            if note.restored:
                lost = chain[-1].size - note.size if chain else 0
                while chain and chain[-1].size > note.size:
                    chain.pop()
                # Before the first checkpoint stands the log of nothing: a return to it needs no witness.
                before = (chain[-1].size, chain[-1].root) if chain else (0, Tree().root())
                if before != (note.size, note.root):
                    self.report.add(note.size, "restore_unfounded", f"{where} accepts a restore to an unknown state")
                elif where == "the witness":
                    self.report.notices.append(
                        f"restored at {note.sealed_at}: {lost} witnessed entries after no {note.size} were lost"
                    )
            elif chain and note.size <= chain[-1].size:
                self.report.add(note.size, "checkpoints_disordered", f"{where} goes back without an accepted restore")
            chain.append(note)
        self.report.checkpoints = max(self.report.checkpoints, len(chain))
        return chain

    def _compare_notes(self) -> None:
        stored = {note.text for note in self.stored}
        witnessed = {note.text for note in self.witnessed}
        last = self.witnessed[-1].size if self.witnessed else 0
        before = 0
        for note in self.witnessed:
            if note.text not in stored:
                self.report.add(
                    before + 1,
                    "checkpoint_missing",
                    f"the database lacks the witnessed checkpoint of {note.size} entries",
                )
            before = note.size
        for note in self.stored:
            if note.text not in witnessed and note.size <= last:
                self.report.add(
                    note.size, "checkpoint_unknown", "the database has a checkpoint that the witness never saw"
                )
        if self.stored and self.stored[-1].size > last and self.witnessed:
            self.report.notices.append(f"entries after no {last} are sealed but not yet witnessed")

    def _check_kept(self) -> None:
        """The kept leaf hashes must lead to the witnessed roots, else they prove nothing."""
        if self.kept is None:
            return
        roots = {note.size: note.root for note in self.witnessed}
        tree = Tree()
        last = self.witnessed[-1].size if self.witnessed else 0
        for at in range(0, min(len(self.kept), last * 32) - 31, 32):
            tree.add(self.kept[at : at + 32])
            if tree.size in roots and tree.root() != roots[tree.size]:
                break
        else:
            if tree.size == last:
                self.kept_size = last
                return
        self.report.notices.append("the kept leaf hashes do not fit the witnessed checkpoints and are not used")

    def _walk(self) -> None:
        """One pass over the leaves: numbers, hashes, entries, bound rows, roots, claimed times."""
        roots: dict[int, list[Note]] = {}
        for note in (*self.stored, *self.witnessed):
            roots.setdefault(note.size, []).append(note)
        groups = {form: Groups(self.snapshot, form) for form in self.snapshot.forms}
        tree, sound, earliest, latest = Tree(), 0, "", ""
        for row in self.snapshot.leaves():
            if row.no != tree.size + 1:
                self._bad(row, "leaf_numbers", f"the log jumps from no {tree.size} to no {row.no}", no=tree.size + 1)
                return
            bound = json.loads(row.rows) if row.rows != NO_ROWS else {}
            self._check_entry(row, bound.get("missing") is True, earliest)
            if bound:
                self._check_rows(row, bound, groups)
            tree.add(row.hash)
            latest = max(latest, row.entry[2]) if row.entry else latest
            for note in roots.pop(tree.size, []):
                if note.root == tree.root():
                    sound, earliest = tree.size, self._earliest(min(note.sealed_at, latest))
                else:
                    self.report.add(
                        sound + 1, "root_differs", f"between no {sound + 1} and no {tree.size} hashes were rewritten"
                    )
        self.report.entries = tree.size
        missing = [note for notes in roots.values() for note in notes if note.size > tree.size]
        if missing:
            most = max(note.size for note in missing)
            self.report.add(tree.size + 1, "tail_cut", f"no {tree.size + 1} to no {most} were sealed and are gone")
        if self.stored and self.stored[-1].size < tree.size:
            self.report.add(self.stored[-1].size + 1, "leaf_unsigned", "leaves stand after the last checkpoint")
        elif not self.stored and tree.size:
            self.report.add(1, "leaf_unsigned", "leaves stand without any checkpoint")

    def _check_entry(self, row: LeafRow, gap: bool, earliest: str) -> None:
        kept = self.kept[32 * (row.no - 1) : 32 * row.no] if self.kept and row.no <= self.kept_size else row.hash
        if kept != row.hash:
            self._bad(row, "leaf_rewritten", "its hash is not the one that the witness keeps")
        elif row.entry is None and not gap:
            self._bad(row, "entry_missing", "it was sealed and is gone")
        elif entry_hash(row) != row.hash:
            self._bad(row, "entry_changed", "its content is not what was sealed")
        elif gap:
            self._bad(row, "entry_missing", "it was removed between commit and seal")
        elif row.entry and earliest and row.entry[2] < earliest:
            self._bad(row, "entry_backdated", f"it claims {row.entry[2]}, long before it was sealed")

    def _check_rows(self, row: LeafRow, bound: dict[str, Any], groups: dict[int, Groups]) -> None:
        if bound.get("missing") is True:
            return
        for table, (form, count, digest) in bound.items():
            if form not in groups or self.snapshot.forms[form][0] != table:
                self._bad(row, "form_missing", f"how rows of {table} were read is no longer on record")
                continue
            found, actual = groups[form].take(row.no)
            if (found, actual) != (count, digest):
                self._bad(row, "rows_changed", f"its {count} rows in {table} are not what was sealed ({found} now)")

    def _check_loose(self) -> None:
        last = self.stored[-1] if self.stored else None
        limit = self._earliest(last.sealed_at) if last else ""
        after = last.size + 1 if last else 1
        waiting = 0
        for one in self.snapshot.loose():
            if one.kind == "queued" and (not limit or one.recorded_at >= limit):
                waiting += 1
            elif one.kind == "queued":
                self.report.add(after, "entry_unsealed", f"waits since {one.recorded_at} for its seal", one.entry_id)
            elif one.kind == "entry":
                self.report.add(after, "entry_inserted", "stands in the log without seal or queue", one.entry_id)
            elif one.kind == "gone":
                self.report.add(after, "entry_missing", "was queued for its seal and is gone", one.entry_id)
            else:
                self.report.add(
                    after, "row_inserted", f"a row of {one.kind} names this act, which sealed none", one.entry_id
                )
        if waiting:
            self.report.notices.append(f"{waiting} entries wait for their seal: nothing is proved about them yet")

    def _earliest(self, moment: str) -> str:
        """The oldest that what follows may claim to be; nothing when nothing went before."""
        return moment and (datetime.strptime(moment, MOMENT).replace(tzinfo=UTC) - LATEST).strftime(MOMENT)

    def _bad(self, row: LeafRow, code: str, text: str, no: int | None = None) -> None:
        self.report.add(row.no if no is None else no, code, text, row.entry_id)


class Groups:
    """The rows of one form, digested leaf by leaf as the walk asks for them."""

    def __init__(self, snapshot: Snapshot, form: int) -> None:
        self.opening = snapshot.forms[form][2].encode() + b"\n"
        self.rows: Iterator[tuple[int, bytes]] = iter(snapshot.bound_rows(form))
        self.ahead = next(self.rows, None)

    def take(self, no: int) -> tuple[int, str]:
        """How many rows this leaf has now, and their digest."""
        running, count = hashlib.sha256(self.opening), 0
        while self.ahead and self.ahead[0] <= no:
            if self.ahead[0] == no:
                running.update(self.ahead[1] + b"\n")
                count += 1
            self.ahead = next(self.rows, None)
        return count, running.hexdigest()
