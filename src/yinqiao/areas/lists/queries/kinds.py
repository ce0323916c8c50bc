"""Which kinds of lists there are. A room above registers its kind; what every list goes through asks the kind for the rest.

A kind has a room of its own: its acts, background work, refusals and addresses are called by the name of that room
(`handover.check_batch`, `handover:upload`), its periods by its own (`retention.roster_upload`, `retention.roster_annotated`,
`retention.roster_rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import QuerySet
from django.urls import reverse

from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.types import ACTS, ListWords
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.sheets.types import FieldSpec, HeaderMatch, SheetTable
from yinqiao.platform.sheets.writer import ColumnSpec

# Columns that a file may have more than once, and that are kept by nobody.
SERIAL_NO = "serial_no"


@dataclass(frozen=True, slots=True)
class CheckJob:
    """One check under way. `tell(step, done, total)` moves the bar that the officer sees, in a transaction of its own."""

    actor: Actor
    at: datetime
    batch_id: UUID
    enterprise_id: int
    layout: SheetLayout
    tell: Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a kind says of a sheet.

    `findings`: `row_no` (0 is the file as a whole), `field`, `code`, `severity` (blocks, warns, mended), `args` (JSON
    text or null). `counts`: at least `rows`, `ready`, `blocked`. `store(act, batch)` writes the kind's own rows, in the
    transaction that writes the findings; what an earlier check wrote is gone by then.
    """

    findings: pl.DataFrame
    counts: Mapping[str, int]
    store: Callable[[Act, Batch], None]


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: what its columns are called, who judges it, who keeps its rows, what its page shows.

    `fields` are what header recognition looks for; `template_name` and `template` (columns and one row of examples) the
    file to fill in. `title_of` and `sentence_of` are the Chinese words of a finding's code. `uploaded`, `checked` and
    `undone` are the events of its room. `judge` opens its own transactions (`acting`) and raises Invalid for a file
    that cannot be taken. Of its rows, `forget` deletes those of batches, `holding` gives the ids of batches that have
    any, `left_behind` the numbers of those that did not go with a submission. `report` gives `figures` for the page of
    a batch, and what else `acts_template` shows.
    """

    name: str
    words: ListWords
    fields: tuple[FieldSpec, ...]
    template_name: str
    template: Callable[[], tuple[Sequence[ColumnSpec], Sequence[str]]]
    title_of: Callable[[str], str]
    sentence_of: Callable[[str, str, str | None], str]
    uploaded: EventType
    checked: EventType
    undone: EventType
    judge: Callable[[CheckJob, SheetTable, HeaderMatch], Judged]
    forget: Callable[[Sequence[UUID]], object]
    holding: Callable[[], QuerySet[Any, Any]]
    left_behind: Callable[[UUID], list[int]]
    report: Callable[[Scope, Batch], Mapping[str, Any]]
    acts_template: str

    @property
    def room(self) -> str:
        """The room whose kind it is."""
        return self.words.room

    @property
    def actions(self) -> dict[str, str]:
        """Act → its code in the audit log; an upload is named after the kind (`handover.upload_roster`)."""
        return {"upload": f"{self.room}.upload_{self.name}", **{act: f"{self.room}.{act}" for act in ACTS}}

    def action(self, act: str) -> str:
        """The code of one of `actions`, and of the work in the background that is named alike."""
        return self.actions[act]

    def url(self, page: str, *args: object) -> str:
        """The address of a page of this kind: `url("batch", batch_id)`."""
        return reverse(f"{self.room}:{page}", args=args)

    @property
    def header_words(self) -> list[str]:
        """Every word that the header of a column may be: by these a header row is told from the titles above it."""
        return [word for field in self.fields for word in (field.label, *field.synonyms)]

    @property
    def labels(self) -> dict[str, str]:
        """Field → its Chinese label."""
        return {field.name: field.label for field in self.fields}


_kinds: dict[str, ListKind] = {}


def register_kind(kind: ListKind) -> None:
    """Make a kind known; one name twice is a fault of ours."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"kind of list registered twice: {kind.name}")


def kind_named(name: str) -> ListKind:
    """The kind of that name; KeyError when no room registered it."""
    return _kinds[name]


def kind_of(batch: Batch) -> ListKind:
    """The kind of a batch."""
    return _kinds[batch.kind]


def all_kinds() -> tuple[ListKind, ...]:
    """Every kind, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))
