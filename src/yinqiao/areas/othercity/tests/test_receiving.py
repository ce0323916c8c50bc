"""Into the city: packages verified and listed, the roster for the usual door, acceptance, return, withdrawal."""

from __future__ import annotations

from io import BytesIO

import pytest

from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import NOW, id_number
from yinqiao.areas.lists import services as lists
from yinqiao.areas.othercity import services
from yinqiao.areas.othercity.models import Arrival, Package
from yinqiao.areas.othercity.rules.messages import AnswerMessage, ArchiveSent, PartySent
from yinqiao.areas.othercity.services.retention import PACKAGES
from yinqiao.areas.othercity.tests.cities import SYSTEM, WUHAN, Cities, days, person
from yinqiao.areas.othercity.types import ArrivalState, Decision, RegisterMark
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _package(cities: Cities) -> Package:
    with acting(SYSTEM):
        return Package.objects.get(side="in")


def _arrive(cities: Cities) -> None:
    """The roster made from the package goes through the usual door, and the community accepts."""
    ids = [one.pk for one in cities.arrivals()]
    file = services.write_roster(actor=cities.city, at=NOW, ids=ids, purpose="交由企业上传名册")
    content = file.read()
    firm = cities.scene.officer
    batch_id, _ = lists.upload_list(
        kind="roster", actor=firm, at=NOW, enterprise_id=cities.scene.enterprise_id, file=BytesIO(content),
        file_name="转入名册.xlsx",
    )  # fmt: skip
    lists.check_batch(actor=firm, at=NOW, batch_id=batch_id)
    lists.begin_submission(kind="roster", actor=firm, at=NOW, batch_id=batch_id)
    handover.submit_batch(actor=firm, at=NOW, batch_id=batch_id)


def _accept_at_home(cities: Cities) -> None:
    community = cities.scene.community
    with acting(community):
        waiting = list(Offer.objects.filter(state="offered", place_no=community.scope.place_from))
    handover.accept_people(actor=community, at=NOW, choice=Choice.of([one.pk for one in waiting]))


def test_a_package_is_verified_listed_and_counts_once(cities: Cities) -> None:
    content = cities.sealed(cities.message(person(), person(804, name="何近邻")))
    taken = cities.take_in(content)
    assert (taken.people, taken.is_new) == (2, True)
    assert not cities.take_in(content).is_new
    assert [(one.name, one.state, one.mark) for one in cities.arrivals()] == [
        ("何近邻", ArrivalState.WAITING, RegisterMark.ABSENT), ("何远归", ArrivalState.WAITING, RegisterMark.ABSENT),
    ]  # fmt: skip
    with acting(SYSTEM):
        row = Arrival.objects.get(name="何远归")
        assert id_number(802).encode() not in bytes(row.facts) and Package.objects.filter(side="in").count() == 1


def test_the_same_number_with_other_words_and_an_old_package_are_refused_with_nothing_kept(cities: Cities) -> None:
    cities.take_in(cities.sealed(cities.message()))
    for content, at, code in (
        (cities.sealed(cities.message(person(804))), NOW, "othercity.number_taken"),
        (cities.sealed(cities.message(person(806), sequence=8)), days(61), "othercity.offer_over"),
    ):
        with pytest.raises(Invalid) as refused:
            cities.take_in(content, at=at)
        assert refused.value.code == code
    assert len(cities.arrivals()) == 1


def test_a_package_is_taken_in_by_the_city_alone(cities: Cities) -> None:
    content = cities.sealed(cities.message())
    with pytest.raises(Refused) as refused:
        cities.take_in(content, by=cities.desk)
    assert refused.value.code == "othercity.roles_may_not" and cities.arrivals() == []
    cities.take_in(content)
    with acting(cities.desk):
        assert Arrival.objects.count() == 0


def test_whom_nobody_of_ours_holds_cannot_be_accepted(cities: Cities) -> None:
    cities.take_in(cities.sealed(cities.message()))
    ids = [one.pk for one in cities.arrivals()]
    with pytest.raises(Conflict) as refused:
        services.accept_arrivals(actor=cities.city, at=NOW, ids=ids)
    assert refused.value.code == "othercity.not_in_register"
    _arrive(cities)
    assert [one.mark for one in cities.arrivals()] == [RegisterMark.OFFERED]
    with pytest.raises(Conflict):
        services.accept_arrivals(actor=cities.city, at=NOW, ids=ids)
    assert [one.state for one in cities.arrivals()] == [ArrivalState.WAITING]


