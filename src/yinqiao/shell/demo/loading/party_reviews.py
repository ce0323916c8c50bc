"""Democratic reviews of the demo city: last year's approved, this year's with its notes, in a branch of the street."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.party_reviews import queries, services
from yinqiao.areas.party_reviews.types import Ballots, Grade, Noted, Votes
from yinqiao.kernel.periods import add_months
from yinqiao.platform.access import Actor, acting

_INFIRM_EVERY = 5
# Fewer than the rule lets be excellent.
_EXCELLENT_OF = 4


def load_party_reviews(*, community: Actor, street: Actor, district: Actor, at: datetime) -> None:
    """Nothing where neither the street nor the community has a branch with members."""
    for own, upper in ((street, district), (community, street)):
        with acting(own):
            branches = [one for one in queries.list_reviewable(scope=own.scope) if one.place_no == own.scope.place_from]
        for branch in branches[:1]:
            year = timezone.localdate(at).year
            _conclude(own, upper, at, _open(own, at, branch.pk, year - 1))
            _open(own, at, branch.pk, year)


def _open(own: Actor, at: datetime, branch_id: UUID, year: int) -> UUID:
    made = services.open_review(actor=own, at=at, branch_id=branch_id, year=year)
    with acting(own):
        parts = list(queries.list_parts(scope=own.scope, review_id=made))
    noted = {
        one.member_id: Noted("", "yes", one.unrated) if one.unrated
        else Noted("", "no", "infirm") if number % _INFIRM_EVERY == _INFIRM_EVERY - 1
        else Noted("home" if number % _INFIRM_EVERY == 1 else "written", "yes", "")
        for number, one in enumerate(parts)
    }  # fmt: skip
    services.note_parts(actor=own, at=at, review_id=made, lock_version=1, noted=noted)
    return made


def _conclude(own: Actor, upper: Actor, at: datetime, review_id: UUID) -> None:
    with acting(own):
        parts = list(queries.list_parts(scope=own.scope, review_id=review_id))
    rated = [one.member_id for one in parts if not one.unrated]
    returned = sum(1 for one in parts if one.is_full and one.is_present)
    if not returned:
        return
    most = len(rated) // _EXCELLENT_OF
    grades = {key: Grade.EXCELLENT if number < most else Grade.QUALIFIED for number, key in enumerate(rated)}
    votes = {
        key: Votes(returned, 0, 0, 0) if grade is Grade.EXCELLENT else Votes(0, returned - 1, 1, 0)
        for key, grade in grades.items()
    }
    ballots = Ballots(add_months(timezone.localdate(at), -10), returned, "周社区", "吴记录")
    services.count_votes(actor=own, at=at, review_id=review_id, lock_version=2, ballots=ballots, votes=votes)
    services.confirm_count(actor=upper, at=at, review_id=review_id, lock_version=3)
    services.send_up(
        actor=own,
        at=at,
        review_id=review_id,
        lock_version=4,
        grades=grades,
        words="全体党员对照党章查摆，同意以上等次。",
    )
    services.approve(actor=upper, at=at, review_id=review_id, lock_version=5)
