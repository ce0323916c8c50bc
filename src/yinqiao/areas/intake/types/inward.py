"""The registry of inward types: what may be told, by whom, which fields it claims, and how it is applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from yinqiao.areas.intake.types.codes import Reason, SourceKind
from yinqiao.areas.intake.types.shapes import Claim, Judged, Known
from yinqiao.areas.retirees.types import Source


@dataclass(frozen=True, slots=True)
class Item:
    """One claim that is to be applied: to whom, from which source, what was told."""

    retiree_id: UUID
    source: Source
    data: Any
    proof: str
    source_id: UUID | None = None
    message_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class InwardType:
    """A type of message. `claims` gives the values and the day since when, `judge` weighs them, `apply` writes.

    `apply(act, items)` is set-based and runs inside the act that received; each person occurs once. It returns to
    whom it did not apply and why: `NOT_MANAGED` waits, any other reason ends the message. `undo(act, item, reason)` takes one applied message back, and says
    whether it could; without it the register's own row history is asked. A type without `apply` names an earlier message
    that it takes back. `reads` tells what another room knows of these people, for `judge`: name of a field → value,
    source and since when.
    """

    code: str
    title: str
    schema: type[BaseModel]
    kinds: frozenset[SourceKind]
    claims: Callable[[Any], tuple[date, Mapping[str, str]]] | None = None
    judge: Callable[[Claim, Known, date], Judged] | None = None
    apply: Callable[[Any, Sequence[Item]], Mapping[UUID, Reason]] | None = None
    undo: Callable[[Any, Item, str], bool] | None = None
    reads: Callable[[Sequence[UUID]], Mapping[UUID, Mapping[str, tuple[str, str, date]]]] | None = None
    beside: Callable[[UUID, Mapping[str, str]], Mapping[str, str]] | None = None

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes an earlier message back."""
        return self.apply is None


_types: dict[str, InwardType] = {}


def register_inward(kind: InwardType) -> None:
    """Make a type known; the same code twice is a fault of ours."""
    if _types.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"inward type registered twice: {kind.code}")


def inward_types() -> Mapping[str, InwardType]:
    """Every type by its code, in the order of registration."""
    return _types
