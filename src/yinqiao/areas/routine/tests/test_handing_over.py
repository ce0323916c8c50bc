"""Confirmed people into a roster, through the door of every roster, to the community; and every way back."""

from __future__ import annotations

from datetime import date

import pytest

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer, RosterRow
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import HEADER as ROSTER_HEADER
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.organisations.queries import scope_of_enterprise
from yinqiao.areas.organisations.services import dissolve_enterprise
from yinqiao.areas.organisations.types import Dissolution
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.routine import services
from yinqiao.areas.routine.tests.months import MAN_MARCH, MAN_MAY, SYSTEM, THREE, Months, line
from yinqiao.areas.routine.types import ExpectedState, Retirement
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _in_roster(months: Months, batch_id: object) -> list[tuple[int, str]]:
    with acting(months.firm):
        return list(RosterRow.objects.filter(batch_id=batch_id).order_by("row_no").values_list("row_no", "state"))


def test_the_roster_is_checked_submitted_and_accepted_like_any_other_without_an_agreement(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(301, 303)
    batch_id = months.hand_over(301, 303)
    assert months.state(301) is months.state(303) is ExpectedState.LISTED
    assert months.person(301).batch_id == batch_id and months.person(301).due_on == date(2026, 4, 30)
    batch = months.batch(batch_id, "roster")
    assert batch.counts["ready"] == 2 and batch.kind == "roster"
    assert [one for one in months.found(batch_id) if one[2] == "blocks"] == []
    months.submit_roster(batch_id)
    assert months.state(301) is ExpectedState.HANDED_OVER and months.person(301).due_on is None
    with acting(months.community):
        waiting = {one.name: one.retiree_id for one in Offer.objects.filter(state="offered")}
        kept = Retiree.objects.get(pk=waiting["赵建国"])
    assert set(waiting) == {"赵建国", "钱卫东"} and months.person(301).retiree_id == waiting["赵建国"]
    assert (kept.retired_on, kept.retirement_type, kept.former_unit) == (date(2026, 3, 2), "normal", "一分厂")
    assert months.accept(batch_id) == 2
    assert months.state(301) is ExpectedState.ACCEPTED and months.person(301).ended_on == NOW.date()
    assert months.steps(301) == ["expect", "confirm", "list", "hand_over", "accept"]
    assert months.state(304) is ExpectedState.EXPECTED


def test_only_who_is_confirmed_is_handed_over_and_nobody_twice(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    assert len(_in_roster(months, months.hand_over(301, 303))) == 1
    for serials in ((301,), (303,), (301, 303)):
        with pytest.raises(Conflict) as refusal:
            months.hand_over(*serials)
        assert refusal.value.code == "routine.nobody_open"
    with acting(SYSTEM):
        assert Batch.objects.filter(kind="roster").count() == 1


def test_the_same_roster_that_still_stands_is_not_made_again(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    batch_id = months.hand_over(303)
    with acting(SYSTEM):
        # As if its people had come free without the batch being put away.
        batch = Batch.objects.get(pk=batch_id)
        batch.state = "submitted"
        batch.save()
        person = months.person(303)
        person.state, person.batch_id = "confirmed", None
        person.save()
    with pytest.raises(Conflict) as refusal:
        months.hand_over(303)
    assert refusal.value.code == "routine.roster_known" and months.state(303) is ExpectedState.CONFIRMED


def test_a_roster_that_is_put_away_frees_its_people_and_says_which_it_was(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    batch_id = months.hand_over(303)
    lists.discard_batch(actor=months.firm, at=NOW, kind="roster", batch_id=batch_id)
    person = months.person(303)
    assert (person.state, person.batch_id, person.due_on) == ("confirmed", None, date(2026, 4, 30))
    with acting(SYSTEM):
        assert list(person.entries.order_by("id").values_list("step", "batch_id"))[-2:] == [
            ("list", batch_id), ("bring_back", batch_id),
        ]  # fmt: skip
    assert months.hand_over(303) != batch_id


def test_a_submission_that_is_taken_back_brings_its_people_back(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    batch_id = months.send(303)
    lists.begin_undo(actor=months.firm, at=NOW, kind="roster", batch_id=batch_id, reason="发错")
    handover.undo_batch(actor=months.firm, at=NOW, batch_id=batch_id)
    assert months.state(303) is ExpectedState.CONFIRMED and months.person(303).retiree_id is None
    assert months.accept(months.send(303)) == 1


def test_who_is_held_back_by_the_rosters_check_waits_again_after_the_submission(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(301, 303)
    # The rival has registered one of them in the meantime.
    told = f"钱卫东,男,{id_number(303, MAN_MARCH)},1985-09,2026-02,,岳麓区望月湖街道月华社区3栋,月华社区,群众,,DA1,正常退休\n"
    months.scene.submit((ROSTER_HEADER + told).encode("utf-8-sig"), months.rival)
    batch_id = months.hand_over(301, 303)
    assert sorted(state for _, state in _in_roster(months, batch_id)) == ["blocked", "ready"]
    months.submit_roster(batch_id)
    assert months.state(301) is ExpectedState.HANDED_OVER
    assert months.state(303) is ExpectedState.CONFIRMED and months.person(303).batch_id is None


def test_a_roster_of_the_enterprises_own_hands_over_whom_it_names(months: Months) -> None:
    months.expect(*THREE)
    told = f"赵建国,男,{id_number(301, MAN_MAY)},1985-09,2026-03,,岳麓区望月湖街道月华社区3栋,月华社区,群众,,DA1,弹性提前退休\n"
    batch_id = months.scene.submit((ROSTER_HEADER + told).encode("utf-8-sig"))
    person = months.person(301)
    assert (person.state, person.batch_id, person.retired_on) == ("handed_over", batch_id, date(2026, 3, 1))
    assert months.accept(batch_id) == 1 and months.state(301) is ExpectedState.ACCEPTED
    assert months.state(303) is ExpectedState.EXPECTED


def test_who_is_returned_stays_handed_over_and_who_is_taken_back_waits_again(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(301, 303)
    batch_id = months.send(301, 303)
    handover.return_people(
        actor=months.community, at=NOW, choice=Choice(batch_id=batch_id), reason=ReturnReason.UNREACHABLE
    )
    assert months.state(301) is ExpectedState.HANDED_OVER
    with acting(months.firm):
        one = Offer.objects.get(name="赵建国").pk
    handover.withdraw_people(actor=months.firm, at=NOW, choice=Choice.of([one]), state=OfferState.RETURNED)
    assert months.state(301) is ExpectedState.CONFIRMED and months.state(303) is ExpectedState.HANDED_OVER
    # Handed over anew, the person is the same one of the register.
    again = months.send(301)
    assert months.person(301).batch_id == again and months.accept(again) == 1
    assert months.state(301) is ExpectedState.ACCEPTED


def test_a_roster_whose_check_was_given_up_frees_its_people_in_the_night(months: Months) -> None:
    months.expect(*THREE)
    months.confirm(303)
    (made,) = services.hand_over_people(actor=months.firm, at=NOW, ids=[months.person(303).pk])
    lists.stop_work(actor=months.firm, at=NOW, batch_id=made.batch_id)
    assert months.batch(made.batch_id, "roster").state == "refused"
    services.raise_late_people(actor=Actor.system("夜间"), at=NOW)
    assert months.state(303) is ExpectedState.CONFIRMED


def test_people_of_two_enterprises_of_a_group_go_into_a_roster_each(months: Months) -> None:
    months.expect(THREE[1])
    months.expect(line(305, "周文", MAN_MARCH), by=months.rival)
    both = months.firm.within(
        type(months.firm.scope).of_enterprises([months.scene.enterprise_id, months.scene.other_id], "集团")
    )
    with acting(SYSTEM):
        ids = [months.person(303).pk, months.person(305).pk]
    assert services.confirm_people(actor=both, at=NOW, ids=ids, retirement=Retirement(date(2026, 3, 1), "文1")) == 2
    made = services.hand_over_people(actor=both, at=NOW, ids=ids)
    assert [(one.enterprise_id, one.people) for one in made] == [
        (months.scene.enterprise_id, 1), (months.scene.other_id, 1),
    ]  # fmt: skip


def test_whom_a_dissolved_enterprise_listed_its_successor_confirms_and_hands_over(months: Months) -> None:
    months.expect(THREE[1])
    told = Dissolution(NOW.date(), "湘国资〔2026〕2号", months.scene.other_id)
    dissolve_enterprise(actor=months.scene.city, at=NOW, enterprise_id=months.scene.enterprise_id, dissolution=told)
    heir = months.rival.within(scope_of_enterprise(enterprise_id=months.scene.other_id))
    with acting(SYSTEM):
        ids = [months.person(303).pk]
    assert services.confirm_people(actor=heir, at=NOW, ids=ids, retirement=Retirement(date(2026, 3, 1), "文1")) == 1
    (made,) = services.hand_over_people(actor=heir, at=NOW, ids=ids)
    assert (made.enterprise_id, made.people) == (months.scene.enterprise_id, 1)
