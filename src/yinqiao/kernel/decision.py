"""The result of a rule: a value, why, by which rule, from which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """What a rule decided, reproducible years later.

    `reason` is a dotted code whose Chinese sentence is data; `rule` names the rulebook entry with its version
    (`retirees.retirement_age@2025-01-01`); `facts` are the inputs that were used, without personal data beyond
    need. A rule that cannot decide returns a Decision with `value=None` and a reason that says so.
    """

    value: T | None
    reason: str
    rule: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_decided(self) -> bool:
        """False when the rule could not decide; `reason` then says what is missing."""
        return self.value is not None
