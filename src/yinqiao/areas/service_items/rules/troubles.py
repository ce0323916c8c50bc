"""What the validator of item files says of a draft, told where it was typed."""

from __future__ import annotations

from collections.abc import Sequence

from yinqiao.areas.applications.types import Fault
from yinqiao.areas.service_items.rules.words import LABELS, part_of
from yinqiao.areas.service_items.types import LISTS, Part, Trouble

# What the act of proposing sets itself.
_SET_LATER = frozenset({"version", "valid_from"})
_LISTS = {part.value for part in LISTS}


def troubles_of(faults: Sequence[Fault]) -> list[Trouble]:
    """Each fault with its page, row and field; what proposing sets is not missing in a draft."""
    return [_trouble(one) for one in faults if not (one.place and one.place[0] in _SET_LATER)]


def _trouble(fault: Fault) -> Trouble:
    place = fault.place
    key = str(place[0]) if place else ""
    part = Part(key) if key in _LISTS else part_of(key)
    row = int(place[1]) if key in _LISTS and len(place) > 1 else None
    field = str(place[2]) if row is not None and len(place) > 2 else key if row is None else ""
    return Trouble(part.value, row, "" if field in _LISTS else field, _in_chinese(part, fault.reason))


def _in_chinese(part: Part, reason: str) -> str:
    """The names of the file in the words of the page."""
    for key, label in {**LABELS.get(part, {}), **{one.value: one.label for one in LISTS}}.items():
        reason = reason.replace(f"“{key}”", f"“{label}”")
    return reason.replace("要有 choices", "要写明各个选项")
