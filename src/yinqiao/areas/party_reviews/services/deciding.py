"""What a branch concludes, and what the organisation above answers: approved, or sent back with words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from yinqiao.areas.party_reviews import errors
from yinqiao.areas.party_reviews.models import Part, Review, Tally
from yinqiao.areas.party_reviews.queries import grades_of, rule_of
from yinqiao.areas.party_reviews.queries.reach import above
from yinqiao.areas.party_reviews.rules import most_excellent
from yinqiao.areas.party_reviews.services.locking import lock_parts, lock_review, move
from yinqiao.areas.party_reviews.types import Grade, State
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal, conceal_one


def send_up(
    *, actor: Actor, at: datetime, review_id: UUID, lock_version: int, grades: Mapping[UUID, Grade], words: str
) -> None:
    """Keep the grade that the branch gives each who is rated, and send the review to the organisation above.

    The platform proposes none. Invalid `party_reviews.too_many_excellent`, `party_reviews.not_possible`.
    """
    if actor.id is None:
        raise errors.not_by_the_same("报送人")
    with perform(actor=actor, action="party_reviews.send_up", at=at) as act:
        row, today = lock_review(act, review_id, lock_version), act.stamp.occurred_on
        move(row, State.SENT)
        rated = {key: one for key, one in lock_parts(row).items() if not one.unrated}
        if set(grades) != set(rated):
            raise NotFound
        if not words.strip():
            raise errors.not_possible("words", "请写明支部意见。")
        most = most_excellent(len(rated), rule_of("limits", today))
        if Counter(grades.values())[Grade.EXCELLENT] > most:
            raise errors.too_many_excellent(most)
        sealed = conceal(Part, "grade", [grades[key].value for key in rated], [one.pk for one in rated.values()])
        for one, cell in zip(rated.values(), sealed, strict=True):
            one.grade = cell
        Part.objects.bulk_update(rated.values(), ["grade"])
        row.words = conceal_one(Review, "words", words.strip(), row.pk)
        row.sent_by, row.sent_name, row.sent_on = actor.id, actor.name, today
        row.save()
        act.people = len(rated)


def approve(*, actor: Actor, at: datetime, review_id: UUID, lock_version: int) -> None:
    """Approve a review as the organisation above: each member reads the own result, and it stays as it is.

    Refused `party_reviews.not_above`, `party_reviews.not_by_the_same`.
    """
    with perform(actor=actor, action="party_reviews.approve", at=at) as act:
        row, today = _lock_above(act, review_id, lock_version), act.stamp.occurred_on
        move(row, State.APPROVED)
        parts = list(lock_parts(row).values())
        for one in parts:
            one.told_on = today
        Part.objects.bulk_update(parts, ["told_on"])
        people = Counter(grade for grade in grades_of(parts) if grade)
        Tally.objects.bulk_create(
            [
                Tally(review_id=row.pk, place_no=row.place_no, year=row.year, grade=one, people=people[one])
                for one in Grade
            ]
        )
        row.note, row.decided_by, row.decided_name, row.decided_on = None, actor.id, actor.name, today
        row.save()
        act.people = len(parts)


def send_back(*, actor: Actor, at: datetime, review_id: UUID, lock_version: int, note: str) -> None:
    """Send a review back as the organisation above, with why; the branch concludes it anew. The votes stay."""
    with perform(actor=actor, action="party_reviews.send_back", at=at) as act:
        row = _lock_above(act, review_id, lock_version)
        if not note.strip():
            raise errors.not_possible("note", "请写明退回的原因。")
        move(row, State.CONFIRMED)
        row.note = conceal_one(Review, "note", note.strip(), row.pk)
        row.save()


def _lock_above(act: Act, review_id: UUID, lock_version: int) -> Review:
    row = lock_review(act, review_id, lock_version)
    if act.actor.scope.place_from != above(row.place_no):
        raise errors.not_above()
    if act.actor.id is None or act.actor.id == row.sent_by:
        raise errors.not_by_the_same("报送人")
    return row
