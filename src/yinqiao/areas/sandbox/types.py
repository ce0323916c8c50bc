"""Shapes and states of 试用对接."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinqiao.areas.intake.types import SourceKind
from yinqiao.kernel.labels import Labelled


class SandboxState(Labelled):
    """How a sandbox stands on a day."""

    OPEN = "open", "试用中"
    LAPSED = "lapsed", "凭据已到期"
    ENDED = "ended", "已结束"


@dataclass(frozen=True, slots=True)
class NewSandbox:
    """Who tries, as what kind of office, under which name of a source, until when (that day not included)."""

    name: str
    kind: SourceKind
    code: str
    valid_to: date


@dataclass(frozen=True, slots=True)
class SandboxRow:
    """One sandbox as lists and its page show it."""

    no: int
    name: str
    kind: str
    kind_label: str
    code: str
    key_name: str
    source_id: UUID | None
    valid_to: date
    state: SandboxState
    made_at: datetime

    @property
    def is_live(self) -> bool:
        """Whether anything can be done with it."""
        return self.state is not SandboxState.ENDED


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Somebody who was made for trying, as the sandbox knows them now; nobody lives who is called so."""

    id: UUID
    name: str
    id_no: str
    phone: str
    address: str
    status: str
    died_on: date | None


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One message of a sandbox: what it was, what became of it, what it changed."""

    id: UUID
    event_id: str
    title: str
    person: str
    state: str
    reason: str
    changed: str
    received_at: datetime
