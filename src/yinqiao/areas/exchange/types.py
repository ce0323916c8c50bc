"""Shapes of the room of the exchange."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One event of the feed: what happened to whom and when, by ids and codes; no value of any fact.

    `place_no` is where the person belonged then, `office` who acted, `fields` which facts it was about; all three are
    empty for an enterprise, as is `source`.
    """

    seq: int
    id: UUID
    type: str
    version: int
    retiree_id: UUID | None
    subject_id: UUID | None
    enterprise_id: int | None
    place_no: int | None
    occurred_on: date
    recorded_at: datetime
    act_id: UUID
    office: str
    fields: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of the feed; `next` is where to go on, `has_more` whether there is anything beyond it yet."""

    epoch: UUID
    rows: tuple[FeedRow, ...]
    next: int
    has_more: bool
