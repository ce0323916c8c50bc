"""Who went to another city comes back: offered anew by a roster, with a package or without one; nobody is two cities'."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from tools.invariants import INVARIANTS

from yinqiao.areas.archives.tests.volumes import Store, volume
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import NOW, roster
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.lists import services as lists
from yinqiao.areas.othercity import services
from yinqiao.areas.othercity.models import Transfer
from yinqiao.areas.othercity.rules.messages import ArchiveSent, PartySent, PersonSent
from yinqiao.areas.othercity.tests.cities import AWAY, DESK, SHENZHEN, SYSTEM, Cities, person
from yinqiao.areas.othercity.views.person import person_strand
from yinqiao.areas.party.tests.transfers import Transfer as PartyTransfer
from yinqiao.areas.party.tests.transfers import lettered
from yinqiao.areas.retirees import services as people
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.types import Death, RetireeStatus, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
GONE = AWAY[0]
HOME = replace(GONE, community="月华社区", address="岳麓区望月湖街道月华社区3栋2单元")
VOLUMES = (ArchiveSent(archive_no="SZ-1", held_by="深圳市档案馆", held_since=NOW.date()),)
RELATIONS = (PartySent(political_status="01", branch="南山退休支部", held_by="深圳市"),)


def _go(cities: Cities) -> None:
    """The person goes to the other city, which accepts."""
    (package,) = cities.offer(GONE.serial)
    cities.take_in(cities.answer(package, (cities.transfer(GONE.serial).pk, "")), by=cities.desk)


def _offers(cities: Cities) -> list[str]:
    with acting(SYSTEM):
        found = Offer.objects.filter(retiree_id=cities.retiree(GONE.serial).pk).order_by("id")
        return list(found.values_list("state", flat=True))


def _answer_at_home(cities: Cities, *, is_accepted: bool = True) -> None:
    community = cities.scene.community
    with acting(community):
        waiting = [one.pk for one in Offer.objects.filter(state="offered", place_no=community.scope.place_from)]
    choice = Choice.of(waiting)
    if is_accepted:
        handover.accept_people(actor=community, at=NOW, choice=choice)
    else:
        handover.return_people(actor=community, at=NOW, choice=choice, reason=ReturnReason.NOT_RESIDENT)


def _sent(**facts: object) -> PersonSent:
    return person(GONE.serial, name=GONE.name, **facts)


def test_whom_another_city_accepted_no_place_here_holds(cities: Cities) -> None:
    _go(cities)
    assert _offers(cities) == [OfferState.PASSED_ON]
    assert cities.retiree(GONE.serial).status == RetireeStatus.MOVED_AWAY


def test_resident_here_again_the_person_is_offered_anew_and_accepted_or_returned(cities: Cities) -> None:
    _go(cities)
    cities.scene.submit(roster(HOME))
    assert _offers(cities) == [OfferState.PASSED_ON, OfferState.OFFERED]
    assert cities.retiree(GONE.serial).status == RetireeStatus.OFFERED
    _answer_at_home(cities, is_accepted=False)
    assert cities.retiree(GONE.serial).status == RetireeStatus.RETURNED
    cities.scene.submit(roster(HOME, replace(HOME, name="周子墨", serial=232)))
    _answer_at_home(cities)
    row = cities.retiree(GONE.serial)
    assert (row.status, row.place_no) == (RetireeStatus.MANAGED, cities.scene.community.scope.place_from)
    assert _offers(cities) == [OfferState.PASSED_ON, OfferState.WITHDRAWN, OfferState.ACCEPTED]
    with acting(cities.city):
        assert person_strand(cities.city, row.pk) is None, "nothing says any longer that another city looks after them"


def test_the_roster_taken_back_leaves_the_person_with_the_other_city(cities: Cities) -> None:
    _go(cities)
    batch_id = cities.scene.submit(roster(HOME))
    lists.begin_undo(kind="roster", actor=cities.scene.officer, at=NOW, batch_id=batch_id, reason="名册版本有误")
    handover.undo_batch(actor=cities.scene.officer, at=NOW, batch_id=batch_id)
    assert _offers(cities) == [OfferState.PASSED_ON]
    assert cities.retiree(GONE.serial).status == RetireeStatus.MOVED_AWAY
    with acting(cities.city):
        assert person_strand(cities.city, cities.retiree(GONE.serial).pk) is not None


def test_a_death_recorded_and_withdrawn_leaves_the_person_with_the_other_city(cities: Cities) -> None:
    _go(cities)
    who = cities.retiree(GONE.serial)
    told = Death(NOW.date(), Source.VISIT, "火化证明", who.lock_version)
    people.record_death(actor=cities.desk, at=NOW, retiree_id=who.pk, death=told)
    version = cities.retiree(GONE.serial).lock_version
    people.withdraw_death(actor=cities.city, at=NOW, retiree_id=who.pk, reason="登记错人", lock_version=version)
    assert cities.retiree(GONE.serial).status == RetireeStatus.MOVED_AWAY


def test_with_a_package_archive_and_party_relation_come_back_by_our_acceptance_and_not_before(cities: Cities) -> None:
    store, party = Store.of(cities.scene), PartyTransfer.of(cities.scene)
    batch_id = store.offer(volume(GONE.serial), to=DESK)
    store.scan(batch_id, f"9900{GONE.serial}", by=cities.desk)
    store.finish(batch_id, by=cities.desk)
    party.offer(lettered(GONE.serial), to=DESK)
    party.check_in(GONE.serial, by=cities.desk)
    party.accept(GONE.serial, by=cities.desk)
    _go(cities)
    cities.take_in(cities.sealed(cities.message(_sent(archives=VOLUMES, party=RELATIONS), iss=SHENZHEN)))
    cities.scene.submit(roster(HOME))
    _answer_at_home(cities)
    elsewhere, desk = (None, None, True), (None, cities.desk.scope.place_from, True)
    assert store.holders(f"DA{GONE.serial}")[-1] == party.holders(GONE.serial)[-1] == elsewhere
    services.accept_arrivals(actor=cities.city, at=NOW, ids=[one.pk for one in cities.arrivals()])
    assert store.holders(f"DA{GONE.serial}")[-1] == party.holders(GONE.serial)[-1] == desk


def test_what_the_package_does_not_bring_stays_with_the_other_city(cities: Cities) -> None:
    store = Store.of(cities.scene)
    batch_id = store.offer(volume(GONE.serial), to=DESK)
    store.scan(batch_id, f"9900{GONE.serial}", by=cities.desk)
    store.finish(batch_id, by=cities.desk)
    services.name_city(actor=cities.desk, at=NOW, ids=cities.ids(GONE.serial), city="4201")
    _go(cities)
    cities.take_in(cities.sealed(cities.message(_sent())))
    cities.scene.submit(roster(HOME))
    _answer_at_home(cities)
    services.accept_arrivals(actor=cities.city, at=NOW, ids=[one.pk for one in cities.arrivals()])
    assert store.holders(f"DA{GONE.serial}")[-1] == (None, None, True)


class _Walk:
    """Both cities, in whatever order: what either side may do with one person."""

    def __init__(self, cities: Cities, chance: random.Random) -> None:
        self.cities, self.chance, self.sequence = cities, chance, 20
        self.batches: list[UUID] = []

    def acts(self) -> list[Callable[[], object]]:
        """One of these is done next; most of them are refused at most times."""
        return [
            self.go, self.go, self.list_again, self.list_again, self.undo, self.offer_to_us, self.accept_them,
            lambda: _answer_at_home(self.cities), lambda: _answer_at_home(self.cities, is_accepted=False),
            lambda: self.at_desk(is_accepted=True), lambda: self.at_desk(is_accepted=False),
        ]  # fmt: skip

    def go(self) -> None:
        """Offered to the other city, and accepted or returned there."""
        (package,) = self.cities.offer(GONE.serial)
        reason = self.chance.choice(["", "", "not_found"])
        self.cities.take_in(
            self.cities.answer(package, (self.cities.transfer(GONE.serial).pk, reason)), by=self.cities.desk
        )

    def list_again(self) -> None:
        """The enterprise names the person in a roster, at home here or at the desk."""
        filler = replace(HOME, name="周子墨", serial=300 + 2 * len(self.batches))
        self.batches.append(self.cities.scene.submit(roster(self.chance.choice([HOME, GONE]), filler)))

    def undo(self) -> None:
        """The newest roster is taken back."""
        firm, batch_id = self.cities.scene.officer, self.batches[-1] if self.batches else UUID(int=0)
        lists.begin_undo(kind="roster", actor=firm, at=NOW, batch_id=batch_id, reason="名册版本有误")
        handover.undo_batch(actor=firm, at=NOW, batch_id=batch_id)

    def offer_to_us(self) -> None:
        """The other city offers the person to us."""
        self.sequence += 1
        message = self.cities.message(_sent(archives=VOLUMES), iss=SHENZHEN, sequence=self.sequence)
        number = f"{SHENZHEN}-4301-2026-{self.sequence:04d}"
        self.cities.take_in(self.cities.sealed(message.model_copy(update={"number": number})))

    def accept_them(self) -> None:
        """We accept whomever it offers."""
        services.accept_arrivals(actor=self.cities.city, at=NOW, ids=[one.pk for one in self.cities.arrivals()])

    def at_desk(self, *, is_accepted: bool) -> None:
        """The agency's desk answers what waits there."""
        desk = self.cities.desk
        with acting(desk):
            waiting = [one.pk for one in Offer.objects.filter(state="offered", place_no=desk.scope.place_from)]
        if is_accepted:
            handover.accept_people(actor=desk, at=NOW, choice=Choice.of(waiting))
        else:
            handover.return_people(actor=desk, at=NOW, choice=Choice.of(waiting), reason=ReturnReason.NOT_RESIDENT)


