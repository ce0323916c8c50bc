"""Acts on one person: each refused and each done on the same set-up, with provenance, event and audit."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.datarights.services import reveal
from yinqiao.areas.retirees.models import Note, NoteText, Retiree, SealedFacts
from yinqiao.areas.retirees.queries import find_people, get_person, list_notes, list_timeline
from yinqiao.areas.retirees.queries.facts import open_facts
from yinqiao.areas.retirees.rules import ACTS, may_act
from yinqiao.areas.retirees.services import (
    add_note,
    correct_details,
    merge_entries,
    note_people_read,
    record_death,
    record_move,
    split_entries,
    withdraw_death,
)
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import (
    ActRule,
    Concealed,
    Correction,
    Death,
    Move,
    NoteInput,
    NoteKind,
    RetireeStatus,
    Source,
)
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ID_NO = "430999194806150024"


@pytest.fixture
def person(register: Register) -> UUID:
    """A managed person of the near community."""
    return register(id_no=ID_NO, phone="13800001234", address="长沙市岳麓区望月湖街道1栋", building="望月湖1栋")


def _row(person: UUID) -> Retiree:
    with acting(Actor.system("test")):
        return Retiree.objects.get(pk=person)


def _sealed(person: UUID) -> bytes:
    with acting(Actor.system("test")):
        return bytes(SealedFacts.objects.get(pk=person).facts)


def _entry(action: str) -> Entry:
    with acting(Actor.system("test")):
        return Entry.objects.filter(action=action).latest("id")


def _correction(version: int = 1, cleared: tuple[str, ...] = (), **values: str) -> Correction:
    return Correction(values, Source.SELF, date(2026, 3, 1), version, cleared)


def _death(version: int = 1, died_on: date = date(2026, 3, 1), proof: str = "死亡医学证明") -> Death:
    return Death(died_on, Source.RELATIVE, proof, version)


# — correct_details —


def test_a_corrected_phone_is_sealed_found_sourced_and_on_record(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    changed = correct_details(
        actor=officer, at=AT, retiree_id=person, correction=_correction(phone="139 0000 1234", address="")
    )
    row = _row(person)
    assert changed == ["phone"]
    assert row.lock_version == 2
    assert row.sources["phone"] == ["self", "2026-03-01"]
    assert b"13900001234" not in _sealed(person)
    with acting(officer):
        assert [hit.id for hit in find_people(scope=officer.scope, text="13900001234")] == [person]
        assert find_people(scope=officer.scope, text="13800001234") == []
        assert get_person(scope=officer.scope, retiree_id=person).sources["phone"].label == "本人提供"
        event = Event.objects.get(type="retirees.details_corrected")
    assert event.data == {"fields": ["phone"], "source": "self"}
    assert _entry("retirees.correct_details").pk == event.act_id


def test_a_corrected_name_is_found_and_the_one_before_leads_to_it(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    correct_details(actor=officer, at=AT, retiree_id=person, correction=_correction(name="汪桂瑛"))
    with acting(officer):
        assert [(hit.id, hit.found_by) for hit in find_people(scope=officer.scope, text="wgy")] == [(person, "")]
        (old,) = find_people(scope=officer.scope, text="王桂英")
        assert (old.id, old.found_by) == (person, "原登记姓名 王桂英")


def test_a_wrong_phone_can_be_emptied(city: City, person: UUID) -> None:
    correct_details(
        actor=city.actor("community_officer"), at=AT, retiree_id=person, correction=_correction(cleared=("phone",))
    )
    assert _row(person).phone_index is None
    with acting(Actor.system("test")):
        assert "phone" not in open_facts([person])[person]


@pytest.mark.parametrize(
    ("role", "scope", "correction", "code"),
    [
        ("community_officer", "near", _correction(version=9, phone="13900001234"), "retirees.changed_meanwhile"),
        ("community_officer", "near", _correction(phone="13800001234"), "retirees.nothing_to_change"),
        ("community_officer", "near", _correction(phone=" "), "retirees.nothing_to_change"),
        ("community_officer", "near", _correction(phone="1380000"), "retirees.phone_wrong"),
        ("community_officer", "near", _correction(id_no="430999194806150025"), "retirees.id_number_wrong"),
        ("community_officer", "near", _correction(born_on="昨天"), "retirees.date_unreadable"),
        ("community_officer", "near", _correction(born_on="2026-03-06"), "retirees.date_in_future"),
        ("community_officer", "near", _correction(name="王"), "retirees.name_length"),
        ("community_officer", "near", _correction(education="天才"), "retirees.unknown_code"),
        ("community_officer", "near", _correction(address="长" * 201), "retirees.too_long"),
        ("community_officer", "beside", _correction(phone="13900001234"), "not_found"),
        ("auditor", "city", _correction(phone="13900001234"), "retirees.role_may_not"),
        ("enterprise_officer", "builder", _correction(phone="13900001234"), "retirees.role_may_not"),
    ],
)
def test_a_refused_correction_changes_nothing(
    city: City, person: UUID, role: str, scope: str, correction: Correction, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        correct_details(actor=city.actor(role, scope), at=AT, retiree_id=person, correction=correction)
    assert refused.value.code == code
    assert _row(person).lock_version == 1


def test_the_number_of_another_living_entry_is_refused_even_out_of_sight(
    city: City, person: UUID, register: Register
) -> None:
    register(name="李强", id_no="430999194806150040", place_no=city.far)
    with pytest.raises(Conflict) as refused:
        correct_details(
            actor=city.actor("community_officer"), at=AT, retiree_id=person,
            correction=_correction(id_no="430999194806150040"),
        )  # fmt: skip
    assert refused.value.code == "retirees.id_number_taken"


def test_the_second_of_two_officers_who_opened_the_same_form_loses_nothing_of_the_first(
    city: City, person: UUID
) -> None:
    first, second = city.actor("community_officer"), city.actor("street_officer")
    correct_details(actor=first, at=AT, retiree_id=person, correction=_correction(phone="13900001234"))
    with pytest.raises(Conflict):
        correct_details(actor=second, at=AT, retiree_id=person, correction=_correction(phone="13700001234"))
    with acting(first):
        assert get_person(scope=first.scope, retiree_id=person).masked["phone"] == "139****1234"


# — record_death, withdraw_death —


def test_a_death_changes_the_state_shares_the_event_and_keeps_the_proof_sealed(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    record_death(actor=officer, at=AT, retiree_id=person, death=_death())
    row = _row(person)
    assert (row.status, row.died_on, row.status_on) == ("deceased", date(2026, 3, 1), date(2026, 3, 1))
    enterprise = city.actor("enterprise_officer")
    with acting(enterprise):
        shared = list_timeline(scope=enterprise.scope, retiree_id=person)
        assert (shared[0].type, shared[0].sentence) == ("retirees.death_recorded", "")
        assert list_notes(scope=enterprise.scope, retiree_id=person) == []
    with acting(officer):
        assert "死亡医学证明" in list_notes(scope=officer.scope, retiree_id=person, with_words=True)[0].text


@pytest.mark.parametrize(
    ("role", "scope", "death", "code"),
    [
        ("community_officer", "near", _death(died_on=date(2026, 3, 6)), "retirees.death_in_future"),
        ("community_officer", "near", _death(died_on=date(1948, 6, 14)), "retirees.death_before_birth"),
        ("community_officer", "near", _death(proof=" "), "retirees.text_missing"),
        ("community_officer", "near", _death(version=2), "retirees.changed_meanwhile"),
        ("community_officer", "far", _death(), "not_found"),
        ("enterprise_officer", "builder", _death(), "retirees.role_may_not"),
    ],
)
def test_a_refused_death_leaves_the_person_managed(
    city: City, person: UUID, role: str, scope: str, death: Death, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        record_death(actor=city.actor(role, scope), at=AT, retiree_id=person, death=death)
    assert refused.value.code == code
    assert _row(person).status == "managed"
    with acting(Actor.system("test")):
        assert not Note.objects.exists()


def test_death_is_possible_on_the_day_of_record_and_recorded_once(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    record_death(actor=officer, at=AT, retiree_id=person, death=_death(died_on=TODAY))
    with pytest.raises(Refused) as refused:
        record_death(actor=officer, at=AT, retiree_id=person, death=_death(version=2))
    assert refused.value.code == "retirees.status_forbids"


def test_a_withdrawn_death_gives_the_state_before_back_and_a_community_cannot_do_it(city: City, person: UUID) -> None:
    record_death(actor=city.actor("community_officer"), at=AT, retiree_id=person, death=_death())
    with pytest.raises(Refused) as refused:
        withdraw_death(
            actor=city.actor("community_officer"), at=AT, retiree_id=person, reason="登记错人", lock_version=2
        )
    assert refused.value.code == "retirees.role_may_not"
    withdraw_death(actor=city.actor("street_officer"), at=AT, retiree_id=person, reason="登记错人", lock_version=2)
    row = _row(person)
    assert (row.status, row.died_on) == ("managed", None)
    assert "died_on" not in row.sources


def test_a_death_withdrawn_after_a_merge_was_split_gives_the_life_back_and_not_the_merge(
    city: City, register: Register, person: UUID
) -> None:
    other, street = register(id_no="430999194806150032"), city.actor("street_officer")
    record_death(actor=city.actor("community_officer"), at=AT, retiree_id=person, death=_death())
    rule = ActRule("merge", "合并", frozenset({"street_officer"}))
    with perform(actor=street, action="test.merge", at=AT) as act:
        merge_entries(act=act, rule=rule, keep_id=other, gone_id=person)
    with perform(actor=street, action="test.split", at=AT) as act:
        split_entries(act=act, ids=(other, person))
    version = _row(person).lock_version
    withdraw_death(actor=street, at=AT, retiree_id=person, reason="登记错人", lock_version=version)
    assert _row(person).status == "managed"


def test_there_is_no_death_to_withdraw_from_the_living(city: City, person: UUID) -> None:
    with pytest.raises(Refused) as refused:
        withdraw_death(actor=city.actor("street_officer"), at=AT, retiree_id=person, reason="登记错人", lock_version=1)
    assert refused.value.code == "retirees.status_forbids"


# — record_move —


def _move(place_no: int, address: str = "长沙市开福区望麓园街道2栋", version: int = 1) -> Move:
    return Move(date(2026, 3, 1), place_no, address, "", Source.SELF, version)


def test_a_move_changes_the_address_at_once_and_leaves_the_person_with_the_old_community(
    city: City, person: UUID
) -> None:
    officer = city.actor("community_officer")
    record_move(actor=officer, at=AT, retiree_id=person, move=_move(city.far))
    row = _row(person)
    assert (row.place_no, row.status) == (city.near, "managed")
    with acting(officer):
        assert "building" not in open_facts([person])[person]
        assert get_person(scope=officer.scope, retiree_id=person).masked["address"].startswith("长沙市开福区")
        event = Event.objects.get(type="retirees.move_recorded")
    assert event.data["to_place"] == city.far
    assert not event.is_shared


@pytest.mark.parametrize(
    ("place", "address", "version", "code"),
    [
        ("near", "2栋", 1, "retirees.same_place"),
        ("street", "2栋", 1, "retirees.unknown_place"),
        ("nowhere", "2栋", 1, "retirees.unknown_place"),
        ("far", " ", 1, "retirees.text_missing"),
        ("far", "2栋", 3, "retirees.changed_meanwhile"),
    ],
)
def test_a_refused_move_leaves_the_address(
    city: City, person: UUID, place: str, address: str, version: int, code: str
) -> None:
    place_no = getattr(city, place, 999_999)
    with pytest.raises(DomainError) as refused:
        record_move(
            actor=city.actor("community_officer"), at=AT, retiree_id=person, move=_move(place_no, address, version)
        )
    assert refused.value.code == code
    assert _row(person).lock_version == 1


# — add_note, reveal, reads —


@pytest.mark.parametrize("kind", list(NoteKind))
def test_a_note_is_sealed_and_read_only_by_the_locality(city: City, person: UUID, kind: NoteKind) -> None:
    officer = city.actor("community_officer")
    add_note(actor=officer, at=AT, retiree_id=person, note=NoteInput(kind, TODAY, "腿脚不便，需要送餐"))
    with acting(officer):
        (note,) = list_notes(scope=officer.scope, retiree_id=person, with_words=True)
        assert (note.text, note.kind) == ("腿脚不便，需要送餐", kind.value)
        assert "送餐".encode() not in bytes(NoteText.objects.get().text)
    for stranger in (city.actor("community_officer", "far"), city.actor("enterprise_officer", "mill")):
        with acting(stranger), pytest.raises(NotFound):
            list_notes(scope=stranger.scope, retiree_id=person)


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (NoteInput(NoteKind.VISIT, date(2026, 3, 6), "走访"), "retirees.day_in_future"),
        (NoteInput(NoteKind.VISIT, date(1940, 1, 1), "走访"), "retirees.day_before_birth"),
        (NoteInput(NoteKind.VISIT, TODAY, "  "), "retirees.text_missing"),
        (NoteInput(NoteKind.VISIT, TODAY, "访" * 2001), "retirees.too_long"),
    ],
)
def test_a_refused_note_is_not_kept(city: City, person: UUID, note: NoteInput, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_note(actor=city.actor("community_officer"), at=AT, retiree_id=person, note=note)
    assert refused.value.code == code
    with acting(Actor.system("test")):
        assert not Note.objects.exists()


def test_a_number_is_shown_in_full_with_a_purpose_and_the_reading_is_on_record(city: City, person: UUID) -> None:
    officer = city.actor("community_officer")
    shown = reveal(actor=officer, at=AT, retiree_id=person, fields=[Concealed.ID_NO], purpose="核对证件")
    assert shown == {Concealed.ID_NO: ID_NO}
    entry = _entry("retirees.reveal")
    assert (entry.kind, entry.purpose, entry.subject_id) == ("read", "核对证件", person)
    assert entry.detail == {"fields": ["id_no"]}


@pytest.mark.parametrize(
    ("role", "scope", "purpose", "code"),
    [
        ("community_officer", "near", "  ", "retirees.purpose_missing"),
        ("community_officer", "beside", "核对证件", "not_found"),
        ("enterprise_officer", "builder", "核对证件", "retirees.role_may_not"),
        ("auditor", "city", "核对证件", "retirees.role_may_not"),
    ],
)
def test_a_refused_showing_leaves_no_reading(
    city: City, person: UUID, role: str, scope: str, purpose: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        reveal(actor=city.actor(role, scope), at=AT, retiree_id=person, fields=[Concealed.ID_NO], purpose=purpose)
    assert refused.value.code == code
    with acting(Actor.system("test")):
        assert not Entry.objects.filter(action="retirees.reveal").exists()


def test_an_export_needs_a_purpose_and_looking_at_a_list_does_not(city: City) -> None:
    officer = city.actor("community_officer")
    note_people_read(actor=officer, at=AT, people=25, action="retirees.list_people")
    with pytest.raises(Invalid):
        note_people_read(actor=officer, at=AT, people=25, action="retirees.print_roll")
    assert _entry("retirees.list_people").people == 25


def test_an_enterprise_card_holds_nothing_but_name_year_state_and_dates(city: City, person: UUID) -> None:
    enterprise = city.actor("enterprise_officer")
    with acting(enterprise):
        card = get_person(scope=enterprise.scope, retiree_id=person)
    assert (card.is_limited, card.born_on, card.born_year, card.place_label) == (True, None, 1948, "")
    assert not (card.masked or card.facts or card.profile or card.strands or card.sources)


def test_absent_and_out_of_scope_are_the_same_answer(city: City, person: UUID) -> None:
    stranger = city.actor("community_officer", "far")
    with acting(stranger):
        with pytest.raises(NotFound) as hidden:
            get_person(scope=stranger.scope, retiree_id=person)
        with pytest.raises(NotFound) as absent:
            get_person(scope=stranger.scope, retiree_id=uuid4())
    assert (hidden.value.code, hidden.value.message) == (absent.value.code, absent.value.message)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_the_table_of_acts_allows_exactly_its_roles_and_states(act: str) -> None:
    rule = ACTS[act]
    everyone = {"community_officer", "street_officer", "district_manager", "city_manager", "agency_officer",
                "enterprise_officer", "enterprise_admin", "unit_admin", "system_admin", "security_admin", "auditor",
                "data_protection_officer"}  # fmt: skip
    for role in everyone:
        for status in RetireeStatus:
            expected = role in rule.roles and status in rule.states
            assert may_act(act, role=role, status=status).value is expected
    assert not rule.roles & {"enterprise_officer", "enterprise_admin", "auditor", "system_admin", "security_admin"}
