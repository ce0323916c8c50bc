"""Writes to offices and brings their answers, by the acts of the people who would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.effects.tests.lives import Lives
from yinqiao.areas.handover.tests.conftest import NOW, Scene
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.tests.offices import new_source
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.letters import queries, services
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.types import Reply
from yinqiao.platform.access import Actor, acting

SYSTEM = Actor.system("测试")
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
REPLIED = date(2026, 3, 2)


def paper() -> Any:
    """A scan."""
    scan = io.BytesIO(PDF)
    scan.name = "复函.pdf"
    return scan


@dataclass(frozen=True)
class Writing:
    """Who is here, and who writes."""

    scene: Scene
    lives: Lives

    @classmethod
    def of(cls, scene: Scene) -> Writing:
        """Seven kinds of office, each on paper alone."""
        for kind in SourceKind:
            register_source(
                actor=scene.city, at=NOW, source=new_source(kind, f"paper-{kind.value.replace('_', '-')}", None)
            )
        return cls(scene, Lives.of(scene))

    def send(self, purpose: str, *names: str, by: Actor | None = None, at: datetime = NOW) -> UUID:
        """A letter about these people, 王桂英 unless named."""
        people = [self.lives.id(name) for name in names or ("王桂英",)]
        return services.send_letter(
            actor=by or self.scene.community, at=at, purpose=purpose, office="某某部门", people=people
        )

    def reply(
        self, letter: UUID, answer: str, *names: str, by: Actor | None = None, at: datetime = NOW, **facts: str
    ) -> None:
        """The office answers about these people, all who wait unless named; at the city's desk."""
        rows = [one for one in self.asked(letter) if one.is_open and (not names or one.name in names)]
        reply = Reply(answer, "某函〔2026〕7号", REPLIED, paper(), facts)
        services.record_reply(
            actor=by or self.scene.city, at=at, letter_id=letter, asked=[one.pk for one in rows], reply=reply
        )

    def letter(self, pk: UUID) -> Letter:
        """A letter, whoever may see it."""
        with acting(SYSTEM):
            return Letter.objects.get(pk=pk)

    def asked(self, pk: UUID) -> list[Asked]:
        """Its people."""
        with acting(SYSTEM):
            return list(Asked.objects.filter(letter_id=pk).order_by("id"))

    def listed(self, actor: Actor, today: date = REPLIED, **narrowed: str) -> list[str]:
        """The numbers that somebody's register shows."""
        with acting(actor):
            found = queries.list_letters(scope=actor.scope, today=today, role=actor.role, **narrowed)
            return [one.number for one in found]
