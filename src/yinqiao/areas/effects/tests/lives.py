"""People around whom much hangs: accepted, certified, members, with archives; what happens to them, and what is seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.agreements.tests.talks import Talks
from yinqiao.areas.agreements.types import AgreementState
from yinqiao.areas.archives.tests.volumes import Store, volume
from yinqiao.areas.effects import queries
from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.types import Chain
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, place_actor, roster
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party.tests.transfers import Transfer, lettered
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_death, record_move, withdraw_death
from yinqiao.areas.retirees.types import Death, Move, Source
from yinqiao.platform.access import Actor, acting

SYSTEM = Actor.system("测试")
TODAY = timezone.localdate(NOW)
LATER = NOW + timedelta(days=2)
FAR = "430105001001"


@dataclass(frozen=True)
class Lives:
    """Who is here, and who acts."""

    scene: Scene
    agency: Actor

    @classmethod
    def of(cls, scene: Scene) -> Lives:
        """Two people with everything that may hang on a person."""
        one = cls(scene, place_actor("agency_officer", "430100000D01"))
        scene.submit(roster(*CAST[:2]))
        one.accept(scene.community)
        transfer, store = Transfer.of(scene), Store.of(scene)
        transfer.offer(lettered(102))
        transfer.check_in(102)
        transfer.accept(102, no="回执1")
        catalogue = store.offer(volume(102))
        store.scan(catalogue, "9900102")
        store.finish(catalogue)
        return one

    def agree(self) -> None:
        """The enterprise and the street have a signed agreement."""
        Talks.of(self.scene).standing(AgreementState.SIGNED)

    def accept(self, who: Actor, at: datetime = NOW) -> None:
        """A community accepts whoever is offered to it."""
        with acting(who):
            waiting = list(list_offers(scope=who.scope).filter(state="offered").values_list("id", flat=True))
        handover.accept_people(actor=who, at=at, choice=handover.Choice.of(waiting))

    def person(self, name: str = "王桂英") -> Any:
        """A person of the register."""
        with acting(SYSTEM):
            return Retiree.objects.get(name=name)

    def id(self, name: str = "王桂英") -> UUID:
        """The person's id."""
        return UUID(str(self.person(name).pk))

    def die(self, died_on: date = TODAY, *, by: Actor | None = None, at: datetime = NOW, name: str = "王桂英") -> None:
        """The person's death is recorded."""
        death = Death(died_on, Source.RELATIVE, "死亡医学证明", self.person(name).lock_version)
        record_death(actor=by or self.scene.community, at=at, retiree_id=self.id(name), death=death)

    def live(self, at: datetime = LATER) -> None:
        """The record was wrong."""
        version = self.person().lock_version
        withdraw_death(actor=self.scene.street, at=at, retiree_id=self.id(), reason="登记错人", lock_version=version)

    def move(self, to: str = FAR, at: datetime = NOW) -> None:
        """The person moves within the city."""
        place_no, version = places().by_code[to].place_no, self.person().lock_version
        told = Move(TODAY, place_no, "开福区望麓园街道富雅坪社区1栋", "1栋", Source.RELATIVE, version)
        record_move(actor=self.scene.community, at=at, retiree_id=self.id(), move=told)

    def followups(self, **narrowed: Any) -> list[Followup]:
        """What there is to be done, whoever may see it, oldest first."""
        with acting(SYSTEM):
            return list(Followup.objects.filter(**narrowed).order_by("opened_at", "kind", "id"))

    def kinds(self, **narrowed: Any) -> set[tuple[str, str]]:
        """Kind and state of each."""
        return {(one.kind, one.state) for one in self.followups(**narrowed)}

    def chains(self, actor: Actor, name: str = "王桂英", at: datetime = NOW) -> list[Chain]:
        """What somebody sees of a person's chains, the newest first."""
        with acting(actor):
            return queries.list_chains(
                actor=actor, scope=actor.scope, retiree_id=self.id(name), today=timezone.localdate(at)
            )

    def listed(self, actor: Actor) -> set[str]:
        """The kinds of what is an actor's turn."""
        with acting(actor):
            found = queries.list_followups(scope=actor.scope, owners=queries.turns_of(actor.role))
            return {one.kind for one in found}
