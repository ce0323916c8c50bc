"""A recording comes in once and only once; what cannot be taken in says why, and stops nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yinqiao.areas.duties.services import undo_delivery
from yinqiao.areas.duties.types import Outcome
from yinqiao.areas.retirees.queries import list_notes
from yinqiao.areas.retirees.services import record_death, set_places
from yinqiao.areas.retirees.tests.small_city import AT, TODAY
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.areas.rounds import queries, services
from yinqiao.areas.rounds.rules import choices_of, is_within, is_wrong, moment_of, skew_of
from yinqiao.areas.rounds.tests.walking import LATER, Walking
from yinqiao.areas.rounds.types import Choice, ItemState, Limits
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.acts import perform

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LIMITS = Limits(30, 10, 3)


def test_a_visit_told_twice_is_noted_once_and_answered_alike(walking: Walking) -> None:
    first = walking.tell(words="门锁坏了")
    again = walking.tell(words="门锁坏了", at=LATER, told_at=LATER - timedelta(minutes=30))
    assert (first.state, first.differs) == (ItemState.RECEIVED, False)
    assert (again.number, again.at, again.differs) == (first.number, first.at, False)
    assert walking.deliveries() == 1
    assert walking.serving.duties() == [("very_old_visit", "2026-01", "done")]


def test_what_was_changed_after_it_had_come_in_is_not_taken_and_the_receipt_says_so(walking: Walking) -> None:
    walking.tell(words="一切都好")
    again = walking.tell(words="又改了一遍")
    assert again.state == ItemState.RECEIVED and again.differs
    assert walking.deliveries() == 1


def test_of_two_officers_the_second_is_told_who_was_first_and_may_keep_a_note_and_the_rest_goes_through(
    walking: Walking,
) -> None:
    walking.serving.deliver(role="street_officer")
    refused = walking.tell()
    assert refused.code == "duties.done_already" and "测试员" in refused.message
    assert walking.tell(walking.other).state == ItemState.RECEIVED
    assert walking.states() == {("refused", "duties.done_already"), ("received", "")}
    assert Choice.NOTE in refused.choices
    noted = walking.tell(choice="note", words="女儿在家")
    assert noted.state == ItemState.RECEIVED and walking.deliveries() == 2
    with acting(walking.officer):
        found = list_notes(scope=walking.officer.scope, retiree_id=walking.person, with_words=True)
        assert ("note", "女儿在家") in [(one.kind, one.text) for one in found]


def test_who_died_meanwhile_is_not_noted_as_visited(walking: Walking) -> None:
    told = Death(TODAY, Source.VISIT, "死亡医学证明", walking.version())
    record_death(actor=walking.officer, at=AT, retiree_id=walking.person, death=told)
    assert walking.tell().code == "rounds.person_died"
    assert walking.tell(walking.other).state == ItemState.RECEIVED


def test_who_moved_away_meanwhile_is_told_to_whoever_looks_after_them_now(walking: Walking) -> None:
    city = walking.serving.city
    with perform(actor=city.actor("city_manager"), action="test.move", at=AT) as act:
        set_places(act=act, places={walking.person: city.far})
    refused = walking.tell()
    assert (refused.code, refused.choices) == ("rounds.person_gone", (Choice.DROP,))
    assert walking.tell(choice="drop").state == ItemState.DROPPED
    assert walking.deliveries() == 0


def test_a_clock_that_is_wrong_is_shown_and_put_right_only_when_the_officer_agrees(walking: Walking) -> None:
    slow = timedelta(days=2)
    refused = walking.tell(slow=slow)
    assert refused.code == "rounds.clock_wrong" and "慢约 2,880 分钟" in refused.message
    assert "2026-03-05 11:30" in refused.next_step
    assert walking.tell(slow=slow, choice="clock").state == ItemState.RECEIVED
    with acting(walking.officer):
        (one,) = [
            item
            for item, _ in queries.list_items(scope=walking.officer.scope, round_id=walking.round_id)
            if item.state == "received"
        ]
    assert one.told_at == LATER - timedelta(minutes=30)


def test_a_clock_moved_under_way_is_not_believed(walking: Walking) -> None:
    assert walking.tell(told_at=AT - timedelta(hours=5)).code == "rounds.time_not_possible"
    assert walking.tell(told_at=LATER + timedelta(hours=1)).code == "rounds.time_not_possible"
    assert walking.tell(told_at=LATER).state == ItemState.RECEIVED


def test_what_is_incomplete_comes_back_and_is_taken_once_it_is_mended(walking: Walking) -> None:
    refused = walking.tell(outcome=Outcome.NOT_HOME, condition="")
    assert (refused.code, refused.choices) == ("duties.next_missing", (Choice.EDIT, Choice.DROP))
    mended = walking.tell(outcome=Outcome.NOT_HOME, condition="", next_on=TODAY + timedelta(days=3))
    assert mended.state == ItemState.RECEIVED
    assert walking.serving.duties() == [("very_old_visit", "2026-01", "open")]


def test_of_a_lost_telephone_nothing_is_taken_in_item_by_item_and_what_had_come_in_stays(walking: Walking) -> None:
    assert walking.tell(walking.other).state == ItemState.RECEIVED
    services.cancel_round(actor=walking.officer, at=AT, round_id=walking.round_id)
    refused = walking.tell()
    assert refused.code == "rounds.cancelled" and "作废" in refused.message
    assert walking.tell(walking.other).state == ItemState.RECEIVED
    with pytest.raises(Conflict) as over:
        services.cancel_round(actor=walking.officer, at=AT, round_id=walking.round_id)
    assert over.value.code == "rounds.over"


def test_a_round_is_taken_in_for_three_days_after_its_own_and_not_on_the_fourth(walking: Walking) -> None:
    last = AT + timedelta(days=3)
    assert walking.tell(at=last, told_at=LATER).state == ItemState.RECEIVED
    late = walking.tell(walking.other, at=AT + timedelta(days=4), told_at=LATER)
    assert late.code == "rounds.too_late"


def test_a_visit_that_is_not_asked_for_any_more_may_be_kept_as_a_note(walking: Walking) -> None:
    made = walking.serving.deliver()
    undo_delivery(actor=walking.officer, at=AT, delivery_id=made)
    with acting(walking.officer):
        queries.still_due(scope=walking.officer.scope, retiree_id=walking.person, duties=walking.serving.open_ids())
        with pytest.raises(Conflict) as refused:
            queries.still_due(scope=walking.officer.scope, retiree_id=walking.person, duties=[])
    assert refused.value.code == "rounds.no_longer_due"


def test_nobody_tells_of_a_round_that_somebody_else_took(walking: Walking) -> None:
    with pytest.raises(NotFound):
        walking.tell(actor=walking.serving.city.actor("community_officer"))
    with pytest.raises(NotFound):
        walking.tell(actor=walking.serving.city.actor("community_officer", "far"))
    with pytest.raises(NotFound):
        services.end_round(
            actor=walking.serving.city.actor("community_officer"), at=LATER, round_id=walking.round_id
        )  # fmt: skip


def test_a_round_ends_once_and_saying_so_again_changes_nothing(walking: Walking) -> None:
    for _ in range(2):
        services.end_round(actor=walking.officer, at=LATER, round_id=walking.round_id)
    assert walking.tell().code == "rounds.ended"


def test_nobody_of_another_scope_and_nothing_that_is_done_is_taken(walking: Walking) -> None:
    far = walking.serving.city.actor("community_officer", "far")
    due = walking.serving.open_ids()
    with pytest.raises(NotFound):
        services.take_round(actor=far, at=AT, duties=due, purpose="一季度走访")
    walking.serving.deliver()
    with pytest.raises(Invalid) as refused:
        services.take_round(actor=walking.officer, at=AT, duties=due, purpose="一季度走访")
    assert refused.value.code == "rounds.nobody_due"


@given(slow=some.integers(-(10**6), 10**6), ago=some.integers(0, 600))
def test_a_moment_by_a_wrong_clock_comes_out_as_it_was_and_by_a_right_one_as_told(slow: int, ago: int) -> None:
    now = datetime(2026, 3, 5, 6, tzinfo=UTC)
    true, by = now - timedelta(seconds=ago), timedelta(seconds=slow)
    found = moment_of(true - by, skew_of(now - by, now), LIMITS)
    assert found == (true if is_wrong(by, LIMITS) else true - by)
    assert is_within(found, now - timedelta(hours=1), now, LIMITS)


def test_every_refusal_leaves_a_way_out() -> None:
    for code in ("duties.done_already", "rounds.clock_wrong", "rounds.cancelled", "unheard.of"):
        assert Choice.DROP in choices_of(code)
