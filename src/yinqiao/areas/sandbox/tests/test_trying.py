"""What a manager does with a sandbox: lends it for a while, clears it, has things told again, decides, ends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinqiao.areas.accounts.queries import find_key_use
from yinqiao.areas.accounts.services import revoke_key
from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.intake.tests.offices import DEATH, DEATH_WITHDRAWN, PHONE, new_source, open_office
from yinqiao.areas.intake.types import MessageState, SourceKind
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City
from yinqiao.areas.sandbox import queries, services
from yinqiao.areas.sandbox.rules import FORMULAS, NAMES, cleared_on, made_up, may_last, number_of
from yinqiao.areas.sandbox.tests.trying import FIRST, SYSTEM, UNTIL, Trying, manager_of, open_one
from yinqiao.areas.sandbox.types import NewSandbox, SandboxState
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.kernel.id_number import parse_id_number
from yinqiao.platform.access import acting
from yinqiao.platform.events.sequencer import sequence_all

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DIED = {**FIRST, "died_on": "2026-03-03", "proof": "死亡医学证明"}
RULE = {"longest_days": 90, "kept_days": 30}


def test_what_a_programmer_sends_stands_on_the_page_with_what_it_changed(trying: Trying) -> None:
    receipt = trying.tell(DEATH, DIED)
    (row,) = trying.told()
    assert (row.id, row.person, row.state) == (receipt.no, NAMES[0], "applied")
    assert "登记死亡" in row.changed or "死亡" in row.changed
    with trying.inside() as scope:
        view, changed = queries.get_tried(scope=scope, message_id=receipt.no)
        assert queries.count_tried(scope=scope) == {MessageState.APPLIED: 1}
        assert (
            queries.list_tried(scope=scope, state="refused") == queries.list_tried(scope=scope, event="nothing") == []
        )
    assert view.row.receipt == receipt.token
    assert changed


def test_cleared_the_people_stand_as_at_the_beginning_and_the_same_number_is_taken_anew(trying: Trying) -> None:
    event = trying.event(DEATH, DIED)
    first = trying.send(event)[0]
    assert trying.send(event)[0].is_repeated
    assert services.clear_sandbox(actor=trying.manager, at=AT, no=trying.no) == 1
    assert trying.told() == []
    assert [one.died_on for one in trying.people()] == [None] * len(NAMES)
    again = trying.send(event)[0]
    assert (again.state, again.is_repeated, again.no != first.no) == (MessageState.APPLIED, False, True)


def test_told_again_from_the_beginning_everything_fares_as_it_did(trying: Trying) -> None:
    for minutes, (kind, data) in enumerate(
        [
            (DEATH, DIED), (DEATH_WITHDRAWN, {"withdraws": "t-1", "reason": "误报"}),
            (DEATH, {**DIED, "name": "试用不符"}),
        ]
    ):  # fmt: skip
        trying.send(trying.event(kind, data), at=AT + timedelta(minutes=minutes))
    before = [(one.event_id, one.state, one.reason, one.changed) for one in trying.told()]
    assert services.clear_sandbox(actor=trying.manager, at=AT, no=trying.no, is_told_again=True) == 3
    after = [(one.event_id, one.state, one.reason, one.changed) for one in trying.told()]
    assert sorted(after) == sorted(before)


def test_one_message_is_told_again_under_a_number_of_its_own(trying: Trying) -> None:
    first = trying.tell(DEATH, DIED)
    ids = [
        services.tell_again(actor=trying.manager, at=AT, no=trying.no, message_id=first.no).event_id for _ in range(2)
    ]
    assert ids == ["t-1~2", "t-1~3"]
    refused = trying.tell("nothing.known", {})
    with pytest.raises(Conflict) as problem:
        services.tell_again(actor=trying.manager, at=AT, no=trying.no, message_id=refused.no)
    assert problem.value.code == "sandbox.nothing_to_tell"


@pytest.mark.parametrize(("is_taken", "state", "is_dead"), [(True, "applied", True), (False, "not_taken", False)])
def test_what_contradicts_is_decided_in_the_communitys_stead(
    city: City, is_taken: bool, state: str, is_dead: bool
) -> None:
    firm = open_one(city, "cs-firm-try", SourceKind.ENTERPRISE)
    receipt = firm.tell(DEATH, DIED)
    assert (receipt.state, receipt.reason) == (MessageState.DISPUTED, "weak_death")
    services.decide(actor=firm.manager, at=AT, no=firm.no, message_id=receipt.no, is_taken=is_taken)
    assert firm.told()[0].state == state
    assert (firm.people()[0].died_on is not None) == is_dead
    with pytest.raises(Conflict):
        services.decide(actor=firm.manager, at=AT, no=firm.no, message_id=receipt.no, is_taken=is_taken)


def test_a_new_key_ends_the_one_before_and_goes_on_with_what_there_is(trying: Trying) -> None:
    trying.tell(PHONE, {**FIRST, "phone": "13900001111", "since": "2026-03-01"})
    old, trying.token = (
        trying.token,
        services.renew_key(actor=trying.manager, at=AT, no=trying.no, valid_to=TODAY + timedelta(days=90)),
    )
    assert find_key_use(token=old, today=TODAY, request_id="") is None
    assert trying.tell(DEATH, DIED).state is MessageState.APPLIED
    assert len(trying.told()) == 2


def test_a_sandbox_that_has_ended_is_empty_its_key_opens_nothing_and_nothing_more_is_done_with_it(
    trying: Trying,
) -> None:
    trying.tell(DEATH, DIED)
    services.end_sandbox(actor=trying.manager, at=AT, no=trying.no)
    assert find_key_use(token=trying.token, today=TODAY, request_id="") is None
    assert trying.people() == trying.told() == []
    for act in (
        lambda: services.end_sandbox(actor=trying.manager, at=AT, no=trying.no),
        lambda: services.clear_sandbox(actor=trying.manager, at=AT, no=trying.no),
        lambda: services.renew_key(actor=trying.manager, at=AT, no=trying.no, valid_to=UNTIL),
    ):
        with pytest.raises(Conflict):
            act()
    with acting(trying.manager):
        (row,) = queries.list_sandboxes(scope=trying.manager.scope, today=TODAY)
    assert (row.state, row.is_live) == (SandboxState.ENDED, False)
    # Its name of a source is free again.
    open_one(trying.city, trying.code)


def test_what_nobody_goes_on_with_is_cleared_thirty_days_after_its_key(trying: Trying) -> None:
    trying.tell(DEATH, DIED)
    for days, ended in ((29, 0), (30, 1), (31, 0)):
        assert services.end_lapsed(actor=SYSTEM, at=AT + (UNTIL - TODAY) + timedelta(days=days)) == ended
    assert trying.people() == trying.told() == []


def test_a_key_that_was_taken_back_shows_so(trying: Trying) -> None:
    def state() -> SandboxState:
        with acting(trying.manager):
            return queries.get_sandbox(scope=trying.manager.scope, no=trying.no, today=TODAY).state

    key_id = trying.actor.id
    assert state() is SandboxState.OPEN and key_id is not None
    revoke_key(actor=SYSTEM, at=AT, key_id=key_id, reason="交接")
    assert state() is SandboxState.LAPSED


def test_another_citys_office_finds_none(city: City, trying: Trying) -> None:
    stranger = city.actor("city_manager", "far")
    for act in (
        lambda: services.end_sandbox(actor=stranger, at=AT, no=trying.no),
        lambda: services.clear_sandbox(actor=stranger, at=AT, no=trying.no),
        lambda: queries.looking_into(actor=stranger, no=trying.no, today=TODAY).__enter__(),
    ):
        with acting(stranger), pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("days", [0, 91])
def test_a_key_for_no_time_or_too_long_is_refused_and_nothing_is_left(city: City, days: int) -> None:
    manager = manager_of(city)
    wanted = NewSandbox("长沙市公安局", SourceKind.POLICE, "cs-try", TODAY + timedelta(days=days))
    with pytest.raises(Invalid) as refused:
        services.open_sandbox(actor=manager, at=AT, sandbox=wanted)
    assert refused.value.code == "sandbox.too_long"
    with acting(manager):
        assert queries.list_sandboxes(scope=manager.scope, today=TODAY) == []


def test_a_name_that_a_real_source_has_is_refused_and_nothing_is_left(city: City) -> None:
    police = open_office(city, SourceKind.POLICE)
    manager = manager_of(city)
    with pytest.raises(Conflict):
        services.open_sandbox(
            actor=manager, at=AT, sandbox=NewSandbox("长沙市公安局", SourceKind.POLICE, police.code, UNTIL)
        )
    with acting(manager):
        assert queries.list_sandboxes(scope=manager.scope, today=TODAY) == []
    assert new_source(SourceKind.POLICE, police.code, None).code == police.code


def test_a_stand_in_opens_none(city: City) -> None:
    nobody = city.actor("city_manager")
    wanted = NewSandbox("长沙市公安局", SourceKind.POLICE, "cs-try", UNTIL)
    with pytest.raises(NotFound):
        services.open_sandbox(actor=nobody, at=AT, sandbox=wanted)


def test_a_mass_of_deaths_halts_a_sandbox_and_clearing_lets_it_begin_anew(trying: Trying) -> None:
    events = [
        trying.event(DEATH, {**DIED, "id_number": number_of(no % 10), "name": NAMES[no % 10]}) for no in range(51)
    ]
    assert {one.state for one in trying.send(*events)} == {MessageState.HELD}
    services.clear_sandbox(actor=trying.manager, at=AT, no=trying.no)
    assert trying.tell(DEATH, DIED).state is MessageState.APPLIED


def test_events_of_a_cleared_sandbox_stay_in_its_feed_alone(trying: Trying) -> None:
    trying.tell(DEATH, DIED)
    services.clear_sandbox(actor=trying.manager, at=AT, no=trying.no)
    sequence_all()
    for actor in (SYSTEM, trying.manager):
        with acting(actor):
            assert list_feed(scope=actor.scope, after=0, limit=100).rows == ()


@pytest.mark.fast
@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(-400, 400))
def test_a_key_lasts_from_one_to_ninety_days_and_what_was_tried_thirty_more(today: date, days: int) -> None:
    until = today + timedelta(days=days)
    assert may_last(RULE, today, until) == (1 <= days <= 90)
    assert cleared_on(RULE, until) == until + timedelta(days=30)
    given_now = {"today": today, "valid_to": until}
    assert FORMULAS["sandbox.period"](RULE, given_now)["is_possible"] == may_last(RULE, today, until)


@pytest.mark.fast
def test_whoever_is_made_up_has_a_sound_number_that_no_person_has() -> None:
    people = made_up(7)
    read = [parse_id_number(one["id_no"], today=TODAY) for one in people]
    assert all(one.is_valid and one.is_demo for one in read)
    assert [(one.born_on, int(one.sex or 0)) for one in read] == [(one["born_on"], one["sex"]) for one in people]
    assert len({one["id_no"] for one in people}) == len(NAMES)
    assert {(one["place_no"], one["enterprise_id"]) for one in people} == {(-7, -7)}
