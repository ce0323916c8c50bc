"""A review from the roll to the approval: each step, each refusal, who sees it, what stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from yinqiao.areas.dues.tests.branch import at
from yinqiao.areas.handover.tests.conftest import CAST, Scene
from yinqiao.areas.party.models import Member
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY, Transfer
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_reviews import queries, services
from yinqiao.areas.party_reviews.models import Part, Review, Tally
from yinqiao.areas.party_reviews.tests.round import HERE, YEAR, B, E, Q, Round, U
from yinqiao.areas.party_reviews.types import Ballots, Noted, State, Votes
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.fields import conceal_one

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_review_goes_from_the_roll_to_the_approval_and_every_member_has_a_grade(review: Round) -> None:
    review.confirmed()
    review.send(E, Q, B)
    assert review.row().state == State.SENT
    review.do(services.approve, review.life.district)
    row, parts = review.row(), review.parts()
    assert (row.state, row.decided_on) == (State.APPROVED, TODAY)
    with acting(review.life.street):
        listed = list(queries.list_parts(scope=review.life.street.scope, review_id=review.review_id))
        grades = dict(zip([one.member_id for one in listed], queries.grades_of(listed), strict=True))
    assert [grades[review.life.member(serial)] for serial in (102, 103, 104)] == [E, Q, B]
    assert all(one.told_on == TODAY and one.grade and b"excellent" not in bytes(one.grade) for one in parts.values())


def test_a_branch_is_reviewed_once_a_year_and_only_for_this_year_or_the_last(review: Round) -> None:
    told = {"actor": review.life.street, "at": at(TODAY), "branch_id": review.life.branch_id}
    with pytest.raises(Conflict, match="reviewed_already"):
        services.open_review(**told, year=YEAR)
    with pytest.raises(Invalid, match="not_possible"):
        services.open_review(**told, year=YEAR - 2)
    assert services.open_review(**told, year=YEAR - 1) != review.review_id


def test_who_is_on_probation_takes_part_and_is_not_rated(life: Life) -> None:
    with acting(SYSTEM):
        Member.objects.filter(pk=life.member(104)).update(political_status="02")
    review = Round.of(life)
    assert review.parts()[life.member(104)].unrated == "probation"
    with pytest.raises(Invalid, match="not_possible"):
        review.note()
    review.note({104: Noted("", "yes", "probation")})
    # Two full members vote.
    with pytest.raises(Invalid, match="not_possible"):
        review.count(returned=3)
    review.count(returned=2, _102=Votes(0, 2, 0, 0), _103=Votes(1, 1, 0, 0))
    assert review.parts()[life.member(104)].votes is None


def test_a_meeting_to_which_half_or_fewer_came_counts_nothing(review: Round) -> None:
    with pytest.raises(Conflict, match="notes_missing"):
        review.count()
    review.note({103: Noted("home", "no"), 104: Noted("oral", "no")})
    with pytest.raises(Conflict, match="too_few_came"):
        review.count(returned=1, **{f"_{one}": Votes(0, 1, 0, 0) for one in (102, 103, 104)})
    # Who cannot come for infirmity and is not rated is not due either.
    review.note({103: Noted("home", "no"), 104: Noted("", "no", "infirm")})
    with pytest.raises(Conflict, match="too_few_came"):
        review.count(returned=1, **{f"_{one}": Votes(0, 1, 0, 0) for one in (102, 103)})
    review.note({103: HERE, 104: Noted("", "no", "infirm")})
    review.count(returned=2, **{f"_{one}": Votes(0, 2, 0, 0) for one in (102, 103)})
    assert review.row().state == State.COUNTED


def test_without_a_self_assessment_nobody_is_rated_and_unknown_reasons_are_refused(review: Round) -> None:
    review.note({104: Noted("", "yes")})
    with pytest.raises(Conflict, match="notes_missing"):
        review.count()
    with pytest.raises(Invalid, match="not_possible"):
        review.note({104: Noted("", "yes", "lazy")})
    with pytest.raises(NotFound):
        review.do(services.note_parts, noted={review.life.branch_id: HERE})


@pytest.mark.parametrize(
    ("returned", "votes"),
    [(4, Votes(0, 3, 0, 0)), (0, Votes(0, 0, 0, 0)), (2, Votes(1, 1, 1, 0)), (3, Votes(4, -1, 0, 0))],
)
def test_more_ballots_than_voters_or_more_votes_than_ballots_are_refused(
    review: Round, returned: int, votes: Votes
) -> None:
    review.note()
    with pytest.raises(Invalid, match="not_possible"):
        review.count(returned=returned, _103=votes)
    assert review.row().state == State.OPEN
    for ballots in (
        Ballots(date(2026, 3, 3), 3, "甲", "乙"),
        Ballots(TODAY, 3, "甲", " 甲"),
        Ballots(TODAY, 3, "甲", ""),
    ):
        with pytest.raises(Invalid, match="not_possible"):
            review.do(services.count_votes, ballots=ballots, votes=dict.fromkeys(review.parts(), Votes(0, 3, 0, 0)))
    review.count(_103=Votes(1, 1, 0, 0))
    assert review.row().state == State.COUNTED


def test_the_count_is_confirmed_by_another_and_not_changed_after(review: Round) -> None:
    review.note()
    review.count()
    with pytest.raises(Refused, match="not_by_the_same"):
        review.do(services.confirm_count)
    # A correction of the roll before the confirmation asks for a new count.
    review.note()
    assert review.row().state == State.OPEN and review.row().counted_by is None
    review.count()
    review.do(services.confirm_count, review.life.second())
    for again in (review.note, review.count):
        with pytest.raises(Conflict, match="not_now"):
            again()
    assert review.row().state == State.CONFIRMED


def test_no_more_are_excellent_than_the_share_and_each_who_is_rated_has_a_grade(review: Round) -> None:
    review.confirmed()
    with pytest.raises(Invalid, match="too_many_excellent"):
        review.send(E, E, Q)
    with pytest.raises(NotFound):
        review.do(services.send_up, grades={review.life.member(102): Q}, words="x")
    with pytest.raises(Invalid, match="not_possible"):
        review.send(E, Q, U, words=" ")
    review.send(E, Q, U)
    assert review.row().sent_name == review.life.street.name


def test_only_the_organisation_right_above_answers_and_what_it_sends_back_is_concluded_anew(review: Round) -> None:
    life = review.life
    review.confirmed()
    review.send(E, Q, B)
    for act, told in ((services.approve, {}), (services.send_back, {"note": "比例不对"})):
        with pytest.raises(Refused, match="not_above"):
            review.do(act, life.second(), **told)
        with pytest.raises(NotFound):
            review.do(act, life.transfer.city, **told)
    with pytest.raises(Invalid, match="not_possible"):
        review.do(services.send_back, life.district, note=" ")
    review.do(services.send_back, life.district, note="请重新研究")
    with acting(life.street):
        assert queries.words_of(queries.get_review(scope=life.street.scope, review_id=review.review_id)) == (
            "同意评议意见", "请重新研究",
        )  # fmt: skip
    assert all(one.told_on is None and one.votes for one in review.parts().values())
    review.send(Q, Q, B)
    review.do(services.approve, life.district)
    assert review.row().note is None


def test_two_at_once_are_one(review: Round) -> None:
    seen = review.row().lock_version
    review.note()
    with pytest.raises(Conflict, match="changed_meanwhile"):
        services.note_parts(
            actor=review.life.second(), at=at(TODAY), review_id=review.review_id, lock_version=seen, noted={}
        )  # fmt: skip


def test_a_review_is_seen_by_the_branch_and_the_organisation_right_above_and_by_nobody_else(scene: Scene) -> None:
    """A community's branch: the street is above it; district and city read the sums alone, enough people or none."""
    life = Life.of(Transfer.of(scene), *CAST[:2])
    transfer = life.transfer
    review = Round.of(life)
    near = (life.street, transfer.community)
    far = (life.district, transfer.city, transfer.elsewhere, transfer.firm, scene.neighbour)

    def seen(actor: Actor) -> list[int]:
        with acting(actor):
            return [model.objects.count() for model in (Review, Part)]

    assert [seen(one) for one in near] == [[1, 2]] * 2 and [seen(one) for one in far] == [[0, 0]] * 5
    for actor in far:
        with acting(actor), pytest.raises(NotFound):
            queries.get_review(scope=actor.scope, review_id=review.review_id)
        with acting(actor):
            assert not queries.list_reviews(scope=actor.scope) and not queries.list_reviewable(scope=actor.scope)
    overseer = life.district.scope.for_oversight()
    with acting(Actor(life.district.id, "auditor", "审计", overseer, "")):
        assert not Review.objects.exists() and not queries.list_reviews(scope=overseer)


