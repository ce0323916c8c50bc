"""Finds people while someone types: by name, pinyin, initials, number, phone, organisation, and several of them.

One index `(term, place_no, enterprise_id, retiree_id, kind)` serves every scope. A broad prefix in a narrow scope
(`w` within a community of 400 people: 105,000 entries at 300,000 people) costs 5 ms: PostgreSQL 18 skips from term
to term, older servers walk the range inside the index and stay under 20 ms, so no second index is worth its writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.retirees.queries.former_names import former_names_of, has_term, named_so
from yinqiao.areas.retirees.queries.hits import FORMER, HitTuple, to_hits
from yinqiao.areas.retirees.types import OrganisationHit, PersonHit
from yinqiao.kernel.id_number import upgrade_15
from yinqiao.kernel.phone import parse_phone
from yinqiao.kernel.pinyin import search_key
from yinqiao.kernel.text import normalise_code
from yinqiao.platform.access import Scope
from yinqiao.platform.crypto.blind import blind_candidates, short_candidates
from yinqiao.platform.database.named import named, within

ROOM = Path(__file__).parents[1]
LONGEST_TEXT = 60
# A person has at most this many terms under one prefix; so many terms are read for each person wanted.
TERMS_PER_PERSON = 8
LAST = "\U0010ffff"
# `find_by_term` as functions of the server (migration 0009), which keeps their plan for the connection.
_IN_PLACES = "SELECT * FROM retirees_find_in_places(%s, %s, %s, %s, %s, %s)"
_IN_ENTERPRISES = "SELECT * FROM retirees_find_in_enterprises(%s, %s, %s, %s, %s)"
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")
_OLD_ID_NUMBER = re.compile(r"[0-9]{15}")
_TAIL = re.compile(r"[0-9]{3}[0-9Xx]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a typed text asks for: the name's key, blind indexes to look under, organisations to stay within."""

    key: str
    indexes: tuple[tuple[str, tuple[bytes | int, ...]], ...]
    organisations: tuple[OrganisationHit, ...]


def find_people(*, scope: Scope, text: str, limit: int = 20) -> list[PersonHit]:
    """The people within `scope` whom `text` finds, best first, at most `limit`.

    A text is a name or part of it, pinyin or initials; a full ID number; the last four digits; a phone (not for
    enterprises, who never had it from the community); a place or an enterprise. Several words narrow (“王 望月湖”).
    Nothing typed, or an empty scope, finds nobody.
    """
    words = text[:LONGEST_TEXT].split()
    if not words or scope.is_empty:
        return []
    wanted = _understand(scope, words)
    if wanted.indexes:
        found = _by_index(scope, wanted, limit)
    elif wanted.key:
        found = _by_term(scope, wanted, limit)
        if not found and len(words) == 1:
            # One word names one organisation: the people of a village and of a firm that share it are not asked together.
            organisation = find_organisations(scope=scope, text=words[0])
            for kind in ("place", "enterprise"):
                found = found or _in_organisations(scope, [one for one in organisation if one.kind == kind], limit)
    else:
        found = _in_organisations(scope, wanted.organisations, limit)
    return to_hits(scope, found, wanted.key)


def find_by_ids(*, scope: Scope, ids: Sequence[UUID]) -> list[PersonHit]:
    """These people as hits, as far as they are within `scope`; an entry that gave way leads to whoever is kept."""
    statement = named(ROOM, "find_by_index").format(column=sql.Identifier("id"), within_people=within(scope, "r"))
    return to_hits(scope, _fetch(statement, [list(ids), len(ids)])) if ids else []


def find_organisations(*, scope: Scope, text: str, limit: int = 5) -> list[OrganisationHit]:
    """Places of the scope and enterprises whose name holds `text` (two Chinese characters at least), places first.

    An enterprise's scope finds only its own enterprises, and no places.
    """
    word = text.strip()
    if not _HAN.search(word):
        return []
    tree = organisations.places()
    found = [
        OrganisationHit("place", row.place_no, row.name, tree.label(row.place_no))
        for row in tree.within(scope)
        if word in row.name
    ]
    found.sort(key=lambda hit: (not hit.name.startswith(word), len(hit.name), hit.ref))
    if len(found) < limit:
        rows = organisations.list_enterprises(text=word, limit=200 if scope.enterprises else limit)
        own = [row for row in rows if not scope.enterprises or row.id in scope.enterprises]
        found += [OrganisationHit("enterprise", row.id, row.name, row.source.label) for row in own]
    return found[:limit]


