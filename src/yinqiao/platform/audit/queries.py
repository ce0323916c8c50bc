"""Reads of the audit log; row-level security shows it to overseers, and to everybody their own entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.models import Checkpoint, Entry, Leaf
from yinqiao.platform.audit.seal import waiting
from yinqiao.platform.events.models import Event


def list_entries(*, since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """Entries of the days from `since` to `until` (both included), newest first."""
    found = Entry.objects.order_by("-id")
    if since is not None:
        found = found.filter(at__gte=_moment(since))
    if until is not None:
        found = found.filter(at__lte=_moment(until, time.max))
    return found


def count_before(day: date) -> int:
    """How many entries are older than a day, as far as the actor sees them."""
    return Entry.objects.filter(at__lt=_moment(day)).count()


def _moment(day: date, at: time = time.min) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def get_entry(*, entry_id: UUID) -> Entry:
    """One entry; NotFound when absent or not for the actor's eyes."""
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    return entry


@dataclass(frozen=True, slots=True)
class EntryAct:
    """What an entry's act wrote: events by type (within the reader's scope), and the rows that its seal binds.

    `rows` maps a table to how many rows carry the act's id; None while the entry waits for its seal.
    """

    events: list[tuple[str, int]]
    rows: dict[str, int] | None
    seal_no: int | None


def get_entry_act(*, entry_id: UUID) -> EntryAct:
    """The act behind an entry; nothing but the seal's number for a reading."""
    found = Event.objects.filter(act_id=entry_id).values_list("type").annotate(n=Count("id")).order_by("type")
    leaf = Leaf.objects.filter(entry_id=entry_id).first()
    rows = None if leaf is None else {table: int(value[1]) for table, value in leaf.rows.items() if table != "missing"}
    return EntryAct(list(found), rows, leaf.no if leaf else None)


@dataclass(frozen=True, slots=True)
class SealState:
    """How far the log is sealed and what its last proof found."""

    size: int
    sealed_at: datetime | None
    waiting: int
    proven_at: datetime | None
    proof: dict[str, Any]

    @property
    def is_broken(self) -> bool:
        """The last proof found something that is not as sealed."""
        return bool(self.proof.get("breaches"))


def get_seal_state() -> SealState:
    """The last checkpoint, what waits for the next, and the outcome of the last nightly proof."""
    last = Checkpoint.objects.order_by("-no").first()
    proof = Entry.objects.filter(action="audit.verified").order_by("-id").first()
    return SealState(
        last.size if last else 0, last.sealed_at if last else None, waiting(),
        proof.at if proof else None, proof.detail if proof else {},
    )  # fmt: skip
