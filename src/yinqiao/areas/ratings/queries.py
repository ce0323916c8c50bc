"""Ratings within a scope, and what stands of one case."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.ratings.models import Rating
from yinqiao.areas.ratings.types import FollowUp, Grade
from yinqiao.areas.retirees.queries import people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal


def list_ratings(*, scope: Scope) -> QuerySet[Rating]:
    """The ratings of people of the scope, those to be followed up first."""
    if not scope.sees_content or scope.is_enterprise:
        return Rating.objects.none()
    found = Rating.objects.filter(retiree__in=people_within(scope=scope))
    return found.select_related("retiree", "case", "wish", "matter").order_by("due_on", "-rated_on", "-id")


def count_to_follow(*, scope: Scope) -> int:
    """How many bad ones wait."""
    return list_ratings(scope=scope).filter(follow_up=FollowUp.OPEN).order_by().count()


def get_rating(*, scope: Scope, rating_id: UUID) -> Rating:
    """One rating; NotFound when absent or of somebody out of scope."""
    row = list_ratings(scope=scope).filter(pk=rating_id).first()
    if row is None:
        raise NotFound
    return row


def find_rating(*, scope: Scope, case_id: UUID) -> Rating | None:
    """What was said of a case: for the person, whom the person has authorised, and the places."""
    found = Rating.objects.filter(case_id=case_id)
    if scope.person is not None:
        return found.filter(retiree_id=scope.person).first()
    return found.filter(retiree__in=people_within(scope=scope)).first() if scope.sees_content else None


def grades_of_wishes(*, scope: Scope) -> dict[UUID, str]:
    """What the person said of how each of the own wishes was answered, by wish; nothing for anybody else."""
    if scope.person is None or scope.warrant is not None:
        return {}
    said = Rating.objects.filter(retiree_id=scope.person, wish__isnull=False)
    return {pk: Grade(grade).label for pk, grade in said.values_list("wish_id", "grade")}


def grades_of_matters(*, scope: Scope) -> dict[tuple[UUID, int], str]:
    """What the person said of each outcome of the own matters, by matter and turn; nothing for anybody else."""
    if scope.person is None or scope.warrant is not None:
        return {}
    said = Rating.objects.filter(retiree_id=scope.person, matter__isnull=False)
    return {(pk, turn): Grade(grade).label for pk, turn, grade in said.values_list("matter_id", "turn", "grade")}


def ratings_of_matter(*, scope: Scope, case_id: UUID) -> dict[tuple[UUID, int], Rating]:
    """What people of the scope said of a matter, by person and turn."""
    return {(one.retiree_id, one.turn): one for one in list_ratings(scope=scope).filter(matter_id=case_id)}


def words_of(rating: Rating) -> tuple[str, str]:
    """What was said, and what was done about it."""
    return reveal(rating, "words") or "", reveal(rating, "outcome") or ""