def _understand(scope: Scope, words: Sequence[str]) -> Wanted:
    """Sort the words: numbers go to blind indexes, names of organisations narrow, the rest together is the name."""
    names: list[str] = []
    indexes: list[tuple[str, tuple[bytes | int, ...]]] = []
    narrowing: list[OrganisationHit] = []
    for word in words:
        index = _index_of(scope, normalise_code(word).value)
        if index is not None:
            indexes.append(index)
            continue
        hits = find_organisations(scope=scope, text=word) if len(words) > 1 else []
        if hits:
            narrowing += hits
        else:
            names.append(word)
    return Wanted(search_key("".join(names)), tuple(indexes), tuple(narrowing))


def _index_of(scope: Scope, word: str) -> tuple[str, tuple[bytes | int, ...]] | None:
    """The column and the values to look under, when a word is a number; None when it is a word."""
    if _ID_NUMBER.fullmatch(word) or _OLD_ID_NUMBER.fullmatch(word):
        return "id_no_index", tuple(blind_candidates(_full_number(word), "id_number"))
    if _TAIL.fullmatch(word):
        return "id_tail_index", tuple(short_candidates(word.upper(), "id_tail"))
    if not word[:1].isdigit() and not word.startswith("+"):
        return None
    phone = parse_phone(word).value
    if phone and not scope.is_enterprise:
        return "phone_index", tuple(short_candidates(phone, "phone"))
    return None


def _full_number(word: str) -> str:
    """The 18-digit form; a 15-digit number is upgraded (GB 11643-1999), so that old papers find the person."""
    return upgrade_15(word) if len(word) == 15 else word.upper()


def _fetch(statement: sql.Composed | str, values: Sequence[Any]) -> list[HitTuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _narrowed(wanted: Sequence[OrganisationHit], alias: str) -> sql.Composable:
    """The organisations as a predicate: any of the places, and any of the enterprises."""
    if not wanted:
        return sql.SQL("true")
    tree = organisations.places()
    places = [hit for hit in wanted if hit.kind == "place"]
    firms = [hit.ref for hit in wanted if hit.kind == "enterprise"]
    parts: list[sql.Composable] = []
    if places:
        ranges = [tree.by_no[hit.ref] for hit in places]
        inside = [within(Scope.place(row.place_no, row.place_end, row.name), alias) for row in ranges]
        parts.append(sql.SQL("({})").format(sql.SQL(" OR ").join(inside)))
    if firms:
        parts.append(within(Scope.of_enterprises(firms, ""), alias))
    return sql.SQL(" AND ").join(parts)


def _both(scope: Scope, wanted: Wanted, alias: str) -> sql.Composed:
    return sql.SQL("{} AND {}").format(within(scope, alias), _narrowed(wanted.organisations, alias))


def _by_term(scope: Scope, wanted: Wanted, limit: int) -> list[HitTuple]:
    """By the one statement that the server has planned already, unless organisations narrow the scope further."""
    low, high, most = wanted.key, wanted.key + LAST, limit * TERMS_PER_PERSON
    if not wanted.organisations and not scope.enterprises:
        return _fetch(_IN_PLACES, [low, high, scope.place_from, scope.place_to, most, limit])
    if not wanted.organisations and scope.place_from >= scope.place_to:
        return _fetch(_IN_ENTERPRISES, [low, high, list(scope.enterprises), most, limit])
    statement = named(ROOM, "find_by_term").format(
        within_terms=_both(scope, wanted, "s"), within_people=within(scope, "r")
    )
    return _fetch(statement, [low, high, most, limit])


def _by_index(scope: Scope, wanted: Wanted, limit: int) -> list[HitTuple]:
    """Under the first number; further numbers and the name filter what it found, for so few are left."""
    column, values = wanted.indexes[0]
    statement = named(ROOM, "find_by_index").format(
        column=sql.Identifier(column), within_people=_both(scope, wanted, "r")
    )
    wide = limit if not wanted.key and len(wanted.indexes) == 1 else limit * 50
    found = _fetch(statement, [list(values), wide])
    for other, others in wanted.indexes[1:]:
        again = named(ROOM, "find_by_index").format(column=sql.Identifier(other), within_people=within(scope, "r"))
        kept = {row[0] for row in _fetch(again, [list(others), wide])}
        found = [row for row in found if row[0] in kept]
    return (_named(found, wanted.key) if wanted.key else found)[:limit]


def _named(found: Sequence[HitTuple], key: str) -> list[HitTuple]:
    """Those whose name, or a former one, the key finds."""
    others = {row[0] for row in found if not has_term(row[1], key)}
    former = former_names_of(list(others)) if others else {}
    kept = []
    for row in found:
        if row[0] not in others:
            kept.append(row)
        elif named_so(former.get(row[0], ()), key):
            kept.append((*row[:9], FORMER))
    return kept


def _in_organisations(scope: Scope, found: Sequence[OrganisationHit], limit: int) -> list[HitTuple]:
    if not found:
        return []
    statement = named(ROOM, "find_in_organisation").format(
        within_people=within(scope, "r"), organisation=_narrowed(found, "r")
    )
    return _fetch(statement, [limit])
