"""Reads of places, and of places and enterprises by name. They hold no personal data: scope narrows choices, not secrets."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from django.db import connection
from django.db.models import QuerySet

from yinqiao.areas.organisations.finding import Named, OrganisationIndex
from yinqiao.areas.organisations.models import Division, Enterprise, FormerEnterpriseName
from yinqiao.areas.organisations.types import (
    DivisionKind,
    DivisionRow,
    EnterpriseSource,
    OrganisationFound,
)
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.custody.models import Held

T = TypeVar("T")
_KEEP_SECONDS = 30.0
_kept: dict[str, tuple[float, PlaceTree]] = {}
_Sources: TypeAlias = "tuple[PlaceTree, list[tuple[int, str, str, str, str]], list[tuple[int, str, str]]]"
_found_in: dict[str, tuple[float, _Sources, OrganisationIndex]] = {}


@dataclass(frozen=True)
class PlaceTree:
    """Every place of the city in preorder; small (about 2,000 rows), read by every page that names a place."""

    rows: tuple[DivisionRow, ...]

    @cached_property
    def by_no(self) -> dict[int, DivisionRow]:
        """Place number → place."""
        return {row.place_no: row for row in self.rows}

    @cached_property
    def by_id(self) -> dict[int, DivisionRow]:
        """Row id → place."""
        return {row.id: row for row in self.rows}

    @cached_property
    def by_code(self) -> dict[str, DivisionRow]:
        """Code → place."""
        return {row.code: row for row in self.rows}

    @property
    def city(self) -> DivisionRow:
        """The root; NotFound before any place is loaded."""
        if not self.rows:
            raise NotFound("organisations.no_places", "还没有载入行政区划。")
        return self.rows[0]

    @property
    def agency_desk(self) -> DivisionRow:
        """The desk for people who live outside the city."""
        return next(row for row in self.rows if row.kind == DivisionKind.DESK)

    def path(self, place_no: int) -> list[DivisionRow]:
        """From the city down to a place; empty for an unknown number."""
        row = self.by_no.get(place_no)
        found: list[DivisionRow] = []
        while row is not None:
            found.append(row)
            row = self.by_id.get(row.parent_id) if row.parent_id is not None else None
        return found[::-1]

    def label(self, place_no: int | None) -> str:
        """“岳麓区 · 望月湖街道 · 望月社区”; the city alone is named alone; a desk says that it waits to be routed."""
        below = self.path(place_no or 0)
        names = [row.name for row in below[1:]] or [row.name for row in below]
        return " · ".join(names) if names else "未定"

    def named(self, rows: Iterable[DivisionRow]) -> dict[str, int]:
        """The names of some places in words → their numbers, in the order given: the choices of a form."""
        return unique_names((self.label(row.place_no), row.code, row.place_no) for row in rows)

    def communities_called(self, text: str) -> list[DivisionRow]:
        """The communities that people mean by a name: theirs, with or without 社区, or with the places above in front."""
        asked = "".join(text.split()).replace("·", "")
        found = []
        for row in self.rows if asked else ():
            if row.kind == DivisionKind.COMMUNITY:
                names = [one.name for one in self.path(row.place_no)]
                whole = {"".join(names[at:]) for at in range(len(names))}
                if whole & {asked, f"{asked}社区"}:
                    found.append(row)
        return found

    def community_labels(self, text: str) -> list[str]:
        """The same in words, with the places above."""
        return [self.label(row.place_no) for row in self.communities_called(text)]

    def ancestor(self, place_no: int, kind: DivisionKind) -> DivisionRow | None:
        """The district (or street, city) that a place lies in."""
        return next((row for row in self.path(place_no) if row.kind == kind), None)

    def within(self, scope: Scope, kind: DivisionKind | None = None) -> list[DivisionRow]:
        """The places inside a scope, of one level or all."""
        return [row for row in self.rows if scope.covers_place(row.place_no) and (kind is None or row.kind == kind)]

    def children(self, place_id: int) -> list[DivisionRow]:
        """The places directly below one."""
        return [row for row in self.rows if row.parent_id == place_id]


def unique_names(named: Iterable[tuple[str, str, T]]) -> dict[str, T]:
    """Name → what it names, from (name, code, named); a name that occurs twice carries its code, so that each means one."""
    listed = list(named)
    counts = Counter(name for name, _, _ in listed)
    return {name if counts[name] == 1 else f"{name}（{code}）": one for name, code, one in listed}


def places() -> PlaceTree:
    """The tree of places in force; kept for half a minute, for it changes a few times a year."""
    key = str(connection.settings_dict["NAME"])
    kept = _kept.get(key)
    if kept and time.monotonic() - kept[0] < _KEEP_SECONDS:
        return kept[1]
    values = Division.objects.order_by("place_no").values_list(
        "id", "code", "name", "kind", "place_no", "place_end", "parent_id"
    )
    tree = PlaceTree(tuple(DivisionRow(i, c, n, DivisionKind(k), no, end, up) for i, c, n, k, no, end, up in values))
    if tree.rows:
        _kept[key] = (time.monotonic(), tree)
    return tree


def forget_places() -> None:
    """Read the tree anew at the next call; other processes follow within half a minute."""
    _kept.clear()
    _found_in.clear()


def find_organisations(*, scope: Scope, text: str, kind: str, limit: int = 3) -> list[OrganisationFound]:
    """Places (`kind` = `place`) of a scope, or enterprises (`enterprise`), that `text` finds, best first.

    By name, part of it, pinyin or initials, from two characters on; an enterprise also by a former name and its credit code. The scope
    of an enterprise finds its own group and no place, an empty one nothing. The scope of a place finds every
    enterprise: whether one has people there is not known here.
    """
    if scope.is_empty or (kind == "place" and scope.is_enterprise):
        return []
    own = set(scope.enterprises)

    def is_allowed(found: OrganisationFound) -> bool:
        if found.kind != kind:
            return False
        return scope.covers_place(found.ref) if kind == "place" else not own or found.ref in own

    return _index().find(text, limit=limit, allowed=is_allowed)


def _index() -> OrganisationIndex:
    """The index of every name; looked at every half minute, made anew only when a name has changed."""
    key = str(connection.settings_dict["NAME"])
    kept = _found_in.get(key)
    if kept and time.monotonic() - kept[0] < _KEEP_SECONDS:
        return kept[2]
    tree = places()
    firms = list(Enterprise.objects.order_by("id").values_list("id", "name", "short_name", "uscc", "source"))
    former = list(FormerEnterpriseName.objects.order_by("id").values_list("enterprise_id", "name", "short_name"))
    if kept and kept[1] == (tree, firms, former):
        index = kept[2]
    else:
        named = [
            Named(OrganisationFound("place", row.place_no, row.name, tree.label(row.place_no))) for row in tree.rows
        ]
        before: dict[int, list[str]] = {}
        for one, *names in former:
            before.setdefault(one, []).extend(names)
        named += [
            Named(
                OrganisationFound("enterprise", one, name, EnterpriseSource(source).label),
                (short, *before.get(one, ())), uscc,
            )
            for one, name, short, uscc, source in firms
        ]  # fmt: skip
        index = OrganisationIndex(named)
    _found_in[key] = (time.monotonic(), (tree, firms, former), index)
    return index


def get_division(*, division_id: int) -> DivisionRow:
    """One place by row id; NotFound when absent."""
    row = places().by_id.get(division_id)
    if row is None:
        raise NotFound
    return row


def scope_of_division(*, division_id: int) -> Scope:
    """The scope of a whole subtree, labelled in words."""
    row = get_division(division_id=division_id)
    return Scope.place(row.place_no, row.place_end, places().label(row.place_no))


def get_place(*, scope: Scope, code: str) -> DivisionRow:
    """The place of a code; NotFound when it lies outside the scope or is not there."""
    row = places().by_code.get(code)
    if row is None or not scope.covers_place(row.place_no):
        raise NotFound
    return row


def near_label(place_no: int, scope: Scope) -> str:
    """A place as people inside a scope call it: 岳麓区 · 望月湖街道 · 月华社区 is 月华社区 within 岳麓区 · 望月湖街道."""
    whole = places().label(place_no)
    within = whole.removeprefix(f"{scope.label} · ")
    return whole.rsplit(" · ", 1)[-1] if whole == scope.label else within


def holder_words(held: Held, names: Mapping[int, str]) -> str:
    """Who holds a thing of a handover, by its open custody: an enterprise of `names`, a place, or another city."""
    if held.holder_city:
        return f"外市（{held.holder_city}）"
    if held.holder_place_no is not None:
        return places().label(held.holder_place_no)
    return names.get(held.holder_enterprise_id or 0, "")


def narrow_work_list(found: QuerySet[Any], chosen: Mapping[str, Any], today: date) -> QuerySet[Any]:
    """Rows of a work list under the filters that such lists share: enterprise, place, age in days, part of a name."""
    if chosen.get("enterprise"):
        found = found.filter(enterprise_id=chosen["enterprise"])
    if place := places().by_no.get(chosen.get("place") or 0):
        found = found.filter(place_no__gte=place.place_no, place_no__lt=place.place_end)
    if age := chosen.get("age"):
        found = found.filter(since__lte=today - timedelta(days=int(age)))
    if name := (chosen.get("name") or "").strip():
        found = found.filter(name__contains=name)
    return found
