"""志愿服务记录证明: hours stand on one certificate; claimed a second time they are refused with the number of the first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.certificates import services
from yinqiao.areas.certificates.queries import content_of
from yinqiao.areas.certificates.tests.office import SYSTEM, WHERE, Office
from yinqiao.areas.certificates.types import Asked, Revocation
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.areas.volunteers import services as volunteers
from yinqiao.areas.volunteers.models import CertifiedPart
from yinqiao.areas.volunteers.queries import get_own, get_volunteer
from yinqiao.areas.volunteers.types import Free, Grade, NewTask, Served, SignUp, Skill
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = pytest.mark.db
KIND, PURPOSE = "volunteer_record", "评选表彰"


def _serves(office: Office, person: UUID, days: int = 1, minutes: int = 90) -> UUID:
    """The person serves some days ago; the community confirms it."""
    begins = NOW - timedelta(days=days)
    ends, asked = begins + timedelta(minutes=minutes), begins - timedelta(days=1)
    officer = office.scene.community
    new = NewTask(officer.scope.place_from, "敬老理发", "", "社区服务中心", begins, ends, 1)
    task = volunteers.open_task(actor=officer, at=asked, new=new)
    own = Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")
    part = volunteers.take_own(actor=own, at=asked, task_id=task)
    served = Served(begins, ends, 0, Grade.GOOD)
    volunteers.confirm(actor=officer, at=ends, part_id=part, served=served)
    return part


def _volunteer(office: Office) -> UUID:
    person = office.id()
    new = SignUp((Skill.HAIRCUT,), (Free.EVENING,))
    entry = volunteers.sign_up(actor=office.scene.community, at=NOW - timedelta(days=30), retiree_id=person, new=new)
    with acting(office.scene.community):
        assert get_volunteer(scope=office.scene.community.scope, volunteer_id=entry).retiree_id == person
    return person


def _issue(office: Office, **other: Any) -> UUID:
    return office.issue(KIND, purpose=PURPOSE, **other)


def _refused(office: Office) -> tuple[str, str]:
    with pytest.raises(Conflict) as found:
        _issue(office)
    return found.value.code, found.value.message


@pytest.fixture
def automatic(office: Office) -> Office:
    """Certificates of hours are sealed without a hand."""
    services.permit(actor=office.scene.street, at=NOW, kind=KIND, is_automatic=True)
    return office


@pytest.mark.django_db
def test_a_certificate_tells_the_hours_and_the_same_hours_again_are_refused_with_its_number(automatic: Office) -> None:
    person = _volunteer(automatic)
    assert _refused(automatic)[0] == "volunteers.nothing_to_certify"
    for days, minutes in ((20, 90), (10, 60)):
        _serves(automatic, person, days, minutes)
    first = automatic.row(_issue(automatic))
    with acting(SYSTEM):
        assert "参加志愿服务2次，服务时长共2.5小时" in content_of(first)["text"]
        assert "敬老理发2次2.5小时" in content_of(first)["text"]
    code, words = _refused(automatic)
    assert code == "volunteers.hours_certified" and first.number in words
    _serves(automatic, person)
    second = automatic.row(_issue(automatic))
    with acting(SYSTEM):
        assert "参加志愿服务1次" in content_of(second)["text"]
        part = CertifiedPart.objects.filter(number=first.number).values_list("part_id", flat=True)[0]
        with pytest.raises(IntegrityError), transaction.atomic():
            CertifiedPart.objects.bulk_create([CertifiedPart(part_id=part, number=second.number)])


@pytest.mark.django_db
def test_certified_hours_are_put_right_after_the_certificate_is_revoked_and_then_certified_again(
    automatic: Office,
) -> None:
    part = _serves(automatic, _volunteer(automatic))
    made = _issue(automatic)
    told = {"actor": automatic.scene.community, "at": NOW, "part_id": part, "why": "没有来"}
    with pytest.raises(Conflict) as found:
        volunteers.note_absent(**told)
    assert automatic.row(made).number in found.value.message
    services.revoke(actor=automatic.scene.community, at=NOW, certificate_id=made, reason=Revocation.MISTAKE)
    again = _issue(automatic)
    assert automatic.standing(again) == "valid" and automatic.standing(made) == "revoked"


@pytest.mark.django_db
def test_one_issued_anew_takes_the_hours_over_and_what_was_served_stays_true_after_a_death(automatic: Office) -> None:
    person = _volunteer(automatic)
    _serves(automatic, person, 5)
    made = _issue(automatic)
    _serves(automatic, person)
    asked = Asked(KIND, PURPOSE, WHERE)
    anew = services.reissue(actor=automatic.scene.community, at=NOW, certificate_id=made, asked=asked)
    with acting(SYSTEM):
        assert set(CertifiedPart.objects.values_list("number", flat=True)) == {automatic.row(anew).number}
        assert CertifiedPart.objects.count() == 2
    automatic.die()
    assert automatic.standing(anew) == "valid" and automatic.standing(made) == "replaced"


@pytest.mark.django_db
def test_hours_are_claimed_when_the_keeper_seals_and_what_waits_claims_none(office: Office) -> None:
    person = _volunteer(office)
    _serves(office, person)
    waiting = _issue(office)
    with acting(SYSTEM):
        assert not CertifiedPart.objects.exists()
    services.seal(actor=office.scene.street, at=NOW, certificate_id=waiting, address=WHERE)
    assert _refused(office)[0] == "volunteers.hours_certified"
    with acting(Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")):
        assert get_own(scope=Scope.of_person(person)) is not None


def test_of_two_who_certify_the_same_hours_at_once_one_is_refused_with_the_number_of_the_other(
    fresh_database: None,
) -> None:
    office = Office.of(make_scene())
    services.permit(actor=office.scene.street, at=NOW, kind=KIND, is_automatic=True)
    _serves(office, _volunteer(office))
    start = Barrier(2)

    def certify(_: int) -> str:
        start.wait(30)
        try:
            return office.row(_issue(office)).number
        except Conflict as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(copy_context().run, certify, one) for one in range(2)]
        number, words = sorted((one.result() for one in waiting), key=len)
    assert number in words and "没有重复使用" in words
