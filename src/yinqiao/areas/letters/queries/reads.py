"""Letters within a scope. Nobody but places reads any: they may rest on a search or a party relation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yinqiao.areas.intake.queries import list_sources
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.rules import RISES
from yinqiao.areas.letters.types import LetterState, Purpose, Standing
from yinqiao.areas.papers.queries import find_addressed
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def rising(today: date) -> Mapping[str, Any]:
    """The rule of the day."""
    return rulebook().get("letters.rising", region=settings.REGION, day=today).parameters


def _within(scope: Scope) -> Q:
    """Letters of the places of a scope, or those addressed to the office that somebody speaks for."""
    return scope.sources(office="office_id")


def list_letters(*, scope: Scope, today: date, standing: str = "", role: str = "") -> QuerySet[Letter]:
    """The letters of the scope's offices, the newest first, with how many people are answered.

    `standing` narrows; `risen` to what has come up to the role by its lateness, `news` to the own office's letters that
    were answered online since somebody there last opened them.
    """
    found = Letter.objects.filter(_within(scope)) if scope.sees_content else Letter.objects.none()
    late = Q(state=LetterState.OPEN, due_on__lt=today)
    if standing == Standing.OVERDUE:
        found = found.filter(late)
    elif standing == Standing.RISEN:
        days = rising(today)[RISES.get(role, "district_days")]
        found = found.filter(late, due_on__lte=today - timedelta(days=days))
    elif standing == Standing.NEWS:
        # Who wrote is told, nobody above: the office itself, not all that lie below it.
        found = found.filter(news_at__isnull=False, place_no=scope.place_from)
    elif standing:
        found = found.filter(state=standing)
    return found.annotate(answered=Count("asked", filter=~Q(asked__answer=""))).order_by("-sent_on", "-id")


def count_late(*, scope: Scope, today: date, role: str) -> tuple[int, int]:
    """How many are overdue, and how many of these have come up to the role."""
    overdue = list_letters(scope=scope, today=today, standing=Standing.OVERDUE).order_by().count()
    if role not in RISES:
        return overdue, 0
    return overdue, list_letters(scope=scope, today=today, standing=Standing.RISEN, role=role).order_by().count()


def get_letter(*, scope: Scope, letter_id: UUID) -> Letter:
    """One letter; NotFound when absent or out of scope."""
    found = Letter.objects.filter(_within(scope), pk=letter_id).first() if scope.sees_content else None
    if found is None:
        raise NotFound
    return found


def list_asked(*, scope: Scope, letter_id: UUID) -> QuerySet[Asked]:
    """Whom a letter asks about, in the order of its list, with whether the reader may open the person (`is_seen`)."""
    letter = get_letter(scope=scope, letter_id=letter_id)
    seen = Exists(people_within(scope=scope).filter(pk=OuterRef("retiree_id")))
    return Asked.objects.filter(letter=letter).annotate(is_seen=seen).order_by("id")


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Asked]:
    """The letters about a person, the newest first; NotFound out of scope, none for who reads no content."""
    find_row(scope, retiree_id)
    found = Asked.objects.filter(retiree_id=retiree_id).select_related("letter").order_by("-id")
    return found if scope.sees_content else found.none()


def find_paper_file(*, scope: Scope, letter_id: UUID) -> UUID | None:
    """The printed letter of an office's own inbox; NotFound when it is not addressed to it."""
    letter = get_letter(scope=scope, letter_id=letter_id)
    paper = find_addressed(scope=scope, paper_id=letter.paper_id) if letter.paper_id else None
    return paper.file_id if paper else None


def find_offices(*, scope: Scope, purpose: Purpose, today: date) -> list[Any]:
    """The offices with accounts of their own that a letter of this purpose can be addressed to.

    Which offices tell the city things every place reads; which kind a purpose asks is data.
    """
    if scope.is_empty or not scope.sees_content:
        return []
    return list(list_sources(scope=Scope.everything(), today=today).filter(kind=purpose.kind).order_by("name"))


def find_scan(*, scope: Scope, asked_id: UUID) -> UUID | None:
    """The scan of the reply about somebody of a letter in scope, if one was kept with it; NotFound out of scope."""
    within = Q(letter__place_no__gte=scope.place_from, letter__place_no__lt=scope.place_to)
    row = Asked.objects.filter(within, pk=asked_id).first() if scope.sees_content else None
    if row is None:
        raise NotFound
    return row.reply_scan


def find_sources(*, scope: Scope, purpose: Purpose, today: date) -> list[Any]:
    """The offices that may tell on paper what the purpose asks, as the city's desk registered them."""
    if not purpose.tells:
        return []
    found = list_sources(scope=scope, today=today).filter(kind=purpose.kind)
    return [one for one in found if purpose.tells in one.types]
