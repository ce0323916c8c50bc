"""Preorder numbers with gaps for the tree of places: a subtree is one half-open range, and new places fit in later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yinqiao.areas.organisations.types import DivisionKind

STEP = 4
STREET_GAP = 64
DISTRICT_GAP = 2048
CITY_GAP = 16384


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an official list: 12-digit code, name, level, code of its parent (None for the city)."""

    code: str
    name: str
    kind: DivisionKind
    parent: str | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A place with its range."""

    place: Place
    place_no: int
    place_end: int


def number_tree(places: Sequence[Place]) -> list[Numbered]:
    """Number a whole new tree, parents before children, in the order of codes.

    The city gets 1; communities stand `STEP` apart; streets, districts and the city end with a gap.
    """
    children: dict[str | None, list[Place]] = {}
    for place in sorted(places, key=lambda one: one.code):
        children.setdefault(place.parent, []).append(place)
    numbered: list[Numbered] = []

    def walk(place: Place, number: int) -> int:
        """Number `place` and its subtree from `number`; return where the next sibling may begin."""
        index = len(numbered)
        numbered.append(Numbered(place, number, number + 1))
        cursor = number + STEP
        for child in children.get(place.code, ()):
            cursor = walk(child, cursor)
        end = cursor + _gap(place.kind)
        numbered[index] = Numbered(place, number, end)
        return end

    for root in children.get(None, ()):
        walk(root, 1)
    return numbered


def _gap(kind: DivisionKind) -> int:
    return {
        DivisionKind.CITY: CITY_GAP,
        DivisionKind.DISTRICT: DISTRICT_GAP,
        DivisionKind.STREET: STREET_GAP,
    }.get(kind, 0)


def room_for(
    place: Place, parent: tuple[int, int], siblings_end: int, sizes: Mapping[DivisionKind, int]
) -> tuple[int, int] | None:
    """The range of a new place behind its siblings and inside its parent, or None when the gap is used up.

    `parent` is the parent's range, `siblings_end` the end of the last sibling (or the parent's own number plus
    `STEP`), `sizes` how much each level takes.
    """
    start = max(siblings_end, parent[0] + STEP)
    end = start + sizes.get(place.kind, STEP)
    return (start, end) if end <= parent[1] else None
