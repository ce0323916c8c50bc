"""What an overseer sees of a person: that there was a visit and by whom; no fact of the life, no words, nobody to call."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.contacts import views as contacts
from yinqiao.areas.contacts.queries import list_contact_people, list_told_contacts
from yinqiao.areas.contacts.services import add_contact
from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.retirees import queries
from yinqiao.areas.retirees.services import add_note
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.areas.retirees.views import panels
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
OVERSEERS = ["auditor", "data_protection_officer"]
TOLD = '{"health": "3", "contact1_name": "于世斌", "contact1_phone": "15400000030"}'


@pytest.fixture
def person(city: City, register: Register) -> UUID:
    """A party member with a chronic illness, a son to call, and a visit on record."""
    made = register(phone="13800001234", political_status="01", party_branch="第一支部", profile=TOLD)
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
        (seen,) = queries.list_notes(scope=overseer.scope, retiree_id=person)
        timeline = queries.list_timeline(scope=overseer.scope, retiree_id=person)
    assert (seen.kind_label, seen.occurred_on, seen.author_name, seen.text) == ("走访", TODAY, "测试员", "")
    assert "走访记录" in [one.label for one in timeline]
    with acting(officer):
        (known,) = queries.list_notes(scope=officer.scope, retiree_id=person)
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