def test_places_further_above_read_sums_and_none_that_points_at_few(scene: Scene) -> None:
    life = Life.of(Transfer.of(scene), *CAST[:2])
    review = Round.of(life, by=life.transfer.community)
    review.note()
    review.count(returned=2, **{f"_{one}": Votes(0, 2, 0, 0) for one in life.serials})
    review.do(services.confirm_count, life.second())
    review.do(services.send_up, life.transfer.community, grades=dict.fromkeys(review.parts(), Q), words="同意")
    review.do(services.approve, life.street)
    with acting(SYSTEM):
        Tally.objects.create(
            review_id=life.branch_id, place_no=review.row().place_no, year=YEAR, grade="excellent", people=9
        )
    for actor, rated in ((life.district, 11), (life.transfer.city, 11), (life.transfer.elsewhere, 0)):
        with acting(actor):
            people, counts = queries.count_grades(scope=actor.scope, year=YEAR, today=TODAY)
        assert people == rated
        # Two are qualified: withheld, and the other number with it, for one follows from the sum.
        assert [one.people for one in counts] == ([None, None, 0, 0] if rated else [0, 0, 0, 0])


def test_what_was_approved_stays_by_every_way_but_a_change_of_keys(review: Round) -> None:
    review.approved()
    part = next(iter(review.parts().values()))
    other = conceal_one(Part, "grade", "unqualified", part.pk)
    with acting(SYSTEM):
        for change in (
            lambda: Part.objects.filter(pk=part.pk).update(grade=other),
            lambda: Part.objects.filter(pk=part.pk).delete(),
            lambda: Review.objects.filter(pk=review.review_id).update(state="sent", decided_by=None, decided_on=None),
            lambda: Review.objects.filter(pk=review.review_id).update(returned=9),
            lambda: Tally.objects.filter(grade="excellent").update(people=9),
            lambda: Tally.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError, match="party_reviews_approved_stays"), transaction.atomic():
                change()
        sealed = bytes(part.grade or b"")
        assert Part.objects.filter(pk=part.pk).update(grade=sealed[:5] + bytes([sealed[5] ^ 1]) + sealed[6:]) == 1


def test_two_people_are_held_by_constraints_too(review: Round) -> None:
    review.confirmed()
    review.send(E, Q, B)
    with acting(SYSTEM):
        row = Review.objects.get(pk=review.review_id)
        for name, change in (
            ("party_reviews_counted_by_two", {"confirmed_by": row.counted_by}),
            (
                "party_reviews_approved_by_another",
                {"state": "approved", "decided_by": row.sent_by, "decided_on": TODAY},
            ),
        ):
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                Review.objects.filter(pk=row.pk).update(**change)
