"""A sandbox meets nobody of the city, and the city meets nobody of a sandbox: by act, by statement, by constraint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yinqiao.areas.accounts.models import AccessKey
from yinqiao.areas.accounts.queries import find_key_use, list_open_keys
from yinqiao.areas.certification.models import Clock
from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.intake.queries import list_messages, list_sources
from yinqiao.areas.intake.services import bind_key, match_waiting, register_source, remove_source
from yinqiao.areas.intake.tests.offices import (
    DEATH,
    DEATH_WITHDRAWN,
    IDENTITY,
    NUMBER,
    OTHER,
    PERSON,
    RESIDENCE,
    died,
    new_source,
    open_office,
)
from yinqiao.areas.intake.types import MessageState, SourceKind, inward_types
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.sandbox.rules import NAMES, number_of
from yinqiao.areas.sandbox.tests.trying import FIRST, SYSTEM, Trying, all_that_is_seen, living, manager_of, open_one
from yinqiao.kernel.errors import Invalid, NotFound
from yinqiao.platform.access import Actor, Scope, acting, widened
from yinqiao.platform.acts import perform
from yinqiao.platform.events.sequencer import sequence_all

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SAYS = {
    DEATH: {"died_on": "2026-03-03", "proof": "死亡医学证明"},
    RESIDENCE: {"since": "2026-03-01", "address": "岳麓区麓山路9号", "division_code": "430104001002"},
    IDENTITY: {"since": "2026-03-01", "new_name": "王桂英", "new_id_number": OTHER},
}


@pytest.fixture
def person(register: Register) -> UUID:
    """王桂英 of the near community."""
    return register(id_no=NUMBER, phone="13900004321")


@pytest.mark.parametrize("kind", SAYS)
def test_what_is_told_about_somebody_who_lives_is_answered_as_about_nobody(
    trying: Trying, person: UUID, kind: str
) -> None:
    before = {who: all_that_is_seen(who) for who in (SYSTEM, trying.manager)}
    real = trying.tell(kind, {**PERSON, **SAYS[kind]})
    nobody = trying.tell(kind, {**SAYS[kind], "id_number": number_of(0)[:6] + "194806150024", "name": "王桂英"})
    assert (real.state, real.reason) == (MessageState.WAITING, "not_known")
    assert nobody.state in (MessageState.WAITING, MessageState.REFUSED)
    assert {who: all_that_is_seen(who) for who in (SYSTEM, trying.manager)} == before
    assert living(person)


def test_every_type_about_somebody_who_lives_is_answered_as_about_nobody(city: City, person: UUID) -> None:
    known = {
        "died_on": "2026-03-03", "proof": "证明", "since": "2026-03-01", "address": "麓山路9号", "phone": "13900001111",
        "new_name": "王桂芳",
    }  # fmt: skip
    for position, kind in enumerate(SourceKind):
        one = open_one(city, f"try-{position}", kind)
        before = all_that_is_seen(SYSTEM)
        for code, inward in inward_types().items():
            if kind not in inward.kinds or inward.is_withdrawal:
                continue
            data = {name: known[name] for name in inward.schema.model_fields if name in known}
            receipt = one.tell(code, {**data, **PERSON})
            assert receipt.state in (MessageState.WAITING, MessageState.REFUSED), (code, receipt)
        assert all_that_is_seen(SYSTEM) == before


def test_a_number_that_somebody_of_the_city_holds_is_free_in_a_sandbox(trying: Trying, person: UUID) -> None:
    receipt = trying.tell(IDENTITY, {**FIRST, "since": "2026-03-01", "new_id_number": NUMBER})
    assert receipt.state is MessageState.APPLIED
    assert trying.tell(DEATH, {**died(), "name": NAMES[0]}).state is MessageState.APPLIED
    assert living(person)


def test_a_real_source_never_meets_the_people_of_a_sandbox(city: City, trying: Trying) -> None:
    police = open_office(city, SourceKind.POLICE)
    for kind in SAYS:
        receipt = police.tell(kind, {**SAYS[kind], **FIRST})
        assert (receipt.state, receipt.reason) == (MessageState.WAITING, "not_known")
    assert match_waiting(actor=SYSTEM, at=AT + timedelta(hours=1)) == 0
    assert [one.status for one in trying.people()] == ["在管"] * len(NAMES)


def test_two_sandboxes_with_the_same_people_do_not_meet(city: City, trying: Trying) -> None:
    other = open_one(city, "cs-other-try")
    assert trying.tell(DEATH, {**FIRST, **SAYS[DEATH]}).state is MessageState.APPLIED
    assert trying.people()[0].died_on == date(2026, 3, 3)
    assert other.people()[0].died_on is None and other.told() == []


def test_a_death_in_a_sandbox_changes_no_figure_no_list_and_no_feed_of_the_city(city: City, person: UUID) -> None:
    manager = manager_of(city)
    seen = [SYSTEM, manager, *(city.actor(one) for one in ("community_officer", "enterprise_officer"))]
    agency = Actor(manager.id, "agency_officer", "经办员", city.scopes["city"])
    before = [all_that_is_seen(one) for one in (*seen, agency)]
    trying = open_one(city, "cs-police-try")
    assert trying.tell(DEATH, {**FIRST, **SAYS[DEATH], "died_on": "2025-01-03"}).state is MessageState.APPLIED
    assert trying.tell(DEATH_WITHDRAWN, {"withdraws": "t-1", "reason": "误报"}).state is MessageState.APPLIED
    sequence_all()
    for actor, was in zip((*seen, agency), before, strict=True):
        now = all_that_is_seen(actor)
        assert {name: (was[name], now[name]) for name in was if was[name] != now[name]} == {}
    with acting(SYSTEM):
        told = list_feed(scope=SYSTEM.scope, after=0, limit=100).rows
    assert {one.retiree_id for one in told if one.retiree_id} == {str(person)}
    with acting(trying.manager):
        assert not list_messages(scope=trying.manager.scope).exists()
        assert not list_sources(scope=trying.manager.scope, today=TODAY).exists()
        assert list_open_keys(scope=trying.manager.scope, today=TODAY) == []


def test_the_feed_of_a_sandbox_key_tells_of_its_people_alone(trying: Trying, register: Register) -> None:
    register(name="李建国", id_no=OTHER)
    trying.tell(DEATH, {**FIRST, **SAYS[DEATH]})
    sequence_all()
    key = trying.actor
    with acting(key):
        rows = list_feed(scope=key.scope, after=0, limit=100).rows
    ids = {str(one.id) for one in trying.people()}
    assert {one.retiree_id for one in rows if one.retiree_id} <= ids
    assert [one.type for one in rows].count("retirees.death_recorded") == 1
    assert len([one for one in rows if one.type == "retirees.registered"]) == len(NAMES)


def test_a_move_in_a_sandbox_offers_nobody_to_a_place_of_the_city(city: City, trying: Trying) -> None:
    officer = city.actor("community_officer", "beside")
    before = all_that_is_seen(officer)
    receipt = trying.tell(RESIDENCE, {**FIRST, **SAYS[RESIDENCE]})
    assert receipt.state is MessageState.APPLIED
    assert trying.people()[0].address == "岳麓区麓山路9号"
    assert all_that_is_seen(officer) == before


def test_the_key_of_a_sandbox_has_no_office_and_reaches_nothing_else(trying: Trying, person: UUID) -> None:
    key = trying.actor
    assert (key.role, key.scope) == ("sandbox", Scope.sandbox(trying.no))
    with acting(key):
        assert Retiree.objects.count() == len(NAMES)
        with widened("intake.receive"):
            assert Retiree.objects.count() == len(NAMES)
            assert not Retiree.objects.filter(pk=person).exists()
    assert Scope.everything() == SYSTEM.scope


@pytest.mark.parametrize("days", [0, 1])
def test_the_key_ends_with_its_day(trying: Trying, days: int) -> None:
    day = date(2026, 3, 31) + timedelta(days=days)
    assert (find_key_use(token=trying.token, today=day, request_id="") is None) == bool(days)


def test_keys_and_sources_of_the_two_worlds_do_not_go_together(city: City, trying: Trying) -> None:
    police = open_office(city, SourceKind.POLICE)
    sandbox_key, manager = trying.actor.id, trying.manager
    with pytest.raises(Invalid):
        bind_key(actor=manager, at=AT, source_id=police.source_id, key_id=sandbox_key)
    with pytest.raises(Invalid):
        register_source(actor=manager, at=AT, source=new_source(SourceKind.HOSPITAL, "cs-wrong", sandbox_key))
    source_id = _own_source(trying)
    inside = manager.within(Scope.sandbox(trying.no))
    with pytest.raises(Invalid):
        bind_key(actor=inside, at=AT, source_id=source_id, key_id=police.actor.id)


def _own_source(trying: Trying) -> UUID:
    with trying.inside():
        return Source.objects.get(code=trying.code).pk


def _statement(text: str, *values: object) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(text, list(values))
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return run


def test_the_database_refuses_what_would_join_the_two(city: City, trying: Trying, person: UUID) -> None:
    police = open_office(city, SourceKind.POLICE)
    made_up = trying.people()[0].id
    inside = trying.manager.within(Scope.sandbox(trying.no))
    refused = [
        # Out of the sandbox, or into it: who sees the one place may not write the other.
        (inside, _statement("UPDATE retirees_retiree SET place_no = %s WHERE id = %s", city.near, made_up)),
        (SYSTEM, _statement("UPDATE retirees_retiree SET place_no = %s WHERE id = %s", -trying.no, person)),
        # Who stands below 0 is made up.
        (inside, _statement("UPDATE retirees_retiree SET is_synthetic = false WHERE id = %s", made_up)),
        # A source that reaches beyond its sandbox, or into one.
        (inside, _statement("UPDATE intake_source SET reach_from = 0, reach_to = 99 WHERE code = %s", trying.code)),
        (SYSTEM, _statement("UPDATE intake_source SET reach_from = -9 WHERE id = %s", police.source_id)),
        # Each other's keys.
        (SYSTEM, _statement("UPDATE intake_source SET key_id = %s WHERE id = %s", trying.actor.id, police.source_id)),
        (inside, _statement("UPDATE intake_source SET key_id = %s WHERE code = %s", police.actor.id, trying.code)),
    ]
    for actor, statement in refused:
        with pytest.raises((DatabaseError, IntegrityError)), acting(actor), transaction.atomic():
            statement()


def test_nobody_of_the_city_is_taken_out_by_what_clears_a_sandbox(city: City, trying: Trying, person: UUID) -> None:
    police = open_office(city, SourceKind.POLICE)
    police.tell(DEATH, died())
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sandbox_forget_notes(array_agg(retiree_id)) FROM retirees_note")
        cursor.execute("SELECT count(*) FROM retirees_note WHERE retiree_id = %s", [person])
        assert cursor.fetchone() == (1,)
    for actor in (trying.manager, trying.manager.within(Scope.sandbox(trying.no))):
        with pytest.raises(NotFound), perform(actor=actor, action="test.forget", at=AT) as act:
            remove_source(act=act, source_id=police.source_id)
    with acting(SYSTEM):
        assert Message.objects.filter(source_id=police.source_id).count() == 1
        assert Retiree.objects.filter(pk=person).exists()


def test_a_scope_lies_in_the_city_or_in_a_sandbox() -> None:
    for wrong in (Scope(-1, 5), Scope(-1, 0, (3,))):
        with pytest.raises(ValueError, match="city or in a sandbox"), acting(SYSTEM.within(wrong)):
            pass
    with pytest.raises(ValueError, match="from 1"):
        Scope.sandbox(0)


def test_people_of_a_sandbox_have_a_clock_of_certification(trying: Trying) -> None:
    with trying.inside():
        assert Clock.objects.count() == len(NAMES)
    with acting(SYSTEM):
        assert Clock.objects.count() == 0


def test_another_office_does_not_see_a_sandbox_nor_its_key(city: City, trying: Trying) -> None:
    assert AccessKey.objects.filter(sandbox_no=trying.no).count() == 1
    for role, scope in (("street_officer", None), ("enterprise_officer", None), ("auditor", None)):
        actor = city.actor(role, scope)
        with acting(actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sandbox_sandbox")
            assert cursor.fetchone() == (0,), role
    with acting(manager_of(city)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sandbox_sandbox")
        assert cursor.fetchone() == (1,)
