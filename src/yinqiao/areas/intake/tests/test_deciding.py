"""What contradicts is never applied by itself: both claims wait for a person, who takes, refuses or asks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.intake import queries, services
from yinqiao.areas.intake.tests.offices import (
    DEATH,
    IDENTITY,
    LATER,
    NUMBER,
    OTHER,
    PERSON,
    PHONE,
    RESIDENCE,
    SYSTEM,
    Offices,
    cases,
    died,
    message_of,
    person_of,
)
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.retirees.services import add_note, correct_details, record_death
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import Correction, Death, NoteInput, NoteKind, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=NUMBER, phone="13900004321", address="望月湖1栋", building="1栋")


def _facts(pk: UUID) -> dict[str, str]:
    with acting(SYSTEM):
        return dict(facts_of([Retiree.objects.get(pk=pk)])[0])


def test_a_death_from_one_weak_source_is_suspected_and_stops_nothing_until_a_person_takes_it(
    city: City, offices: Offices, person: UUID
) -> None:
    receipt = offices["enterprise"].tell(DEATH, died())
    (case,) = cases()
    assert (receipt.code, case.kind, case.due_on) == ("disputed", "weak_death", date(2026, 3, 10))
    assert person_of(person).status == "managed"
    officer = city.actor("community_officer")
    with acting(officer):
        assert queries.count_disputes(scope=officer.scope) == 1
        view = queries.get_dispute(scope=officer.scope, case_id=case.pk)
    assert NUMBER not in repr(view.sides) and ("死亡日期", "未登记死亡", "2026-03-03") in view.sides
    services.take_claim(actor=officer, at=LATER, case_id=case.pk, note="已与家属通话")
    row, message = person_of(person), message_of(receipt)
    assert (row.status, row.sources["died_on"]) == ("deceased", ["enterprise", "2026-03-03"])
    assert (message.state, message.reason, message.act_id) == ("applied", "by_person", cases()[0].decided_act)
    with pytest.raises(DomainError) as again:
        services.take_claim(actor=officer, at=LATER, case_id=case.pk)
    assert again.value.code == "intake.already_decided"


def test_a_suspicion_ends_when_a_stronger_source_or_an_officer_records_the_death(
    city: City, offices: Offices, person: UUID, register: Register
) -> None:
    other = register(id_no=OTHER, name="李强")
    offices["enterprise"].tell(DEATH, died())
    offices["enterprise"].tell(DEATH, {**died(), "id_number": OTHER, "name": "李强"})
    assert offices["police"].tell(DEATH, died()).code == "applied"
    version = person_of(other).lock_version
    record_death(
        actor=city.actor("community_officer"), at=LATER, retiree_id=other,
        death=Death(date(2026, 3, 3), Source.RELATIVE, "死亡证明", version),
    )  # fmt: skip
    assert [(one.state, one.reason) for one in cases()] == [("ended", "confirmed_elsewhere")] * 2


@pytest.mark.parametrize(("visited", "code"), [(date(2026, 3, 3), "applied"), (date(2026, 3, 4), "disputed")])
def test_a_death_before_a_later_visit_is_a_contradiction_and_one_on_the_day_itself_is_none(
    city: City, offices: Offices, person: UUID, visited: date, code: str
) -> None:
    officer = city.actor("community_officer")
    add_note(actor=officer, at=AT, retiree_id=person, note=NoteInput(NoteKind.VISIT, visited, "在家，精神好"))
    assert offices["police"].tell(DEATH, died("2026-03-03")).code == code
    assert person_of(person).status == ("deceased" if code == "applied" else "managed")
    assert [one.kind for one in cases()] == (["alive_later"] if code == "disputed" else [])


def test_a_number_under_another_name_is_never_applied_by_itself_and_a_former_name_is_the_persons(
    city: City, offices: Offices, person: UUID
) -> None:
    receipt = offices["police"].tell(DEATH, died(name="张三"))
    assert (receipt.code, receipt.reason, person_of(person).status) == ("disputed", "name_differs", "managed")
    services.refuse_claim(
        actor=city.actor("community_officer"), at=LATER, case_id=cases()[0].pk, reason="not_one_person"
    )
    assert (message_of(receipt).state, message_of(receipt).reason) == ("not_taken", "not_one_person")
    changed = {**PERSON, "new_name": "王桂瑛", "since": "2026-03-01"}
    assert offices["police"].tell(IDENTITY, changed).code == "applied"
    assert offices["police"].tell(DEATH, died()).code == "applied"


def test_two_residences_a_weaker_source_and_an_older_one_wait_or_give_way(
    city: City, offices: Offices, person: UUID
) -> None:
    told = {**PERSON, "since": "2026-02-01", "address": "教育街8号", "division_code": "430105001001"}
    assert offices["police"].tell(RESIDENCE, told).code == "applied"
    assert _facts(person)["address"] == "教育街8号" and "building" not in _facts(person)
    with acting(SYSTEM):
        assert Event.objects.get(type="retirees.move_recorded", retiree_id=person).data["to_place"] == city.far
    # The old community keeps the person until the new one accepts.
    assert person_of(person).place_no == city.near
    weaker = {**PERSON, "since": "2026-03-01", "address": "湖中路9号"}
    assert offices["medical_insurance"].tell(RESIDENCE, weaker).reason == "lower_rank"
    assert offices["police"].tell(RESIDENCE, {**told, "since": "2026-01-15", "address": "旧址"}).code == "older"
    assert _facts(person)["address"] == "教育街8号"
    officer = city.actor("community_officer")
    services.take_claim(actor=officer, at=LATER, case_id=cases()[0].pk)
    assert _facts(person)["address"] == "湖中路9号"
    assert person_of(person).sources["address"] == ["medical_insurance", "2026-03-01"]


def test_a_new_number_that_somebody_else_holds_is_put_before_a_person_and_cannot_be_taken(
    city: City, offices: Offices, person: UUID, register: Register
) -> None:
    register(id_no=OTHER, name="李强")
    told = {**PERSON, "new_id_number": OTHER, "since": "2026-03-01"}
    assert offices["police"].tell(IDENTITY, told).reason == "number_taken"
    with pytest.raises(DomainError) as refused:
        services.take_claim(actor=city.actor("community_officer"), at=LATER, case_id=cases()[0].pk)
    assert refused.value.code == "intake.not_possible"
    assert cases()[0].state == "open"


def test_what_a_person_told_outranks_an_enterprise_and_the_source_may_be_asked(
    city: City, offices: Offices, person: UUID
) -> None:
    officer = city.actor("community_officer")
    said = Correction({"phone": "13800001111"}, Source.SELF, date(2026, 1, 5), person_of(person).lock_version)
    correct_details(actor=officer, at=AT, retiree_id=person, correction=said)
    receipt = offices["enterprise"].tell(PHONE, {**PERSON, "phone": "13800002222", "since": "2026-03-01"})
    (case,) = cases()
    services.ask_source(actor=officer, at=LATER, case_id=case.pk, note="请核对号码")
    assert (receipt.reason, cases()[0].state, cases()[0].asked_on) == ("lower_rank", "asked", TODAY)
    assert _facts(person)["phone"] == "13800001111"
    offices["enterprise"].tell("cn.yinqiao.message.withdrawn.v1", {"withdraws": receipt.event_id, "reason": "号码填错"})
    assert (cases()[0].state, message_of(receipt).state) == ("ended", "withdrawn")


@pytest.mark.parametrize(
    ("role", "scope", "code"),
    [
        ("community_officer", "beside", "not_found"), ("street_officer", "far", "not_found"),
        ("enterprise_officer", "builder", "intake.role_may_not"), ("auditor", "city", "intake.role_may_not"),
    ],
)  # fmt: skip
def test_who_does_not_see_the_person_or_has_no_such_role_decides_nothing_and_lists_nothing(
    city: City, offices: Offices, person: UUID, role: str, scope: str, code: str
) -> None:
    offices["enterprise"].tell(DEATH, died())
    actor, case = city.actor(role, scope), cases()[0]
    acts = (
        lambda: services.take_claim(actor=actor, at=LATER, case_id=case.pk),
        lambda: services.refuse_claim(actor=actor, at=LATER, case_id=case.pk, reason="person_lives"),
        lambda: services.ask_source(actor=actor, at=LATER, case_id=case.pk),
    )
    for act in acts:
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == code
    with acting(actor):
        assert list(queries.list_disputes(scope=actor.scope)) == []
        assert not type(case).objects.exists()


def test_a_refusal_needs_a_reason_of_the_list_and_every_decision_is_on_record(
    city: City, offices: Offices, person: UUID
) -> None:
    offices["enterprise"].tell(DEATH, died())
    officer, case = city.actor("community_officer"), cases()[0]
    with pytest.raises(DomainError) as refused:
        services.refuse_claim(actor=officer, at=LATER, case_id=case.pk, reason="")
    assert refused.value.code == "intake.reason_missing"
    services.refuse_claim(actor=officer, at=LATER, case_id=case.pk, reason="person_lives", note="本人接听电话")
    with acting(SYSTEM):
        entry = Entry.objects.get(action="intake.refuse_claim")
        assert (entry.actor_id, entry.subject_id) == (officer.id, person)
        kinds = set(Event.objects.filter(retiree_id=person).values_list("type", flat=True))
    assert {"intake.claim_disputed", "intake.claim_refused"} <= kinds


def test_an_open_claim_rises_to_the_street_and_the_district(city: City, offices: Offices, person: UUID) -> None:
    offices["enterprise"].tell(DEATH, died())
    scope = city.scopes["city"]
    with acting(SYSTEM):
        counts = [
            queries.count_disputes(scope=scope, rises_to=level, today=date(2026, 3, day))
            for level, day in (("street", 14), ("street", 15), ("district", 24), ("district", 25))
        ]
    assert counts == [0, 1, 0, 1]
