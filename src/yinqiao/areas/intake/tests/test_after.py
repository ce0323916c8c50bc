"""What follows later: messages taken back, people who arrive, a mass of deaths that halts its source, letters."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest

from yinqiao.areas.intake import queries, services
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.services.retention import MESSAGES
from yinqiao.areas.intake.tests.offices import (
    DEATH,
    DEATH_WITHDRAWN,
    LATER,
    NUMBER,
    PERSON,
    PHONE,
    SYSTEM,
    WITHDRAWN,
    Offices,
    cases,
    died,
    message_of,
    new_source,
    person_of,
    source_of,
)
from yinqiao.areas.intake.types import Letter, SourceKind, SourceState
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.retirees.services import correct_details
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register, register_many
from yinqiao.areas.retirees.types import Correction, RetireeStatus, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE_DATA = {**PERSON, "phone": "13800001234", "since": "2026-03-01"}


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=NUMBER, phone="13900004321")


def _phone(pk: UUID) -> str:
    with acting(SYSTEM):
        return facts_of([Retiree.objects.get(pk=pk)])[0]["phone"]


def test_a_death_that_was_no_death_is_taken_back_visibly_and_twice_changes_nothing(
    offices: Offices, person: UUID
) -> None:
    police = offices["police"]
    first = police.tell(DEATH, died())
    back = {"withdraws": first.event_id, "reason": "同名误注销"}
    assert police.tell(DEATH_WITHDRAWN, back).code == "applied"
    assert (person_of(person).status, person_of(person).died_on) == ("managed", None)
    assert message_of(first).state == "withdrawn"
    assert police.tell(DEATH_WITHDRAWN, back).code == "nothing_to_withdraw"
    with acting(SYSTEM):
        told = list(Event.objects.filter(retiree_id=person).order_by("id").values_list("type", flat=True))
    kinds = [one for one in told if one.startswith(("retirees.", "intake."))]
    assert kinds[-3:] == ["retirees.death_recorded", "retirees.death_withdrawn", "intake.claim_withdrawn"]
    assert police.tell(DEATH, died()).code == "applied"


def test_nobody_takes_back_what_another_source_told_or_a_death_as_another_kind(offices: Offices, person: UUID) -> None:
    told = offices["enterprise"].tell(PHONE, PHONE_DATA)
    back = {"withdraws": told.event_id, "reason": "填错"}
    assert offices["human_resources"].tell(WITHDRAWN, back).code == "nothing_to_withdraw"
    assert offices["enterprise"].tell(DEATH_WITHDRAWN, back).code == "nothing_to_withdraw"


def test_a_change_is_taken_back_while_nothing_rests_on_it_and_otherwise_a_person_looks(
    city: City, offices: Offices, person: UUID
) -> None:
    office = offices["enterprise"]
    told = office.tell(PHONE, PHONE_DATA)
    assert office.tell(WITHDRAWN, {"withdraws": told.event_id, "reason": "填错"}).code == "applied"
    assert _phone(person) == "13900004321"
    told = office.tell(PHONE, PHONE_DATA)
    corrected = Correction({"building": "2栋"}, Source.VISIT, TODAY, person_of(person).lock_version)
    correct_details(actor=city.actor("community_officer"), at=AT, retiree_id=person, correction=corrected)
    assert office.tell(WITHDRAWN, {"withdraws": told.event_id, "reason": "填错"}).code == "disputed"
    assert (_phone(person), [one.kind for one in cases()]) == ("13800001234", ["changed_since"])


def test_a_message_and_its_withdrawal_in_one_batch_leave_everything_as_it_was(offices: Offices, person: UUID) -> None:
    office = offices["enterprise"]
    told = office.event(PHONE, PHONE_DATA)
    back = office.event(WITHDRAWN, {"withdraws": told["id"], "reason": "填错"})
    assert [one.code for one in office.send(back, told)] == ["applied", "withdrawn"]
    assert _phone(person) == "13900004321"


def test_somebody_unknown_is_kept_sealed_and_matched_when_registered(
    offices: Offices, register: Register, city: City
) -> None:
    receipts = [offices["police"].tell(DEATH, died()), offices["enterprise"].tell(PHONE, PHONE_DATA)]
    assert [one.code for one in receipts] == ["waiting", "waiting"]
    assert message_of(receipts[0]).waits_until == date(2026, 9, 1)
    person = register(id_no=NUMBER, phone="13900004321")
    assert services.match_waiting(actor=SYSTEM, at=LATER) == 2
    assert services.match_waiting(actor=SYSTEM, at=LATER) == 0
    assert (person_of(person).status, _phone(person)) == ("deceased", "13800001234")
    assert [message_of(one).state for one in receipts] == ["applied", "applied"]


def test_who_never_comes_is_given_up_the_day_after_the_period(offices: Offices) -> None:
    receipt = offices["police"].tell(DEATH, died())
    assert services.expire_waiting(actor=SYSTEM, at=AT + timedelta(days=180)) == 0
    assert services.expire_waiting(actor=SYSTEM, at=AT + timedelta(days=181)) == 1
    assert message_of(receipt).state == "expired"


def _many(city: City, count: int) -> list[dict[str, str]]:
    numbers = [f"9901011948061{n:04d}" for n in range(count)]
    told = [{"id_number": one + check_digit(one), "name": "赵钱孙"} for one in numbers]
    register_many(city, [{"id_no": one["id_number"], "name": one["name"]} for one in told], RetireeStatus.MANAGED)
    return told


def _dead() -> int:
    with acting(SYSTEM):
        return Retiree.objects.filter(status="deceased").count()


def _sent(offices: Offices, people: list[dict[str, str]]) -> set[str]:
    police = offices["police"]
    events = [police.event(DEATH, {**one, "died_on": "2026-03-03"}) for one in people]
    return {one.code for one in police.send(*events)}


def test_a_mass_of_deaths_halts_its_source_and_a_person_releases_it(city: City, offices: Offices) -> None:
    people, police, manager = _many(city, 52), offices["police"], city.actor("city_manager")
    assert _sent(offices, people[:50]) == {"applied"}
    assert _sent(offices, people[50:]) == {"held"}
    assert (source_of(police).state, _dead()) == ("halted", 50)
    assert police.tell(DEATH, {**people[0], "died_on": "2026-03-02"}).code == "held"
    with acting(manager):
        assert queries.count_troubled(scope=manager.scope) == 1
    assert (
        services.release_source(actor=manager, at=LATER, source_id=police.source_id, is_good=True, reason="疫情") == 3
    )
    assert (source_of(police).state, _dead(), [one.kind for one in cases()]) == ("active", 52, ["death_day"])


def test_a_stolen_keys_deaths_are_thrown_away_and_taken_back_as_a_whole(city: City, offices: Offices) -> None:
    people, police, manager = _many(city, 53), offices["police"], city.actor("city_manager")
    _sent(offices, people[:50])
    assert _sent(offices, people[50:]) == {"held"}
    told = {"actor": manager, "at": LATER, "source_id": police.source_id, "reason": "凭据被盗用"}
    assert services.withdraw_window(**told) == 50
    assert services.release_source(**told, is_good=False) == 3
    assert (source_of(police).state, _dead()) == (SourceState.PAUSED, 0)
    with acting(SYSTEM):
        assert set(Message.objects.values_list("state", flat=True)) == {"withdrawn", "not_taken"}
    with pytest.raises(DomainError) as refused:
        services.release_source(**told, is_good=True)
    assert refused.value.code == "intake.source_state"


def test_only_the_office_that_registered_a_source_halts_releases_or_rebinds_it(city: City, offices: Offices) -> None:
    stranger = city.actor("city_manager", "near")
    told = {"actor": stranger, "at": LATER, "source_id": offices["police"].source_id}
    for act in (
        lambda: services.set_state(**told, state=SourceState.PAUSED, reason="x"),
        lambda: services.release_source(**told, is_good=True, reason="x"),
        lambda: services.withdraw_window(**told, reason="x"),
        lambda: services.bind_key(**told, key_id=None),
    ):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "not_found"


def test_a_letter_goes_the_same_way_and_gets_the_same_receipt(
    city: City, person: UUID, settings: object, tmp_path: object
) -> None:
    settings.FILES_FOLDER = tmp_path  # type: ignore[attr-defined]
    manager = city.actor("city_manager")
    made = services.register_source(
        actor=manager, at=AT, source=new_source(SourceKind.CIVIL_AFFAIRS, "cs-minzheng", None)
    )
    scan = BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    scan.name = "来函.pdf"
    letter = Letter("长民函〔2026〕8号", date(2026, 3, 4))
    receipt = services.enter_letter(
        actor=manager, at=AT, source_id=made, told=(DEATH, uuid4().hex, died()), letter=letter, scan=scan
    )
    row = message_of(receipt)
    assert (receipt.code, row.letter_no, row.letter_scan is not None) == ("applied", "长民函〔2026〕8号", True)
    assert person_of(person).sources["died_on"][0] == "civil_affairs"
    with pytest.raises(DomainError) as refused:
        services.enter_letter(
            actor=manager, at=AT, source_id=made, told=(PHONE, uuid4().hex, {**PHONE_DATA, "phone": "1"}), letter=letter
        )
    assert (refused.value.code, "phone" in refused.value.message) == ("intake.entry_refused", True)


def test_what_was_said_ends_with_its_period_and_the_receipt_stays(offices: Offices, person: UUID) -> None:
    receipt = offices["police"].tell(DEATH, died())
    with acting(SYSTEM):
        assert MESSAGES.find_due(date(2026, 3, 5)) == []
        (due,) = MESSAGES.find_due(date(2026, 3, 6))
        assert MESSAGES.destroy([due.object_id], LATER, uuid4()) == 1
    row = message_of(receipt)
    assert (row.body, row.id_no_index, row.receipt, row.state) == (None, None, receipt.token, "applied")


def test_how_a_source_does_is_told(city: City, offices: Offices, person: UUID) -> None:
    police, manager = offices["police"], city.actor("city_manager")
    police.tell(DEATH, died())
    police.tell(DEATH, {})
    with acting(manager):
        source = queries.get_source(scope=manager.scope, source_id=police.source_id, today=TODAY)
        health = queries.health_of(scope=manager.scope, source=source, today=TODAY)
        silent = queries.health_of(scope=manager.scope, source=source, today=TODAY + timedelta(days=8))
    assert (dict(health.today), dict(health.refusals)) == ({"applied": 1, "refused": 1}, {"data_invalid": 1})
    assert (health.is_silent, silent.is_silent) == (False, True)
