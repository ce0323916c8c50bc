"""The offices of the tests: who issues, who keeps the seal, and two people of 月华社区."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.certificates.types import Asked, Checked
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, place_actor, roster
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.services import record_death, withdraw_death
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.files.store import get_file, read_bytes

SYSTEM = Actor.system("测试")
CHECKER = Actor.system("证明查验")
TODAY = NOW.date()
WHERE = "https://tg.example.cn/verify/"
MANAGED, RECEIVED = "managed", "received"
PURPOSE = "办理养老服务机构入住"


@dataclass(frozen=True)
class Office:
    """Two people accepted by 月华社区; the street has said that 社会化管理证明 is sealed without a hand."""

    scene: Scene
    district: Actor

    @classmethod
    def of(cls, scene: Scene) -> Office:
        """The scene with its people."""
        scene.submit(roster(*CAST[:2]))
        with acting(scene.community):
            waiting = list(
                list_offers(scope=scene.community.scope).filter(state="offered").values_list("id", flat=True)
            )
        handover.accept_people(actor=scene.community, at=NOW, choice=handover.Choice.of(waiting))
        services.permit(actor=scene.street, at=NOW, kind=MANAGED, is_automatic=True)
        return cls(scene, place_actor("district_manager", "430104000000"))

    def person(self, name: str = "王桂英") -> Any:
        """A person of the register."""
        with acting(SYSTEM):
            return Retiree.objects.get(name=name)

    def id(self, name: str = "王桂英") -> UUID:
        """The person's id."""
        return UUID(str(self.person(name).pk))

    def issue(
        self, kind: str = MANAGED, *, by: Actor | None = None, at: datetime = NOW, who: str = "王桂英",
        purpose: str = PURPOSE,
    ) -> UUID:  # fmt: skip
        """A certificate, by the community unless told otherwise."""
        asked = Asked(kind, purpose, WHERE)
        return services.issue(actor=by or self.scene.community, at=at, retiree_id=self.id(who), asked=asked)

    def row(self, pk: UUID) -> Certificate:
        """A certificate, whoever may see it."""
        with acting(SYSTEM):
            return Certificate.objects.select_related("retiree", "retiree__merged_into").get(pk=pk)

    def standing(self, pk: UUID, days: int = 0) -> str:
        """Where it stands so many days later."""
        row = self.row(pk)
        with acting(SYSTEM):
            return queries.standing_on(row, TODAY + timedelta(days=days)).value

    def pdf(self, pk: UUID, by: Actor = SYSTEM) -> bytes:
        """Its file."""
        row = self.row(pk)
        assert row.file_id is not None
        with acting(by):
            return read_bytes(get_file(row.file_id))

    def ofd(self, pk: UUID, by: Actor = SYSTEM) -> bytes:
        """The same as OFD."""
        row = self.row(pk)
        assert row.ofd_id is not None
        with acting(by):
            return read_bytes(get_file(row.ofd_id))

    def uses(self) -> list[SealUse]:
        """The register of seals, the newest first."""
        with acting(SYSTEM):
            return list(SealUse.objects.order_by("-at", "-id"))

    def check(self, code: str, *, at: datetime = NOW, address: str = "10.0.0.1") -> Checked | None:
        """What whoever holds the paper is told."""
        return services.check_code(actor=CHECKER, at=at, code=code, address=address)

    def die(self, name: str = "王桂英") -> None:
        """The person's death is recorded."""
        death = Death(TODAY, Source.RELATIVE, "死亡医学证明", self.person(name).lock_version)
        record_death(actor=self.scene.community, at=NOW, retiree_id=self.id(name), death=death)

    def live(self, name: str = "王桂英") -> None:
        """It was somebody else who died."""
        withdraw_death(
            actor=self.scene.street, at=NOW + timedelta(hours=1), retiree_id=self.id(name), reason="登记错人",
            lock_version=self.person(name).lock_version,
        )  # fmt: skip
