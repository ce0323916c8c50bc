"""What a department's officer tells by hand, sees of it and takes back; and what stays shut."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection, transaction

from yinqiao.areas.accounts.types import Role, Target
from yinqiao.areas.departments import queries, services
from yinqiao.areas.departments.rules import may_take_back
from yinqiao.areas.departments.tests.desks import Desk, account
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.intake.models import Contradiction, Message, Source
from yinqiao.areas.intake.queries import get_message, get_source, list_sources
from yinqiao.areas.intake.services import ask_source, register_source, set_state
from yinqiao.areas.intake.tests.offices import (
    DEATH,
    NUMBER,
    OTHER,
    PHONE,
    RESIDENCE,
    SYSTEM,
    cases,
    died,
    message_of,
    new_source,
    person_of,
)
from yinqiao.areas.intake.types import MessageState, SourceKind, SourceState
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.sandbox.tests.trying import all_that_is_seen
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_death_told_by_hand_goes_the_way_of_what_the_programme_sends(police: Desk, register: Register) -> None:
    pk = register(id_no=NUMBER)
    receipt = police.tell()
    assert (receipt.state, person_of(pk).died_on is not None) == (MessageState.APPLIED, True)
    assert receipt.token and message_of(receipt).source_id == police.source_id
    again = police.office.tell(DEATH, died())
    assert again.state is MessageState.SAME
    assert {row.pk for row in police.told()} == {receipt.no, again.no}


def test_not_dead_after_all_is_taken_back_whichever_way_it_came(police: Desk, register: Register) -> None:
    pk = register(id_no=NUMBER)
    for told in (police.tell, lambda: police.office.tell(DEATH, died())):
        receipt = told()
        assert person_of(pk).died_on is not None
        withdrawn = services.take_back(actor=police.actor, at=AT, message_id=receipt.no, reason="核对后本人在世")
        assert (withdrawn.state, person_of(pk).died_on) == (MessageState.APPLIED, None)
        with pytest.raises(Conflict) as refused:
            services.take_back(actor=police.actor, at=AT, message_id=receipt.no, reason="再撤回一次")
        assert refused.value.code == "departments.not_possible"
        with pytest.raises(Conflict):
            services.take_back(actor=police.actor, at=AT, message_id=withdrawn.no, reason="撤回撤回")


def test_what_waits_for_somebody_unknown_is_taken_back_too(police: Desk) -> None:
    receipt = police.tell(data=died(id_number=OTHER, name="李强"))
    assert receipt.state is MessageState.WAITING
    services.take_back(actor=police.actor, at=AT, message_id=receipt.no, reason="号码填写有误")
    assert message_of(receipt).state == MessageState.WITHDRAWN


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        (PHONE, {"since": "2026-03-01", "phone": "13900001234"}, "未登记这种信息类型"),
        (DEATH, {"died_on": "2026-03-09"}, "内容不符合"),
        (DEATH, {"died_on": "昨天"}, "内容不符合"),
        ("cn.yinqiao.nothing.v1", {}, "没有这种信息类型"),
        (DEATH, {"died_on": "2026-03-03", "more": "x"}, "内容不符合"),
    ],
)
def test_what_a_programme_would_be_refused_is_refused_and_nothing_is_kept(
    police: Desk, kind: str, data: dict[str, str], words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        police.tell(kind, {"id_number": "430999194806150024", "name": "王桂英", **data})
    assert refused.value.code == "intake.entry_refused" and words in refused.value.message
    assert police.told() == []


def test_rate_pause_and_basis_hold_as_for_the_programme(police: Desk, city: City) -> None:
    with acting(SYSTEM):
        Source.objects.filter(pk=police.source_id).update(rate=1)
    police.tell(data=died(id_number=OTHER, name="李强"))
    with pytest.raises(Refused) as fast:
        police.tell()
    assert fast.value.code == "intake.too_fast"
    with acting(SYSTEM):
        Source.objects.filter(pk=police.source_id).update(rate=100, basis_to="2026-03-01")
    with pytest.raises(Invalid) as basis:
        police.tell()
    assert "法定依据" in basis.value.message
    manager = city.actor("city_manager")
    set_state(actor=manager, at=AT, source_id=police.source_id, state=SourceState.PAUSED, reason="核对凭据")
    with pytest.raises(Refused) as paused:
        police.tell()
    assert paused.value.code == "intake.source_paused"


def test_a_source_without_a_key_is_told_for_by_hand_alone(city: City, register: Register) -> None:

    pk = register(id_no=NUMBER)
    made = register_source(
        actor=city.actor("city_manager"), at=AT, source=new_source(SourceKind.POLICE, "cs-paper", None)
    )
    officer = account("bumen.paper", Role.DEPARTMENT_OFFICER, Target(office_id=made))
    receipt = services.tell_by_hand(actor=officer, at=AT, kind=DEATH, data=died())
    assert (receipt.state, person_of(pk).died_on is not None) == (MessageState.APPLIED, True)


def test_an_officer_sees_the_own_source_and_its_messages_and_nothing_else(
    police: Desk, insurer: Desk, register: Register
) -> None:
    register(id_no=NUMBER)
    mine, theirs = police.tell(), insurer.tell(PHONE, {
        "id_number": "430999194806150024", "name": "王桂英", "since": "2026-03-01", "phone": "13900001234"
    })  # fmt: skip
    scope = police.actor.scope
    with acting(police.actor):
        assert [one.pk for one in list_sources(scope=scope, today=TODAY)] == [police.source_id]
        assert get_message(scope=scope, message_id=mine.no).row.pk == mine.no
        for absent in (theirs.no, uuid4()):
            with pytest.raises(NotFound):
                get_message(scope=scope, message_id=absent)
        with pytest.raises(NotFound):
            get_source(scope=scope, source_id=insurer.source_id, today=TODAY)
    with pytest.raises(NotFound):
        services.take_back(actor=police.actor, at=AT, message_id=theirs.no, reason="别人的信息")


def test_row_security_shows_an_officer_the_own_source_and_messages_alone(
    police: Desk, insurer: Desk, register: Register
) -> None:
    register(id_no=NUMBER)
    police.tell()
    police.tell(RESIDENCE, {
        "id_number": "430999194806150024", "name": "王桂英", "since": "2026-01-01", "address": "长沙市岳麓区某路1号"
    })  # fmt: skip
    insurer.tell(data=died(died_on="2026-03-01"))
    seen = {name: count for name, count in all_that_is_seen(police.actor).items() if count}
    mine = len(police.told())
    # Beside them the people of nobody, no events, no files, no letters.
    assert seen.pop("intake_source") == 1 and seen.pop("intake_message") == mine
    assert seen.pop("intake_contradiction", 0) <= mine
    assert seen == {}


def test_an_officer_writes_no_message_and_no_source_past_the_act(police: Desk, insurer: Desk) -> None:
    receipt = police.tell(data=died(id_number=OTHER, name="李强"))
    with acting(police.actor):
        assert Message.objects.filter(pk=receipt.no).update(reason="x") == 0
        assert Message.objects.filter(pk=receipt.no).delete()[0] == 0
        assert Source.objects.filter(pk=insurer.source_id).update(rate=9) == 0
        assert Retiree.objects.count() == Offer.objects.count() == 0


def test_a_claim_that_the_community_asks_about_waits_for_the_officer(
    police: Desk, insurer: Desk, city: City, register: Register
) -> None:
    register(id_no=NUMBER)
    receipt = insurer.tell()
    (case,) = cases()
    with acting(insurer.actor):
        assert list(queries.list_questioned(scope=insurer.actor.scope)) == []
    ask_source(actor=city.actor("community_officer"), at=AT, case_id=case.pk, note="家属称本人在世")
    with acting(insurer.actor):
        assert [one.pk for one in queries.list_questioned(scope=insurer.actor.scope)] == [receipt.no]
    with acting(police.actor):
        assert list(queries.list_questioned(scope=police.actor.scope)) == []
        assert Contradiction.objects.count() == 0
    services.take_back(actor=insurer.actor, at=AT, message_id=receipt.no, reason="核对后本人在世")
    with acting(insurer.actor):
        assert list(queries.list_questioned(scope=insurer.actor.scope)) == []
    assert [one.state for one in cases()] == ["ended"]


def test_what_was_refused_waits_until_it_comes_again_put_right_or_is_old(police: Desk) -> None:
    spoilt = police.office.event(DEATH, died(died_on="2026-02-30"))
    (receipt,) = police.office.send(spoilt)
    scope = police.actor.scope
    with acting(police.actor):
        assert [one.pk for one in queries.list_to_mend(scope=scope, today=TODAY)] == [receipt.no]
        assert list(queries.list_to_mend(scope=scope, today=TODAY.replace(month=4, day=20))) == []
    police.office.send({**spoilt, "data": died()})
    with acting(police.actor):
        assert list(queries.list_to_mend(scope=scope, today=TODAY)) == []


def test_who_speaks_for_no_source_is_refused(city: City) -> None:
    for scope in (Scope.nobody(), city.scopes["city"]):
        stranger = Actor(uuid4(), "department_officer", "某人", scope)
        with pytest.raises(Refused) as refused:
            services.tell_by_hand(actor=stranger, at=AT, kind=DEATH, data=died())
        assert refused.value.code == "departments.no_source"
        with acting(stranger):
            assert list(queries.list_told(scope=scope)) == []


def test_the_database_takes_no_officer_for_another_when_one_acts_within_another(police: Desk, insurer: Desk) -> None:
    police.tell(data=died(id_number=OTHER, name="李强"))
    with acting(police.actor):
        with acting(insurer.actor):
            assert list(queries.list_told(scope=insurer.actor.scope)) == []
        assert len(queries.list_told(scope=police.actor.scope)) == 1
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('yq.office', true), '')")
        assert cursor.fetchone()[0] == ""


def test_a_scope_of_an_office_holds_no_person(police: Desk) -> None:
    scope = police.actor.scope
    assert scope.is_empty and scope.office == police.source_id
    assert not scope.covers(place_no=1, enterprise_id=1)
    assert replace(scope, office=None).sources() != scope.sources()


@pytest.mark.parametrize(
    ("state", "is_withdrawal", "may"),
    [
        ("applied", False, True), ("waiting", False, True), ("held", False, True), ("disputed", False, True),
        ("applied", True, False), ("refused", False, False), ("withdrawn", False, False), ("expired", False, False),
        ("not_taken", False, False),
    ],
)  # fmt: skip
def test_what_has_ended_is_not_taken_back(state: str, is_withdrawal: bool, may: bool) -> None:
    assert may_take_back(state, is_withdrawal=is_withdrawal) is may
