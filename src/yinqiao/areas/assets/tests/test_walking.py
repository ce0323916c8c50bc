"""Survey, return, the steps of the four paths, corrections, and another path agreed by both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from yinqiao.areas.assets import queries, services
from yinqiao.areas.assets.rules import steps_of
from yinqiao.areas.assets.tests.estate import DAY, DISTRICT, STREET, SYSTEM, Estate, asset
from yinqiao.areas.assets.types import AssetState, Condition, HandoverPath, ReturnReason, StepFacts, Sum
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.organisations.queries import places
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
P = HandoverPath


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as refused:
        act()
    return refused.value.code


def test_a_transfer_is_walked_by_both_sides_and_then_the_place_has_it(estate: Estate) -> None:
    batch_id = estate.offer(asset())
    estate.survey()
    one = estate.asset()
    assert (one.state, one.next_step, one.owed_by) == ("surveyed", "group_approval", "enterprise")
    assert one.waits_since == NOW
    owed = []
    for step in steps_of(P.TRANSFER):
        owed.append(estate.asset().owed_by)
        assert estate.holders() == [(estate.scene.enterprise_id, None, True)]
        estate.step(step.code)
    assert owed == ["enterprise", "enterprise", "either", "place", "place"]
    one = estate.asset()
    assert (one.state, one.next_step, one.owed_by, one.settled_at) == ("handed_over", "", "", NOW)
    assert one.waits_since is None
    assert estate.holders() == [
        (estate.scene.enterprise_id, None, False), (None, places().by_code[STREET].place_no, True),
    ]  # fmt: skip
    told = estate.delivered(batch_id)
    assert told.sent == told.received == Sum(1, Decimal("320.50")) and told.open == told.left == Sum()
    assert estate.delivered(batch_id, estate.firm) == told
    with acting(SYSTEM):
        events = [one.type for one in Event.objects.filter(subject_id=one.pk).order_by("id")]
    assert events == ["assets.offered", "assets.surveyed", *["assets.step_recorded"] * 5, "assets.settled"]


@pytest.mark.parametrize(
    ("path", "state"), [("共享", AssetState.SHARED), ("租赁", AssetState.LEASED), ("留企", AssetState.STAYED)]
)
def test_shared_use_lease_and_what_stays_leave_it_with_the_enterprise(
    estate: Estate, path: str, state: AssetState
) -> None:
    batch_id = estate.offer(asset(path=path, separable="否"))
    estate.survey(is_separable=False)
    estate.walk()
    assert estate.state() is state
    assert estate.holders() == [(estate.scene.enterprise_id, None, True)]
    told = estate.delivered(batch_id)
    whole = Sum(1, Decimal("320.50"))
    assert (told.received, told.left) == ((Sum(), whole) if state is AssetState.STAYED else (whole, Sum()))
    if state is AssetState.LEASED:
        contract = estate.told()[1]
        assert (contract.amount, contract.until) == (Decimal("12000.50"), date(2030, 1, 1))


def test_forty_thousand_square_metres_reconcile_while_they_are_walked(estate: Estate) -> None:
    paths = ("无偿划转", "共享", "租赁", "留企", "无偿划转")
    batch_id = estate.offer(*(asset(f"FW{at}", area="8000.00", path=path) for at, path in enumerate(paths)))
    for at in range(4):
        estate.survey(f"FW{at}")
        estate.walk(f"FW{at}")
        told = estate.delivered(batch_id)
        assert told.sent.area == Decimal(40000) == told.received.area + told.left.area + told.open.area
    assert (told.received.area, told.left.area, told.open.area) == (Decimal(24000), Decimal(8000), Decimal(8000))
    with acting(estate.street):
        cells = queries.get_cells(scope=estate.street.scope, list_id=batch_id)
    assert cells[(P.TRANSFER, AssetState.OFFERED)] == Sum(1, Decimal(8000))
    assert sum(part.area for part in cells.values()) == Decimal(40000)


def test_a_survey_tells_a_difference_and_may_be_repeated_until_the_first_step(estate: Estate) -> None:
    batch_id = estate.offer(asset())
    assert _refusal(lambda: estate.survey(area=Decimal(300))) == "assets.facts_missing"
    assert estate.state() is AssetState.OFFERED
    estate.survey(area=Decimal("300.25"), note="按实测，少一间库房", condition=Condition.NEEDS_REPAIR)
    one = estate.asset()
    assert (one.found_area, one.area, one.survey_note) == (Decimal("300.25"), Decimal("320.50"), "按实测，少一间库房")
    with acting(estate.firm):
        assert queries.get_difference(scope=estate.firm.scope, list_id=batch_id) == (1, Decimal("-20.25"))
    assert estate.delivered(batch_id).sent.area == Decimal("320.50"), "figures are as listed"
    estate.survey(area=Decimal("320.5"))
    estate.step("group_approval")
    assert _refusal(estate.survey) == "assets.step_not_open"


def test_the_enterprise_surveys_and_returns_nothing(estate: Estate) -> None:
    estate.offer(asset())
    assert _refusal(lambda: estate.survey(by=estate.firm)) == "assets.not_your_step"
    with pytest.raises(Refused):
        services.return_asset(
            actor=estate.firm, at=NOW, asset_id=estate.asset().pk, reason=ReturnReason.UNSAFE, note=""
        )  # fmt: skip


def test_whose_place_it_is_not_finds_nothing_not_even_where_it_lies(estate: Estate) -> None:
    estate.offer(asset(community="富雅坪社区"), asset("FW2"))
    for who in (estate.elsewhere, estate.rival, estate.community):
        for number in ("FW1", "FW2"):
            with pytest.raises(NotFound):
                estate.survey(number, by=who)
            with pytest.raises(NotFound):
                estate.step("group_approval", number, by=who)
    estate.survey(by=estate.district)


def test_a_step_is_done_in_its_order_by_its_side_with_what_it_needs(estate: Estate) -> None:
    estate.offer(asset())
    assert _refusal(lambda: estate.step("group_approval")) == "assets.step_not_open"
    estate.survey()
    assert _refusal(lambda: estate.step("valuation")) == "assets.changed_meanwhile"
    assert _refusal(lambda: estate.step("opened")) == "assets.changed_meanwhile"
    assert _refusal(lambda: estate.step("group_approval", by=estate.street)) == "assets.not_your_step"
    with pytest.raises(Invalid) as refused:
        estate.step("group_approval", facts=StepFacts(None, " "))
    assert set(refused.value.fields) == {"number", "done_on"}
    with pytest.raises(Invalid) as refused:
        estate.step("group_approval", facts=StepFacts(NOW.date() + timedelta(days=1), "集资1号"))
    assert set(refused.value.fields) == {"done_on"}
    assert estate.told() == [] and estate.state() is AssetState.SURVEYED
    estate.step("group_approval")
    assert _refusal(lambda: estate.step("group_approval")) == "assets.changed_meanwhile"
    assert _refusal(lambda: estate.step("delivered", by=estate.firm)) == "assets.changed_meanwhile"


@pytest.mark.parametrize(("title", "is_separable"), [("有产权证", False), ("租用", True)])
def test_what_cannot_be_transferred_is_stopped_at_the_agreement_and_goes_another_way(
    estate: Estate, title: str, is_separable: bool
) -> None:
    estate.offer(asset(title=title))
    estate.survey(is_separable=is_separable)
    estate.step("group_approval")
    estate.step("valuation")
    assert _refusal(lambda: estate.step("transfer_agreement")) == "assets.step_stopped"
    estate.propose(P.SHARED_USE)
    estate.answer(P.SHARED_USE, is_agreed=True)
    estate.walk()
    assert estate.state() is AssetState.SHARED
    assert [(one.round, one.path) for one in estate.told()] == [(1, "transfer")] * 2 + [(2, "shared_use")] * 3


def test_another_path_is_proposed_by_one_side_and_answered_by_the_other(estate: Estate) -> None:
    estate.offer(asset())
    assert _refusal(lambda: estate.propose(P.LEASE)) == "assets.step_not_open"
    estate.survey()
    assert _refusal(lambda: estate.propose(P.TRANSFER)) == "assets.same_path"
    assert _refusal(lambda: estate.answer(P.LEASE, is_agreed=True)) == "assets.no_proposal"
    estate.propose(P.LEASE, by=estate.street)
    assert estate.asset().owed_by == "enterprise"
    assert _refusal(lambda: estate.propose(P.STAYS)) == "assets.path_in_question"
    assert _refusal(lambda: estate.step("group_approval")) == "assets.path_in_question"
    assert _refusal(lambda: estate.answer(P.LEASE, is_agreed=True, by=estate.street)) == "assets.no_proposal"
    assert _refusal(lambda: estate.answer(P.STAYS, is_agreed=True, by=estate.firm)) == "assets.no_proposal"
    estate.answer(P.LEASE, is_agreed=False, by=estate.firm)
    one = estate.asset()
    assert (one.path, one.proposed_path, one.next_step, one.round) == ("transfer", "", "group_approval", 1)
    estate.propose(P.LEASE, by=estate.street)
    estate.answer(P.LEASE, is_agreed=False, by=estate.street)
    assert estate.asset().proposed_path == "", "the own proposal is taken back"
    estate.propose(P.LEASE, by=estate.street)
    estate.answer(P.LEASE, is_agreed=True, by=estate.firm)
    one = estate.asset()
    assert (one.path, one.state, one.next_step, one.round) == ("lease", "surveyed", "terms", 2)


def test_a_proposal_needs_its_reason(estate: Estate) -> None:
    estate.offer(asset())
    estate.survey()
    with pytest.raises(Invalid) as refused:
        services.propose_path(actor=estate.firm, at=NOW, asset_id=estate.asset().pk, path=P.LEASE, why="  ")
    assert set(refused.value.fields) == {"why"}


def test_sent_back_half_way_it_begins_anew_and_keeps_what_was_done(estate: Estate) -> None:
    first = estate.offer(asset())
    estate.survey()
    estate.step("group_approval")
    estate.propose(P.LEASE)
    with pytest.raises(Invalid) as refused:
        estate.send_back(reason=ReturnReason.OTHER, note=" ")
    assert set(refused.value.fields) == {"note"}
    estate.send_back(reason=ReturnReason.ENCUMBERED, note="已抵押给银行")
    one = estate.asset()
    assert (one.state, one.owed_by, one.return_reason, one.proposed_path) == (
        "returned",
        "enterprise",
        "encumbered",
        "",
    )
    assert estate.delivered(first).open == Sum(1, Decimal("320.50"))
    assert _refusal(lambda: estate.step("valuation")) == "assets.step_not_open"
    assert _refusal(estate.send_back) == "assets.step_not_open"
    estate.offer(asset(area="300"), to=DISTRICT)
    assert _refusal(lambda: estate.step("group_approval")) == "assets.step_not_open"
    estate.survey(by=estate.district)
    estate.step("group_approval")
    assert [one.round for one in estate.told()] == [1, 2]


def test_a_correction_is_a_new_row_that_names_the_old_one_and_moves_nothing(estate: Estate) -> None:
    estate.offer(asset(path="留企"))
    estate.survey()
    estate.walk()
    reason = estate.told()[0]
    better = StepFacts(DAY, note="与锅炉房相连，不能分割")

    def correct(step_id: object, facts: StepFacts = better, by: object = None) -> None:
        services.correct_step(actor=by or estate.firm, at=NOW, step_id=step_id, facts=facts)  # type: ignore[arg-type]

    assert _refusal(lambda: correct(reason.pk, by=estate.street)) == "assets.not_your_step"
    assert _refusal(lambda: correct(reason.pk, replace(better, note=""))) == "assets.facts_missing"
    for stranger in (estate.rival, estate.elsewhere):
        with pytest.raises(NotFound):
            correct(reason.pk, by=stranger)
    correct(reason.pk)
    corrected = estate.told()[-1]
    assert (corrected.corrects_id, corrected.note, corrected.code) == (reason.pk, better.note, "reason")
    assert estate.told()[0].note == "已说明" and estate.state() is AssetState.STAYED
    assert _refusal(lambda: correct(reason.pk)) == "assets.changed_meanwhile"
    correct(corrected.pk, replace(better, note="再次核对"))
    assert estate.told()[-1].corrects_id == corrected.pk


def test_what_is_settled_takes_no_step_no_return_and_no_other_path(estate: Estate) -> None:
    estate.offer(asset(path="留企"))
    estate.survey()
    estate.walk()
    for act in (
        estate.survey, estate.send_back, lambda: estate.propose(P.LEASE), lambda: estate.step("reason"),
    ):  # fmt: skip
        assert _refusal(act) == "assets.step_not_open"
    with pytest.raises(Conflict):
        estate.answer(P.LEASE, is_agreed=True)
