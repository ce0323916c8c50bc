"""A sealed log held in memory, derived into the verifier's snapshot just as the database's queries do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from audit_proof import LeafRow, Loose, Snapshot


@dataclass
class FrozenLeaf:
    """A row of `audit_leaf`."""

    no: int
    entry_id: str
    rows: dict[str, Any]
    hash: bytes


@dataclass
class FrozenLog(Snapshot):
    """The tables of the log as lists and dicts; a tamper changes them as a superuser would."""

    forms: dict[int, tuple[str, str, str]]
    notes: list[str]
    entries: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    log: list[FrozenLeaf] = field(default_factory=list)
    queue: set[str] = field(default_factory=set)
    rows: list[tuple[str, bytes]] = field(default_factory=list)

    @classmethod
    def of(cls, live: Any) -> FrozenLog:
        """A copy of what a live snapshot shows; its bound rows all stand in one table, the event log."""
        frozen = cls(dict(live.forms), list(live.notes))
        acts = {}
        for row in live.leaves():
            frozen.log.append(FrozenLeaf(row.no, row.entry_id, json.loads(row.rows), row.hash))
            acts[row.no] = row.entry_id
            if row.entry is not None:
                frozen.entries[row.entry_id] = row.entry
        for form, (table, _, _) in live.forms.items():
            if table == "events_event":
                frozen.rows += [(acts[no], line) for no, line in live.bound_rows(form)]
        return frozen

    def copy(self) -> FrozenLog:
        """One to tamper with: whoever tampers replaces what a row or a leaf holds and changes it nowhere else."""
        return replace(
            self, forms=dict(self.forms), notes=list(self.notes), entries=dict(self.entries), queue=set(self.queue),
            log=[replace(leaf, rows=dict(leaf.rows)) for leaf in self.log], rows=list(self.rows),
        )  # fmt: skip

    def leaves(self) -> Iterator[LeafRow]:
        """As the query: leaves by number, each with its entry."""
        for leaf in sorted(self.log, key=lambda one: one.no):
            yield LeafRow(leaf.no, leaf.entry_id, json.dumps(leaf.rows), leaf.hash, self.entries.get(leaf.entry_id))

    def bound_rows(self, form: int) -> Iterator[tuple[int, bytes]]:
        """As the query: rows of acts whose leaf binds them under this form, by leaf and row id."""
        table = self.forms[form][0]
        bound = {leaf.entry_id: leaf.no for leaf in self.log if leaf.rows.get(table, [None])[0] == form}
        yield from sorted((bound[act], line) for act, line in self.rows if act in bound and table == "events_event")

    def loose(self) -> Iterator[Loose]:
        """As the queries: entries without a leaf, queued ids without an entry, rows whose act sealed none."""
        sealed = {leaf.entry_id: leaf for leaf in self.log}
        for entry_id, entry in self.entries.items():
            if entry_id not in sealed:
                yield Loose("queued" if entry_id in self.queue else "entry", entry_id, entry[2])
        yield from (Loose("gone", entry_id) for entry_id in self.queue if entry_id not in self.entries)
        for act, _ in self.rows:
            if act not in self.queue if act not in sealed else "events_event" not in sealed[act].rows:
                yield Loose("events_event", act)
