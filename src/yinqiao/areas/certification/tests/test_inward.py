"""Human resources tell certifications and pay by message: kept once, waits, contradicts a death, taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from yinqiao.areas.certification.tests.certifying import MANDATE, TODAY, Certifying, at
from yinqiao.areas.certification.types import State
from yinqiao.areas.handover.tests.conftest import CAST, id_number, place_actor, roster
from yinqiao.areas.intake.models import Contradiction, Message
from yinqiao.areas.intake.services import match_waiting, take_claim
from yinqiao.areas.intake.tests.offices import SYSTEM, Office, open_office
from yinqiao.areas.intake.types import Receipt, SourceKind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.tests.small_city import AT
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
RESULT, SUSPENDED = "cn.yinqiao.certification.result.v1", "cn.yinqiao.pension.suspended.v1"
RESUMED, DEATH = "cn.yinqiao.pension.resumed.v1", "cn.yinqiao.person.death.v1"
WITHDRAWN = "cn.yinqiao.message.withdrawn.v1"
DAY = date(2026, 2, 20)


@dataclass
class Town:
    """What the offices of a test are registered in: the scene's own city."""

    city: int
    scopes: dict[str, Scope] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """Its manager."""
        return place_actor(role, "430100000000")


@pytest.fixture
def offices(certifying: Certifying) -> dict[str, Office]:
    """Human resources and the police of the city."""
    place = places().by_code["430100000000"]
    town: Any = Town(place.place_no, {"city": Scope.place(place.place_no, place.place_end, "长沙市")})
    return {kind: open_office(town, SourceKind(kind)) for kind in ("human_resources", "police")}


def _person(name: str = "王桂英") -> dict[str, str]:
    one = next(one for one in CAST if one.name == name)
    return {"id_number": id_number(one.serial), "name": name}


def _certified(reference: str = "RS-1", day: date = DAY, name: str = "王桂英") -> dict[str, str]:
    return {**_person(name), "certified_on": day.isoformat(), "method": "face", "reference": reference}


def _message(receipt: Receipt) -> Message:
    with acting(SYSTEM):
        return Message.objects.get(pk=receipt.no)


def test_a_certification_that_is_told_moves_the_clock_once(certifying: Certifying, offices: dict[str, Office]) -> None:
    office = offices["human_resources"]
    event = office.event(RESULT, _certified())
    receipts = [office.send(event)[0] for _ in range(3)]
    assert [one.code for one in receipts] == ["applied"] * 3
    clock = certifying.clock()
    assert (clock.certified_on, clock.state, len(certifying.records())) == (DAY, State.VALID, 1)
    again = office.tell(RESULT, _certified())
    assert (again.code, len(certifying.records())) == ("applied", 1)


def test_one_number_for_two_results_ends_the_second(certifying: Certifying, offices: dict[str, Office]) -> None:
    office = offices["human_resources"]
    office.tell(RESULT, _certified())
    second = office.tell(RESULT, _certified(name="欧阳建国"))
    assert (second.code, second.reason) == ("not_taken", "reference_taken")


def test_only_human_resources_tell_it_and_not_of_tomorrow(certifying: Certifying, offices: dict[str, Office]) -> None:
    assert offices["police"].tell(RESULT, _certified()).code == "type_not_allowed"
    tomorrow = timezone.localdate(AT) + timedelta(days=1)
    assert offices["human_resources"].tell(RESULT, _certified(day=tomorrow)).code == "data_invalid"
    assert certifying.records() == []


def test_who_is_not_accepted_yet_waits_and_is_certified_when_accepted(
    certifying: Certifying, offices: dict[str, Office]
) -> None:
    certifying.scene.submit(roster(CAST[2]))
    receipt = offices["human_resources"].tell(RESULT, _certified(name=CAST[2].name))
    assert (receipt.code, receipt.reason) == ("waiting", "not_managed")
    certifying.accept_waiting(certifying.scene.neighbour)
    match_waiting(actor=SYSTEM, at=at(3))
    assert _message(receipt).state == "applied"
    assert certifying.clock(CAST[2].name).certified_on == DAY


def test_a_death_before_the_last_certification_in_person_is_looked_at(
    certifying: Certifying, offices: dict[str, Office]
) -> None:
    offices["human_resources"].tell(RESULT, _certified())
    died = {**_person(), "died_on": (DAY - timedelta(days=1)).isoformat(), "proof": "户口注销证明"}
    receipt = offices["police"].tell(DEATH, died)
    assert (receipt.code, receipt.reason) == ("disputed", "alive_later")
    assert certifying.person().died_on is None


def test_a_certification_after_a_recorded_death_is_a_contradiction_that_cannot_be_taken(
    certifying: Certifying, offices: dict[str, Office]
) -> None:
    offices["police"].tell(DEATH, {**_person(), "died_on": "2026-02-01", "proof": "户口注销证明"})
    receipt = offices["human_resources"].tell(RESULT, _certified())
    assert (receipt.code, receipt.reason) == ("disputed", "after_death")
    with acting(SYSTEM):
        case = Contradiction.objects.get(message_id=receipt.no)
    with pytest.raises(Conflict) as refused:
        take_claim(actor=certifying.scene.community, at=at(3), case_id=case.pk)
    assert refused.value.code == "intake.not_possible"
    assert certifying.records() == []


def test_a_certification_that_was_wrong_is_taken_back_by_its_source(
    certifying: Certifying, offices: dict[str, Office]
) -> None:
    office = offices["human_resources"]
    certifying.certify(day=TODAY - timedelta(days=40), mandate_no=MANDATE)
    event = office.event(RESULT, _certified())
    office.send(event)
    assert certifying.clock().certified_on == DAY
    back = office.tell(WITHDRAWN, {"withdraws": event["id"], "reason": "认证人不是本人"})
    assert back.code == "applied"
    assert certifying.clock().certified_on == TODAY - timedelta(days=40)
    assert [one.mistake for one in certifying.records() if one.entry == "void"] == ["by_source"]


def test_pay_that_is_suspended_and_goes_on_is_told_and_a_wrong_suspension_taken_back(
    certifying: Certifying, offices: dict[str, Office]
) -> None:
    office = offices["human_resources"]
    event = office.event(SUSPENDED, {**_person(), "since": "2026-02-01", "reference": "ZT-1"})
    assert office.send(event)[0].code == "applied"
    assert certifying.clock().state == State.SUSPENDED
    assert office.tell(WITHDRAWN, {"withdraws": event["id"], "reason": "误操作"}).code == "applied"
    assert certifying.clock().suspended_on is None
    office.tell(SUSPENDED, {**_person(), "since": "2026-02-01", "reference": "ZT-2"})
    office.tell(RESUMED, {**_person(), "since": "2026-03-01", "reference": "HF-1"})
    assert certifying.clock().suspended_on is None
