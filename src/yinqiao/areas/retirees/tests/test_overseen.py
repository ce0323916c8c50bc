"""What an overseer sees of a person: that there was a visit and by whom; no fact of the life, no words, nobody to call."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection, transaction

from yinqiao.areas.contacts import views as contacts
from yinqiao.areas.contacts.queries import list_contact_people, list_told_contacts
from yinqiao.areas.contacts.services import add_contact
from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.retirees import queries
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import add_note, correct_details, record_move
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import Correction, Move, NoteInput, NoteKind, Source
from yinqiao.areas.retirees.views import panels
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ID_NO = "430999194806150024"
OVERSEERS = ["auditor", "data_protection_officer"]
TOLD = '{"health": "3", "contact1_name": "于世斌", "contact1_phone": "15400000030"}'


@pytest.fixture
def person(city: City, register: Register) -> UUID:
    """A party member with a chronic illness, a son to call, and a visit on record."""
    made = register(id_no=ID_NO, phone="13800001234", political_status="01", party_branch="第一支部", profile=TOLD)
    officer = city.actor("community_officer")
    add_note(actor=officer, at=AT, retiree_id=made, note=NoteInput(NoteKind.VISIT, TODAY, "腿脚不便，需助浴。"))
    add_contact(
        actor=officer, at=AT, retiree_id=made, contact=ContactInput("于世斌", Relation.SON, "13700005678", TODAY)
    )
    return made


@pytest.mark.parametrize("role", OVERSEERS)
def test_an_overseer_knows_who_is_meant_and_no_fact_of_the_life(city: City, person: UUID, role: str) -> None:
    overseer, officer = city.actor(role), city.actor("community_officer")
    with acting(overseer):
        card = queries.get_person(scope=overseer.scope, retiree_id=person)
    assert (card.name, card.born_on, card.place_no) == ("王桂英", date(1948, 6, 15), city.near)
    assert card.place_label.endswith("望月社区")
    assert not (card.facts or card.masked or card.profile or card.strands)
    with acting(officer):
        full = queries.get_person(scope=officer.scope, retiree_id=person)
    assert full.facts["party_branch"] == "第一支部" and full.masked["phone"] and full.profile["health"] == "3"


@pytest.mark.parametrize("role", OVERSEERS)
def test_an_overseer_sees_that_there_was_a_visit_and_not_what_was_found(city: City, person: UUID, role: str) -> None:
    overseer, officer = city.actor(role), city.actor("community_officer")
    with acting(overseer):
        (seen,) = queries.list_notes(scope=overseer.scope, retiree_id=person, with_words=True)
        timeline = queries.list_timeline(scope=overseer.scope, retiree_id=person)
    assert (seen.kind_label, seen.occurred_on, seen.author_name, seen.text) == ("走访", TODAY, "测试员", "")
    assert "走访记录" in [one.label for one in timeline]
    with acting(officer):
        (known,) = queries.list_notes(scope=officer.scope, retiree_id=person, with_words=True)
    assert known.text == "腿脚不便，需助浴。"


@pytest.mark.parametrize("role", OVERSEERS)
def test_an_overseer_has_nobody_to_call(city: City, person: UUID, role: str) -> None:
    overseer, officer = city.actor(role), city.actor("community_officer")
    with acting(overseer):
        assert list_contact_people(scope=overseer.scope, retiree_id=person) == []
        assert list_told_contacts(scope=overseer.scope, retiree_id=person) == []
        assert contacts.contact_people(overseer, person, TODAY) is None
        assert panels.contacts(overseer, person, TODAY) is None
        assert panels.identity(overseer, person, TODAY) is None
    with acting(officer):
        assert len(list_contact_people(scope=officer.scope, retiree_id=person)) == 1
        assert len(list_told_contacts(scope=officer.scope, retiree_id=person)) == 1


# What is sealed of a person: the second wall alone, asked in SQL under the settings of the transaction.
SEALED_TABLES = (
    "retirees_sealedfacts", "retirees_sealedfactsversion", "retirees_notetext", "retirees_contactperson",
)  # fmt: skip
OPEN_TABLES = ("retirees_retiree", "retirees_note")


def _count(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _counts(tables: tuple[str, ...]) -> set[bool]:
    return {_count(f"SELECT count(*) FROM {name}") > 0 for name in tables}  # noqa: S608 (names from above)


def _correct_phone(city: City, person: UUID) -> None:
    told = Correction({"phone": "13900001234"}, Source.SELF, TODAY, 1)
    correct_details(actor=city.actor("community_officer"), at=AT, retiree_id=person, correction=told)


@pytest.mark.parametrize("role", OVERSEERS)
def test_the_database_refuses_an_overseer_every_ciphertext_whatever_is_asked(
    city: City, person: UUID, role: str
) -> None:
    _correct_phone(city, person)
    overseer, officer = city.actor(role), city.actor("community_officer")
    everywhere = overseer.within(Scope.everything().for_oversight())
    for watching in (overseer, everywhere):
        with acting(watching):
            assert _counts(SEALED_TABLES) == {False} and _counts(OPEN_TABLES) == {True}
            assert _count("WITH d AS (DELETE FROM retirees_contactperson RETURNING 1) SELECT count(*) FROM d") == 0
            assert _count("WITH u AS (UPDATE retirees_notetext SET text = '' RETURNING 1) SELECT count(*) FROM u") == 0
    with acting(officer):
        assert _counts((*SEALED_TABLES, *OPEN_TABLES)) == {True}


def test_what_is_sealed_stays_shut_to_a_role_of_the_application_that_sets_a_scope_and_not_that_it_may_open(
    city: City, person: UUID
) -> None:
    _correct_phone(city, person)
    reach = city.scopes["city"]
    with transaction.atomic(), connection.cursor() as cursor:
        for opens, is_open in (("", False), ("on", True), ("off", False)):
            cursor.execute(
                "SELECT set_config('yq.nlo', %s, true), set_config('yq.nhi', %s, true),"
                " set_config('yq.opens', %s, true)",
                [str(reach.place_from), str(reach.place_to), opens],
            )
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("yq_app",)
            assert _counts(SEALED_TABLES) == {is_open} and _counts(OPEN_TABLES) == {True}
        transaction.set_rollback(True)


def test_the_queries_alone_keep_an_overseer_from_content_where_the_database_would_give_it(
    city: City, person: UUID
) -> None:
    scope = city.actor("auditor").scope
    with acting(Actor.system("test")):
        assert _counts(("retirees_sealedfacts", "retirees_notetext", "retirees_contactperson")) == {True}
        card = queries.get_person(scope=scope, retiree_id=person)
        assert not (card.facts or card.masked or card.profile)
        assert [one.text for one in queries.list_notes(scope=scope, retiree_id=person, with_words=True)] == [""]
        assert list_contact_people(scope=scope, retiree_id=person, in_full=True) == []
        assert [hit.masked_id for hit in queries.find_people(scope=scope, text="王桂英")] == [""]
        assert queries.list_former_names(scope=scope, retiree_id=person) == []


def test_an_overseer_finds_people_and_reads_no_digit_of_their_number(city: City, person: UUID) -> None:
    overseer, officer = city.actor("auditor"), city.actor("community_officer")
    for actor, is_told in ((overseer, False), (officer, True)):
        with acting(actor):
            for text in ("王桂英", "0024", ID_NO):
                (hit,) = queries.find_people(scope=actor.scope, text=text)
                assert (hit.id, bool(hit.masked_id)) == (person, is_told)


def test_an_overseer_learns_which_sealed_fact_an_act_named_and_of_others_that_one_changed(
    city: City, person: UUID
) -> None:
    _correct_phone(city, person)
    with acting(Actor.system("test")):
        version = Retiree.objects.get(pk=person).lock_version
    moved = Move(TODAY, city.beside, "湖中社区2栋", "", Source.SELF, version)
    record_move(actor=city.actor("community_officer"), at=AT, retiree_id=person, move=moved)
    fields: dict[str, list[tuple[str, ...]]] = {}
    for role in ("auditor", "street_officer"):
        actor = city.actor(role)
        with acting(actor):
            told = queries.changed_fields(scope=actor.scope, retiree_id=person)
        fields[role] = [one for one in told.values() if one]
    assert fields == {"auditor": [("手机",), ("密文资料",)], "street_officer": [("手机",), ("常住地址",)]}
