"""Reads of the full text: what waits, how far it is, on which pages of a scope words stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from yinqiao.areas.digitised.queries import list_filed, list_open_lookups, purposes_on, within
from yinqiao.areas.digitised.types import Purpose
from yinqiao.areas.scan_texts import errors
from yinqiao.areas.scan_texts.models import Halt, Page, Reading
from yinqiao.areas.scan_texts.rules import plain, reach, terms_of, tokens_of
from yinqiao.areas.scan_texts.types import KIND, Found, Hit, Tally, TextState
from yinqiao.kernel.archive_classes import CLASSES
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.crypto.blind import short_candidates_many
from yinqiao.platform.crypto.fields import reveal_many
from yinqiao.platform.rulebook import rulebook

PDF = "application/pdf"
# How many pages that bear the tokens are opened at most to see whether the words stand on them, and how many at once.
_MOST_OPENED, _AT_A_TIME = 400, 60
_ORDER = {class_no: place for place, class_no in enumerate(CLASSES)}


def rule(day: date) -> Any:
    """The parameters of a search."""
    return rulebook().get("scan_texts.search", region=settings.REGION, day=day).parameters


def next_waiting(*, scope: Scope) -> Any:
    """The filed PDF that waits longest to be read, locked so that it is not replaced meanwhile; None when none waits."""
    return _waiting(scope).select_for_update(of=("self",), no_key=True, skip_locked=True).first()


def _waiting(scope: Scope) -> Any:
    read = Reading.objects.filter(scan_id=OuterRef("pk"))
    return list_filed(scope=scope).filter(~Exists(read), content_type=PDF)


def halted() -> Halt | None:
    """Since when and by whom the reading stands still; None while it goes on."""
    return Halt.objects.first()


def get_tally(*, scope: Scope) -> Tally:
    """How far the reading of the scope's scans is."""
    filed = list_filed(scope=scope).order_by()
    figures = filed.aggregate(all=Count("pk"), pdf=Count("pk", filter=Q(content_type=PDF)))
    read = Reading.objects.filter(within(scope)).aggregate(
        **{one.value: Count("pk", filter=Q(state=one)) for one in TextState},
        pages=Coalesce(Sum("pages"), 0), cuts=Coalesce(Sum("cut"), 0),
    )  # fmt: skip
    return Tally(
        filed=figures["all"], with_text=read["text"], pictures=figures["all"] - figures["pdf"], without=read["none"],
        failed=read["failed"], waiting=_waiting(scope).order_by().count(), pages=read["pages"], cut=read["cuts"],
    )  # fmt: skip


def searchable_purposes(*, day: date) -> dict[str, Purpose]:
    """The purposes for which a keeper may search across archives: those that law keeps secret need their document."""
    return {code: one for code, one in purposes_on(day=day).items() if not one.is_secret}


def search_archives(*, actor: Actor, words: str, purpose: str, at: datetime) -> Found:
    """Pages of the scope's archives on which all words stand, in the classes that the purpose opens without a look-up.

    The classes 三, 五 and 八 are in none. The caller notes the read. Invalid `scan_texts.purpose_missing`, `.too_short`,
    `.too_many`.
    """
    day = timezone.localdate(at)
    chosen = searchable_purposes(day=day).get(purpose)
    if chosen is None:
        raise errors.purpose_missing()
    open_classes = reach(rule(day), chosen.classes)
    classes = [one for one in CLASSES if one.partition("-")[0] in open_classes]
    found = _search(actor.scope, words, classes, None, day)
    lookups = {
        (one.archive_id, tuple(one.classes)): one.pk
        for one in list_open_lookups(scope=actor.scope, viewer=actor.id, at=at)
    }
    hits = tuple(Hit(one.scan, one.page_no, _covering(one.scan.item, lookups)) for one in found.hits)
    return Found(hits, found.is_more)


def search_lookup(*, actor: Actor, words: str, lookup: Any, at: datetime) -> Found:
    """The pages on which all words stand, within a look-up that is open to somebody (`get_open_lookup`).

    Invalid `scan_texts.too_short`, `.too_many`.
    """
    found = _search(actor.scope, words, lookup.classes, lookup.archive_id, timezone.localdate(at))
    return Found(tuple(Hit(one.scan, one.page_no, lookup.pk) for one in found.hits), found.is_more)


def count_unread(*, scope: Scope, lookup: Any) -> int:
    """How many scans that a look-up opens cannot be searched: pictures, without a text layer, not read or not yet."""
    read = Reading.objects.filter(scan_id=OuterRef("pk"), state=TextState.TEXT)
    opened = list_filed(scope=scope).filter(item__archive_id=lookup.archive_id, item__class_no__in=lookup.classes)
    return opened.filter(~Exists(read), item__is_classified=False).order_by().count()


def _covering(item: Any, lookups: dict[tuple[UUID, tuple[str, ...]], UUID]) -> UUID | None:
    """The look-up in which a material may be opened now."""
    return next(
        (pk for (archive, classes), pk in lookups.items() if archive == item.archive_id and item.class_no in classes),
        None,
    )


def _search(scope: Scope, words: str, classes: Sequence[str], archive_id: UUID | None, day: date) -> Found:
    parameters, terms = rule(day), terms_of(words)
    if not terms or any(not tokens_of(one) for one in words.split() if plain(one)):
        raise errors.words_too_short()
    if len(terms) > parameters["most_words"]:
        raise errors.too_many_words(parameters["most_words"])
    tokens = sorted(set().union(*(tokens_of(one) for one in words.split())))
    ids, most = _bearing(tokens, classes, archive_id), parameters["most_hits"]
    hits: list[Page] = []
    for begin in range(0, len(ids), _AT_A_TIME):
        hits += _standing_on(scope, ids[begin : begin + _AT_A_TIME], terms)
        if len(hits) > most:
            break
    shown = sorted(hits[:most], key=_order)
    return Found(tuple(Hit(row.scan, row.page_no) for row in shown), len(hits) > most or len(ids) >= _MOST_OPENED)


def _standing_on(scope: Scope, ids: Sequence[UUID], terms: Sequence[str]) -> list[Page]:
    """Of pages that bear the tokens those on which the words stand: two pages of letters can bear the same tokens."""
    rows = list(Page.objects.filter(within(scope), pk__in=ids).select_related("scan__item__archive").order_by("-pk"))
    texts = [plain(text or "") for text in reveal_many(rows, "text")]
    return [row for row, text in zip(rows, texts, strict=True) if all(term in text for term in terms)]


def _order(row: Page) -> tuple[str, int, int, int]:
    """By archive and catalogue."""
    item: Any = row.scan.item
    return item.archive.archive_no, _ORDER[item.class_no], item.serial, row.page_no


def _bearing(tokens: Sequence[str], classes: Sequence[str], archive_id: UUID | None) -> list[UUID]:
    """Pages of the transaction's scope that bear all tokens, under each key the keyring holds; the newest first."""
    found: dict[UUID, None] = {}
    with connection.cursor() as cursor:
        for wanted in short_candidates_many(tokens, KIND):
            cursor.execute(
                "SELECT id FROM scan_texts_bearing(%s::bigint[], %s::text[], %s::uuid, %s)",
                [wanted, list(classes), archive_id, _MOST_OPENED],
            )
            found |= dict.fromkeys(pk for (pk,) in cursor.fetchall())
    return list(found)
