"""Brings people and archives that are apart to where a test wants them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archives.tests.volumes import STREET, SYSTEM, Store, volume
from yinqiao.areas.handover import services as handover
from yinqiao.areas.handover.queries import list_offers
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, id_number, roster
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.separation import queries, services
from yinqiao.areas.separation.models import Match
from yinqiao.areas.separation.types import Cause
from yinqiao.platform.access import Actor, acting

TODAY = timezone.localdate(NOW)
# The register's number with two neighbouring digits of the birth date swapped: right in itself.
SWAPPED = id_number(102, "19521302"[:4] + "0321")


@dataclass(frozen=True)
class Pairs:
    """Who is here, and what hangs between them."""

    store: Store

    def people(self, *people: Person) -> None:
        """People handed over, who wait to be accepted."""
        self.store.scene.submit(roster(*(people or CAST[:3])))

    def offer(self, *lines: str, to: str = STREET) -> UUID:
        """A catalogue submitted to a place."""
        return self.store.offer(*lines, to=to)

    def accept(self, actor: Actor | None = None) -> None:
        """Everybody who waits at a community is accepted."""
        who = actor or self.store.scene.community
        with acting(who):
            waiting = list(list_offers(scope=who.scope).filter(state="offered").values_list("id", flat=True))
        handover.accept_people(actor=who, at=NOW, choice=handover.Choice.of(waiting))

    def find(self, actor: Actor = SYSTEM) -> int:
        """The nightly look."""
        return services.find_matches(actor=actor, at=NOW)

    def hangs(self, actor: Actor | None = None) -> list[tuple[str, str]]:
        """Cause and name of everything that hangs, as somebody sees it."""
        who = actor or self.store.street
        with acting(who):
            rows = queries.list_items(scope=who.scope, today=TODAY)
            return sorted((row.cause, row.name) for row in rows)

    def match(self) -> Match:
        """The one pair, whoever may see it."""
        with acting(SYSTEM):
            return Match.objects.get()

    def waiting(self, actor: Actor | None = None) -> int:
        """Pairs that wait, as somebody sees them."""
        who = actor or self.store.street
        with acting(who):
            return queries.count_matches(scope=who.scope)

    def swapped(self) -> UUID:
        """王桂英 in the register, and an archive of hers whose number has two digits swapped: one pair."""
        self.people()
        self.offer(volume(102, id_no=SWAPPED, no="X1"), volume(103, "欧阳建国"))
        self.find()
        return self.match().pk

    def person(self, serial: int = 102) -> Retiree:
        """A person of the register, by the archive number of the roster."""
        with acting(SYSTEM):
            return Retiree.objects.get(archive_no=f"DA{serial:05d}")


def causes(*wanted: Cause) -> set[str]:
    """The codes of these causes."""
    return {one.value for one in wanted}
