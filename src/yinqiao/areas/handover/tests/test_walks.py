"""Whatever enterprise and communities do in whatever order: events alone tell where each person and each offer stands."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, place_actor, roster
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_death, record_move, withdraw_death
from yinqiao.areas.retirees.types import Death, Move, RetireeStatus, Source
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.events.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("测试")
HOMES = ("430104001001", "430104001002")
DAY = date(2026, 3, 1)


class Told:
    """A person as the events tell: status, the offers open or held, and whether alive."""

    def __init__(self) -> None:
        self.alive, self.is_dead, self.waits, self.holds, self.returned = "", False, 0, 0, False

    @property
    def status(self) -> str:
        """Where the person stands."""
        return RetireeStatus.DECEASED if self.is_dead else self.alive

    def hear(self, event: Event) -> None:
        """One more event."""
        {
            "handover.person_offered": self._offered, "handover.person_offered_again": self._offered,
            "handover.person_routed": self._routed, "handover.person_accepted": self._accepted,
            "handover.person_returned": self._returned, "handover.offer_withdrawn": self._withdrawn,
            "retirees.death_recorded": self._died, "retirees.death_withdrawn": self._lives,
        }.get(event.type, lambda _: None)(event)  # fmt: skip

    def _offered(self, event: Event) -> None:
        assert event.place_no is not None
        self.waits, self.returned = event.place_no, False
        self._stand(RetireeStatus.OFFERED)

    def _routed(self, event: Event) -> None:
        assert event.place_no is not None
        self.waits = event.place_no

    def _accepted(self, event: Event) -> None:
        self.holds, self.waits = self.waits, 0
        self._stand(RetireeStatus.MANAGED)

    def _returned(self, event: Event) -> None:
        self.waits, self.returned = 0, True
        self._stand(RetireeStatus.RETURNED)

    def _withdrawn(self, event: Event) -> None:
        self.waits, self.returned = 0, False
        self._stand(RetireeStatus.RETURNED)

    def _stand(self, status: RetireeStatus) -> None:
        """Who is held stays managed whatever becomes of an offer to another place; who is dead stays dead."""
        self.alive = RetireeStatus.MANAGED if self.holds else status

    def _died(self, event: Event) -> None:
        self.is_dead = True

    def _lives(self, event: Event) -> None:
        self.is_dead = False


def _acts(scene: Scene, chance: random.Random) -> list[Callable[[], object]]:
    with acting(SYSTEM):
        people, offers = list(Retiree.objects.order_by("name")), list(Offer.objects.order_by("name", "id"))
    person, offer = chance.choice(people), chance.choice(offers)
    local = place_actor("community_officer", chance.choice(HOMES))
    other = places().by_code[chance.choice(HOMES)].place_no
    chosen = Choice.of([offer.pk])
    return [
        lambda: scene.submit(roster(*chance.sample(CAST[:3], 2))),
        *[lambda: services.accept_people(actor=local, at=NOW, choice=chosen)] * 3,
        *[lambda: services.return_people(actor=local, at=NOW, choice=chosen, reason=ReturnReason.NOT_RESIDENT)] * 2,
        *[lambda: services.offer_again(actor=scene.officer, at=NOW, offer_id=offer.pk, note="住址已核实")] * 2,
        lambda: services.withdraw_people(
            actor=scene.officer, at=NOW, choice=chosen, state=chance.choice([OfferState.OFFERED, OfferState.RETURNED])
        ),
        lambda: services.route_people(actor=scene.street, at=NOW, choice=chosen, place_no=other),
        lambda: record_death(
            actor=local, at=NOW, retiree_id=person.pk,
            death=Death(DAY, Source.VISIT, "火化证明", person.lock_version),
        ),
        *[lambda: withdraw_death(
            actor=scene.street, at=NOW, retiree_id=person.pk, reason="登记错人", lock_version=person.lock_version
        )] * 2,
        *[lambda: record_move(
            actor=local, at=NOW, retiree_id=person.pk,
            move=Move(DAY, other, "岳麓区望月湖街道", "", Source.VISIT, person.lock_version),
        )] * 2,
    ]  # fmt: skip


def _holds() -> None:
    told: dict[UUID | None, Told] = defaultdict(Told)
    with acting(SYSTEM):
        for event in Event.objects.filter(retiree_id__isnull=False).order_by("id"):
            told[event.retiree_id].hear(event)
        for person in Retiree.objects.all():
            offers = {one.state: one for one in Offer.objects.filter(retiree=person).order_by("id")}
            heard = told[person.pk]
            assert person.status == heard.status
            waits, holds = offers.get(OfferState.OFFERED), offers.get(OfferState.ACCEPTED)
            assert (waits.place_no if waits else 0) == heard.waits
            assert (holds.place_no if holds else 0) == heard.holds
            assert (OfferState.RETURNED in offers) == heard.returned
            assert not holds or person.place_no == holds.place_no


@pytest.mark.parametrize("seed", range(6))
def test_after_every_act_events_explain_person_and_offers(scene: Scene, seed: int) -> None:
    chance, done = random.Random(seed), 0
    scene.submit(roster(*CAST[:3]))
    for _ in range(60):
        try:
            chance.choice(_acts(scene, chance))()
        except DomainError:
            continue
        done += 1
        _holds()
    assert done > 3