def _holds(cities: Cities) -> None:
    with acting(SYSTEM):
        row: Retiree = cities.retiree(GONE.serial)
        offers = list(Offer.objects.filter(retiree_id=row.pk).values_list("state", flat=True))
        assert (offers.count("accepted") == 1) == (row.status == RetireeStatus.MANAGED)
        assert (offers.count("offered") == 1) == (row.status == RetireeStatus.OFFERED)
        assert (offers.count("returned") == 1) == (row.status == RetireeStatus.RETURNED)
        gone = Transfer.objects.filter(retiree_id=row.pk, state="accepted").count()
        assert offers.count("passed_on") == gone, "each time somebody leaves, one place has passed them on"
        with connection.cursor() as cursor:
            for invariant in INVARIANTS:
                if invariant.code in (
                    "one_holder",
                    "offer_person",
                    "managed_held",
                    "cells",
                    "othercity_gone",
                    "archive_holder",
                ):
                    cursor.execute(invariant.query)
                    assert cursor.fetchall() == [], invariant.code


@pytest.mark.parametrize("seed", range(3))
def test_after_every_act_of_either_city_the_person_is_somebodys_and_one_sides_alone(cities: Cities, seed: int) -> None:
    chance, done = random.Random(seed), 0
    store = Store.of(cities.scene)
    batch_id = store.offer(volume(GONE.serial), to=DESK)
    store.scan(batch_id, f"9900{GONE.serial}", by=cities.desk)
    store.finish(batch_id, by=cities.desk)
    walk = _Walk(cities, chance)
    for _ in range(80):
        try:
            chance.choice(walk.acts())()
        except DomainError:
            continue
        done += 1
        _holds(cities)
    with acting(SYSTEM):
        departures = Transfer.objects.filter(retiree_id=cities.retiree(GONE.serial).pk, state="accepted").count()
    assert done > 8 and departures >= 1
