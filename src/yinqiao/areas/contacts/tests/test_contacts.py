"""Contact persons: entered, changed, removed by who works with the person; sealed at rest; unseen by enterprises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from yinqiao.areas.contacts.models import ContactPerson
from yinqiao.areas.contacts.queries import list_contact_people, list_told_contacts
from yinqiao.areas.contacts.services import add_contact, change_contact, remove_contact, reveal_contact
from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.contacts.views import contact_people
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE = "13700005678"
SON = ContactInput("于世斌", Relation.SON, "137 0000 5678", TODAY)


@pytest.fixture
def person(register: Register) -> UUID:
    """Somebody whose roster names a son."""
    return register(profile='{"contact1_name": "于世斌", "contact1_relation": "儿子", "contact1_phone": "15400000030"}')


def _listed(actor: Actor, person: UUID) -> list[tuple[str, str, str]]:
    with acting(actor):
        rows = list_contact_people(scope=actor.scope, retiree_id=person)
        return [(one.name, one.relation_label, one.phone) for one in rows]


def test_a_contact_is_listed_masked_and_sealed_at_rest_and_its_acts_are_events(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    contact = add_contact(actor=officer, at=AT, retiree_id=person, contact=SON)
    assert _listed(officer, person) == [("于世斌", "儿子", "137****5678")]
    with acting(officer), connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM retirees_contactperson")
        assert all(
            "于世斌".encode() not in bytes(cell) and PHONE.encode() not in bytes(cell) for cell in cursor.fetchone()
        )
    changed = ContactInput("于世斌", Relation.PROXY, "", TODAY)
    change_contact(actor=officer, at=AT, contact_id=contact, contact=changed)
    assert _listed(officer, person) == [("于世斌", "受托人、监护人", "137****5678")]
    remove_contact(actor=officer, at=AT, contact_id=contact)
    assert _listed(officer, person) == []
    with acting(officer):
        made = list(Event.objects.filter(type__contains="contact_").order_by("id").values_list("type", "is_shared"))
        noted = list(Entry.objects.filter(action__endswith="_contact").values_list("action", flat=True))
    assert made == [(f"retirees.contact_{word}", False) for word in ("added", "changed", "removed")]
    assert sorted(noted) == ["retirees.add_contact", "retirees.change_contact", "retirees.remove_contact"]


def test_a_contact_of_the_roster_is_taken_over_with_its_phone(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    with acting(officer):
        (told,) = list_told_contacts(scope=officer.scope, retiree_id=person)
    assert (told.key, told.name, told.relation, told.phone) == ("contact1", "于世斌", "儿子", "154****0030")
    verified = ContactInput("于世斌", Relation.SON, "", TODAY, taken_from="contact1")
    contact = add_contact(actor=officer, at=AT, retiree_id=person, contact=verified)
    assert reveal_contact(actor=officer, at=AT, contact_id=contact, purpose="电话联系") == "15400000030"


@pytest.mark.parametrize(
    ("role", "scope", "contact", "code"),
    [
        ("community_officer", "far", SON, "not_found"),
        ("auditor", "city", SON, "retirees.role_may_not"),
        ("enterprise_officer", "builder", SON, "retirees.role_may_not"),
        ("community_officer", "near", ContactInput(" ", Relation.SON, PHONE, TODAY), "retirees.text_missing"),
        ("community_officer", "near", ContactInput("于世斌", Relation.SON, "137", TODAY), "retirees.phone_wrong"),
        ("community_officer", "near", ContactInput("于", Relation.SON, PHONE, TODAY), "retirees.name_length"),
        (
            "community_officer", "near", ContactInput("于世斌", Relation.SON, PHONE, date(2026, 3, 6)),
            "retirees.day_in_future",
        ),
    ],
)  # fmt: skip
def test_a_refused_contact_is_not_entered(
    city: City, person: UUID, role: str, scope: str, contact: ContactInput, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        add_contact(actor=city.actor(role, scope), at=AT, retiree_id=person, contact=contact)
    assert refused.value.code == code
    assert _listed(city.actor("city_manager"), person) == []


def test_the_sixth_contact_is_refused(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    for _ in range(5):
        add_contact(actor=officer, at=AT, retiree_id=person, contact=SON)
    with pytest.raises(DomainError) as refused:
        add_contact(actor=officer, at=AT, retiree_id=person, contact=SON)
    assert refused.value.code == "retirees.too_many_contacts"


def test_another_place_and_the_enterprise_can_neither_see_nor_touch_a_contact(city: City, person: UUID) -> None:
    contact = add_contact(actor=city.actor("community_officer"), at=AT, retiree_id=person, contact=SON)
    firm = city.actor("enterprise_officer")
    for actor in (city.actor("community_officer", "far"), firm):
        with pytest.raises(NotFound):
            change_contact(actor=actor, at=AT, contact_id=contact, contact=SON)
        with pytest.raises(NotFound):
            remove_contact(actor=actor, at=AT, contact_id=contact)
        with pytest.raises(NotFound):
            reveal_contact(actor=actor, at=AT, contact_id=contact, purpose="电话联系")
    assert _listed(firm, person) == []
    with acting(firm):
        assert not ContactPerson.objects.exists()
        assert list_told_contacts(scope=firm.scope, retiree_id=person) == []
        assert contact_people(firm, person, TODAY) is None


@pytest.fixture
def entered(city: City, person: UUID) -> Iterator[tuple[Browser, UUID]]:
    """The officer's browser and a contact."""
    officer = city.actor("community_officer")
    at = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
    yield Browser(officer), add_contact(actor=officer, at=at, retiree_id=person, contact=SON)


def test_the_pages_prefill_ask_once_more_and_return_to_the_person(entered: tuple[Browser, UUID], person: UUID) -> None:
    browser, contact = entered
    told = text_of(browser.ask(reverse("contacts:add", args=[person]) + "?told=contact1"))
    assert "于世斌" in told and "154****0030" in told
    page = text_of(browser.ask(reverse("contacts:change", args=[contact])))
    assert "137****5678" in page and PHONE not in page
    removal = reverse("contacts:remove", args=[contact])
    assert "不能恢复" in text_of(browser.ask(removal))
    done = browser.ask(removal, {"csrfmiddlewaretoken": "x"})
    assert (done.status_code, done["Location"]) == (302, reverse("shell:person", args=[person]))
    assert _listed(browser.actor, person) == []


def test_the_eye_shows_the_phone_with_a_purpose_and_leaves_an_entry(
    entered: tuple[Browser, UUID], person: UUID
) -> None:
    browser, contact = entered
    eye = reverse("contacts:show", args=[contact])
    assert PHONE not in text_of(browser.ask(eye, htmx=True))
    assert PHONE in text_of(browser.ask(eye, {"purpose": "电话联系本人或家属"}, htmx=True))
    with acting(browser.actor):
        entry = Entry.objects.get(action="retirees.reveal_contact")
    assert (entry.kind, entry.subject_id, entry.purpose) == ("read", person, "电话联系本人或家属")
