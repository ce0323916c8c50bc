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
    transaction of the act and returns how many.
    """

    rule: str
    find_due: Callable[[date], Sequence[Due]]
    destroy: Callable[[Sequence[UUID], datetime, UUID], int]


_classes: dict[str, RetentionClass] = {}


def register_retention(kind: RetentionClass) -> None:
    """Register a class; the same rule twice is a fault of ours."""
    known = _classes.setdefault(kind.rule, kind)
    if known is not kind:
        raise ValueError(f"retention class registered twice: {kind.rule}")


def retention_classes() -> tuple[RetentionClass, ...]:
    """Every class, by rule."""
    return tuple(_classes[rule] for rule in sorted(_classes))


def retention_class(rule: str) -> RetentionClass:
    """The class of a rule."""
    return _classes[rule]
