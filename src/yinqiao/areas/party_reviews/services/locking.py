"""What the acts of reviews hold: one review near the actor."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.party_reviews import errors
from yinqiao.areas.party_reviews.models import Part, Review
from yinqiao.areas.party_reviews.queries.reach import near
from yinqiao.areas.party_reviews.rules import FLOW
from yinqiao.areas.party_reviews.types import State
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.acts import Act


def lock_review(act: Act, review_id: UUID, lock_version: int) -> Review:
    """A review near the actor, as the page showed it; NotFound, Conflict `party_reviews.changed_meanwhile`."""
    row = Review.objects.filter(near(act.actor.scope), pk=review_id).select_for_update().first()
    if row is None:
        raise NotFound
    if row.lock_version != lock_version:
        raise errors.changed_meanwhile()
    act.about("party_reviews_review", row.pk)
    return row


def lock_parts(row: Review) -> dict[UUID, Part]:
    """Member → part of a review that is held, in one order."""
    found = Part.objects.filter(review_id=row.pk).select_for_update().order_by("pk")
    return {one.member_id: one for one in found}


def move(row: Review, to: State) -> None:
    """Bring a review on to a state; Conflict `party_reviews.not_now` where it does not lead there."""
    state = member_of(State, row.state)
    if to not in FLOW[state]:
        raise errors.not_now(state.label)
    row.state, row.lock_version = to, row.lock_version + 1
