"""Walks an agreement to where a test wants it, by the acts of the people who would do it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.agreements import services
from yinqiao.areas.agreements.models import Agreement
from yinqiao.areas.agreements.services import Signature
from yinqiao.areas.agreements.types import (
    AgreementState,
    Ending,
    EndReason,
    Filing,
    Numbers,
    Parties,
    Seen,
    Terms,
    Wording,
)
from yinqiao.areas.handover.tests.conftest import NOW, Scene, place_actor
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

TODAY = timezone.localdate(NOW)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
STREET, DISTRICT = "430104001000", "430104000000"
SYSTEM = Actor.system("测试")
TERMS = Terms(
    Numbers(10, 3, 10, Decimal("41.00"), Decimal("20000.00")), "已办理退休手续的人员", "统筹外补贴",
    date(2026, 1, 1), date(2026, 12, 31),
)  # fmt: skip


def less(people: int) -> Wording:
    """A supplement's terms that change the people alone."""
    return Wording(Terms(Numbers(people=people), "人数变更"))


def paper(content: bytes = PDF, name: str = "协议.pdf", signed_on: date = TODAY) -> Signature:
    """A signed paper with its scan."""
    return Signature(signed_on, io.BytesIO(content), name)


@dataclass(frozen=True)
class Talks:
    """Who sits at the table."""

    scene: Scene
    enterprise: Actor
    rival: Actor
    street: Actor
    district: Actor
    elsewhere: Actor

    @classmethod
    def of(cls, scene: Scene) -> Talks:
        """The parties of the scene."""
        far = place_actor("street_officer", "430105001000")
        return cls(scene, scene.officer, scene.rival, scene.street, place_actor("district_manager", DISTRICT), far)

    def parties(self) -> Parties:
        """The enterprise and its street."""
        return Parties(self.scene.enterprise_id, places().by_code[STREET].place_no)

    def draft(self, by: Actor | None = None, terms: Terms = TERMS) -> UUID:
        """A draft of one side."""
        return services.draft_agreement(
            actor=by or self.enterprise, at=NOW, parties=self.parties(), wording=Wording(terms)
        )

    def seen(self, agreement_id: UUID) -> Seen:
        """The agreement as it stands now."""
        return self.row(agreement_id).seen

    def row(self, agreement_id: UUID) -> Agreement:
        """The row, whoever may see it."""
        with acting(SYSTEM):
            return Agreement.objects.get(pk=agreement_id)

    def propose(self, agreement_id: UUID, by: Actor | None = None) -> None:
        """Put it before the other side."""
        services.propose_agreement(actor=by or self.enterprise, at=NOW, seen=self.seen(agreement_id))

    def walk(self, agreement_id: UUID, to: AgreementState) -> UUID:
        """Bring an enterprise's draft to a later state."""
        steps = {
            AgreementState.PROPOSED: self.propose,
            AgreementState.AGREED: lambda one: services.agree_to_terms(actor=self.street, at=NOW, seen=self.seen(one)),
            AgreementState.SIGNED: lambda one: services.sign_agreement(
                actor=self.enterprise, at=NOW, seen=self.seen(one), signature=paper()
            ),
            AgreementState.FILED: lambda one: services.file_agreement(
                actor=self.district, at=NOW, seen=self.seen(one), filing=Filing(TODAY, "岳人社备〔2026〕7号")
            ),
        }
        for state, step in steps.items():
            if self.row(agreement_id).state == to:
                break
            if list(AgreementState).index(state) > list(AgreementState).index(
                AgreementState(self.row(agreement_id).state)
            ):
                step(agreement_id)
        return agreement_id

    def standing(self, to: AgreementState, terms: Terms = TERMS) -> UUID:
        """An agreement of the enterprise in this state."""
        return self.walk(self.draft(terms=terms), to)

    def supplement(self, main_id: UUID, people: int, to: AgreementState = AgreementState.DRAFT) -> UUID:
        """A supplement of the enterprise in a state."""
        made = services.draft_supplement(actor=self.enterprise, at=NOW, seen=self.seen(main_id), wording=less(people))
        return self.walk(made, to)

    def end(self, agreement_id: UUID, note: str = "余下人员另行安排") -> None:
        """End it half-way."""
        ending = Ending(EndReason.BY_CONSENT, note)
        services.end_agreement(actor=self.district, at=NOW, seen=self.seen(agreement_id), ending=ending)


def with_numbers(**numbers: int) -> Terms:
    """The usual terms with other numbers."""
    return replace(TERMS, numbers=replace(TERMS.numbers, **numbers))


TOMORROW = TODAY + timedelta(days=1)