def test_both_directions_from_the_package_over_the_community_to_the_signed_acceptance(cities: Cities) -> None:
    archive = ArchiveSent(archive_no="WH-7", held_by="武汉市档案馆", held_since=NOW.date())
    party = PartySent(political_status="01", branch="江岸退休支部", held_by="武汉市")
    message = cities.message(person(archives=(archive,), party=(party,)))
    cities.take_in(cities.sealed(message))
    _arrive(cities)
    _accept_at_home(cities)
    (one,) = cities.arrivals()
    assert (one.mark, one.archives, one.has_party) == (RegisterMark.MANAGED, 1, True)
    (package,) = services.accept_arrivals(actor=cities.city, at=days(3), ids=[one.pk])
    answer = cities.opened(cities.file(package, "answer"), WUHAN)
    assert isinstance(answer, AnswerMessage) and answer.number == message.number
    assert [(told.ref, told.decision, told.reason) for told in answer.answers] == [
        (message.people[0].ref, Decision.ACCEPTED, "")
    ]
    row = cities.retiree(802)
    assert (row.status, row.name, row.archive_no, row.party_branch) == ("managed", "何远归", "WH-7", "江岸退休支部")
    with acting(SYSTEM):
        assert Event.objects.filter(type="othercity.arrived", retiree_id=row.pk).count() == 1
        entry = Entry.objects.get(action="othercity.roster_downloaded")
        assert (entry.kind, entry.people, entry.purpose) == ("read", 1, "交由企业上传名册")
    assert str(_package(cities).ended_on) == "2026-03-05"
    with pytest.raises(Conflict):
        services.accept_arrivals(actor=cities.city, at=days(3), ids=[one.pk])


def test_a_return_is_answered_with_its_reason(cities: Cities) -> None:
    message = cities.message()
    cities.take_in(cities.sealed(message))
    ids = [one.pk for one in cities.arrivals()]
    for reason, note, code in (("", "", "reason_unknown"), ("other", " ", "reason_needs_words")):
        with pytest.raises(Invalid) as refused:
            services.return_arrivals(actor=cities.city, at=NOW, ids=ids, reason=reason, note=note)
        assert refused.value.code == f"othercity.{code}"
    (package,) = services.return_arrivals(actor=cities.city, at=NOW, ids=ids, reason="not_resident")
    answer = cities.opened(cities.file(package, "answer"), WUHAN)
    assert isinstance(answer, AnswerMessage)
    assert (answer.answers[0].decision, answer.answers[0].reason) == (Decision.RETURNED, "not_resident")
    assert [one.state for one in cities.arrivals()] == [ArrivalState.RETURNED]
    with pytest.raises(Conflict):
        services.return_arrivals(actor=cities.city, at=NOW, ids=ids, reason="declined")


def test_an_offer_that_is_over_can_be_answered_no_more(cities: Cities) -> None:
    cities.take_in(cities.sealed(cities.message()))
    ids = [one.pk for one in cities.arrivals()]
    with pytest.raises(Invalid) as refused:
        services.return_arrivals(actor=cities.city, at=days(61), ids=ids, reason="declined")
    assert refused.value.code == "othercity.offer_over"


def test_a_withdrawal_takes_who_waits_and_says_who_was_accepted_already(cities: Cities) -> None:
    message = cities.message(person(), person(804, name="何近邻"))
    cities.take_in(cities.sealed(message))
    _arrive(cities)
    _accept_at_home(cities)
    accepted = next(one for one in cities.arrivals() if one.name == "何远归")
    services.accept_arrivals(actor=cities.city, at=NOW, ids=[accepted.pk])
    withdrawal = cities.withdrawal(message)
    taken = cities.take_in(withdrawal)
    assert (taken.people, taken.left) == (1, 1)
    assert {one.name: (one.state, one.is_recalled) for one in cities.arrivals()} == {
        "何远归": (ArrivalState.ACCEPTED, True), "何近邻": (ArrivalState.WITHDRAWN, False),
    }  # fmt: skip
    assert not cities.take_in(withdrawal).is_new
    waiting = next(one for one in cities.arrivals() if one.name == "何近邻")
    with pytest.raises(Conflict):
        services.accept_arrivals(actor=cities.city, at=NOW, ids=[waiting.pk])


def test_a_withdrawal_of_a_package_that_never_came_is_refused(cities: Cities) -> None:
    with pytest.raises(Invalid) as refused:
        cities.take_in(cities.withdrawal(cities.message()))
    assert refused.value.code == "othercity.package_unknown"


def test_a_roster_is_written_for_a_purpose_of_who_waits_alone(cities: Cities) -> None:
    cities.take_in(cities.sealed(cities.message()))
    ids = [one.pk for one in cities.arrivals()]
    with pytest.raises(Invalid):
        services.write_roster(actor=cities.city, at=NOW, ids=ids, purpose=" ")
    with pytest.raises(Conflict):
        services.write_roster(actor=cities.desk, at=NOW, ids=ids, purpose="交由企业上传名册")
    services.return_arrivals(actor=cities.city, at=NOW, ids=ids, reason="declined")
    with pytest.raises(Conflict):
        services.write_roster(actor=cities.city, at=NOW, ids=ids, purpose="交由企业上传名册")


def test_a_package_goes_with_its_people_when_its_period_has_ended_and_an_open_one_stays(cities: Cities) -> None:
    cities.take_in(cities.sealed(cities.message()))
    cities.take_in(cities.sealed(cities.message(person(804, name="何近邻"), sequence=8)))
    done = next(one for one in cities.arrivals() if one.name == "何近邻")
    services.return_arrivals(actor=cities.city, at=NOW, ids=[done.pk], reason="declined")
    with acting(SYSTEM):
        due = PACKAGES.find_due(days(1).date())
        assert [one.object_id for one in due] == [done.package_id]
        everything = list(Package.objects.filter(side="in").values_list("pk", flat=True))
        assert PACKAGES.destroy(everything, days(4000), done.pk) == 1
    assert [one.name for one in cities.arrivals()] == ["何远归"]
