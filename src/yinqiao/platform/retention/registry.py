"""What has a period, and how it is destroyed: rooms register their classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Due:
    """One thing whose period has ended; `label` names it without personal data."""

    object_id: UUID
    label: str
    kept_since: date


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """A kind of thing with a period. `rule` is the id of its rule in the rulebook.

    `find_due(kept_before)` gives the things kept since before that day; `destroy(ids, at, act_id)` ends them in the
    transaction of the act and returns how many. `starts` says in words when the period begins.
    """

    rule: str
    find_due: Callable[[date], Sequence[Due]]
    destroy: Callable[[Sequence[UUID], datetime, UUID], int]
    starts: str = "存入之日"


@dataclass(frozen=True, slots=True)
class RetentionFloor:
    """What must be kept at least so long and is never proposed one by one: the sealed log.

    `count_past(kept_before)` tells how many things are older than the floor.
    """

    rule: str
    count_past: Callable[[date], int]
    starts: str


_classes: dict[str, RetentionClass] = {}
_floors: dict[str, RetentionFloor] = {}


def register_retention(kind: RetentionClass) -> None:
    """Register a class; the same rule twice is a fault of ours."""
    known = _classes.setdefault(kind.rule, kind)
    if known is not kind:
        raise ValueError(f"retention class registered twice: {kind.rule}")


def register_floor(floor: RetentionFloor) -> None:
    """Register a floor; a rule that has a class already is a fault of ours."""
    known = _floors.setdefault(floor.rule, floor)
    if known is not floor or floor.rule in _classes:
        raise ValueError(f"retention rule registered twice: {floor.rule}")


def retention_floors() -> tuple[RetentionFloor, ...]:
    """Every floor, by rule."""
    return tuple(_floors[rule] for rule in sorted(_floors))


def retention_classes() -> tuple[RetentionClass, ...]:
    """Every class, by rule."""
    return tuple(_classes[rule] for rule in sorted(_classes))


def retention_class(rule: str) -> RetentionClass:
    """The class of a rule."""
    return _classes[rule]
