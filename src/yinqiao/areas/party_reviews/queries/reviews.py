"""Reviews and who takes part in them; how many have which grade. Scope is a required argument."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet, Sum

from yinqiao.areas.party_life.queries import list_branches
from yinqiao.areas.party_reviews.models import Part, Review, Tally
from yinqiao.areas.party_reviews.queries.reach import here, near
from yinqiao.areas.party_reviews.rules import shown, turnout
from yinqiao.areas.party_reviews.types import Count, Grade, State, Turnout, Votes
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_many
from yinqiao.platform.rulebook import rulebook


def rule_of(name: str, today: date) -> Mapping[str, Any]:
    """The parameters of a rule on a day."""
    return rulebook().get(f"party_reviews.{name}", region=settings.REGION, day=today).parameters


def reasons(today: date) -> dict[str, str]:
    """Code → reason for which somebody who takes part is not rated."""
    return dict(rule_of("unrated", today))


def review_filters(scope: Scope) -> dict[str, Q]:
    """Conditions by which reviews are listed and counted: today's entries and the lists they open use the same."""
    return {
        "": Q(),
        "open": Q(state=State.OPEN),
        "counted": Q(state=State.COUNTED),
        "confirmed": Q(state=State.CONFIRMED),
        # What waits for this office is of a place below it.
        "to_approve": Q(state=State.SENT, place_no__gt=scope.place_from),
        "sent": Q(state=State.SENT),
        "approved": Q(state=State.APPROVED),
    }


def list_reviews(*, scope: Scope, wanted: str = "") -> QuerySet[Any]:
    """The reviews near the scope under one of `review_filters`, the newest year first, with `people` who take part."""
    found = Review.objects.filter(near(scope), review_filters(scope)[wanted]).select_related("branch")
    found = found.defer("words", "note", "tellers").annotate(people=CountOf("parts"))
    return found.order_by("-year", "place_no", "branch__name", "id")


def count_reviews(*, scope: Scope) -> dict[str, int]:
    """How many reviews near the scope there are under each of `review_filters`."""
    filters = review_filters(scope)
    counted = Review.objects.filter(near(scope)).aggregate(
        n=CountOf("pk"), **{f"n_{name}": CountOf("pk", filter=one) for name, one in filters.items() if name}
    )  # fmt: skip
    return {name: counted[f"n_{name}" if name else "n"] for name in filters}


def get_review(*, scope: Scope, review_id: UUID) -> Review:
    """One review; NotFound when absent or not near."""
    found = Review.objects.filter(near(scope), pk=review_id).select_related("branch").first()
    if found is None:
        raise NotFound
    return found


def list_reviewable(*, scope: Scope) -> QuerySet[Any]:
    """The branches near the scope that have members."""
    return list_branches(scope=scope).filter(near(scope), people__gt=0)


def list_parts(*, scope: Scope, review_id: UUID) -> QuerySet[Part]:
    """Who takes part in a review near the scope, by name."""
    found = Part.objects.filter(near(scope), review_id=review_id).select_related("member")
    return found.order_by("member__name", "member_id")


def turnout_of(parts: Sequence[Part], today: date) -> Turnout:
    """Whether enough of those who may vote came. Who is not due and stays away does not count against it."""
    rule = rule_of("limits", today)
    full = [one for one in parts if one.is_full and (one.is_present or one.unrated not in rule["not_due"])]
    return turnout(len(full), sum(1 for one in full if one.is_present), rule)


def votes_of(parts: Sequence[Part]) -> list[Votes | None]:
    """The votes of parts that were read within their scope."""
    return [Votes(*json.loads(text)) if text else None for text in reveal_many(parts, "votes")]


def grades_of(parts: Sequence[Part]) -> list[Grade | None]:
    """The grades of parts that were read within their scope."""
    return [Grade(text) if text else None for text in reveal_many(parts, "grade")]


def tellers_of(row: Review) -> tuple[str, str]:
    """Who counted and who watched, of a review that was read within its scope; empty before the count."""
    text = reveal(row, "tellers")
    counter, watcher = json.loads(text) if text else ("", "")
    return counter, watcher


def words_of(row: Review) -> tuple[str, str]:
    """What the branch concludes and why the review was sent back, of a row that was read within its scope."""
    return reveal(row, "words") or "", reveal(row, "note") or ""


def count_grades(*, scope: Scope, year: int, today: date) -> tuple[int | None, list[Count]]:
    """How many members of all branches of the scope were rated in a year, and each grade's count, where enough were."""
    found = Tally.objects.filter(here(scope), year=year).values("grade").annotate(n=Sum("people"))
    people = Counter({Grade(one["grade"]): int(one["n"]) for one in found.order_by()})
    least = int(rule_of("counts", today)["least_people"])
    return (None if 0 < people.total() < least else people.total()), shown(people, least)


def count_approved(*, scope: Scope, year: int) -> int:
    """Of how many branches of the scope the review of a year is approved."""
    return Tally.objects.filter(here(scope), year=year).values("review_id").distinct().count()


def list_told(*, scope: Scope, member_ids: Sequence[UUID]) -> QuerySet[Part]:
    """The approved results of members near the scope, the newest first: for the member's page and the copy."""
    found = Part.objects.filter(near(scope), member_id__in=member_ids, told_on__isnull=False)
    return found.order_by("-year", "pk")


def list_own(*, scope: Scope) -> QuerySet[Part]:
    """The own results of who is signed in to the portal, the newest first; the votes are not among them."""
    found = Part.objects.filter(told_on__isnull=False).defer("votes").order_by("-year", "pk")
    return found if scope.person is not None and scope.warrant is None else found.none()
