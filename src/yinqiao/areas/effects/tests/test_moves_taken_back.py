"""A move that an office told and takes back: the offer ends with it, unless the new community has accepted before."""

from __future__ import annotations

from typing import Any

import pytest

from yinqiao.areas.effects.tests.lives import FAR, LATER, NOW, SYSTEM, Lives
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.intake.services import enter_letter, register_source
from yinqiao.areas.intake.tests.offices import RESIDENCE, WITHDRAWN, new_source
from yinqiao.areas.intake.types import Letter, Receipt, SourceKind
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


class Police:
    """Public security, on paper."""

    def __init__(self, lives: Lives) -> None:
        self.lives, self.count = lives, 0
        self.source = register_source(
            actor=lives.scene.city, at=NOW, source=new_source(SourceKind.POLICE, "gongan", None)
        )

    def enter(self, kind: str, said: dict[str, Any]) -> Receipt:
        """A letter."""
        self.count += 1
        return enter_letter(
            actor=self.lives.scene.city, at=NOW, source_id=self.source, told=(kind, f"ga-{self.count}", said),
            letter=Letter("公函1号", NOW.date()),
        )  # fmt: skip

    def move(self) -> Receipt:
        """The person moved far away."""
        said = {"id_number": self.address()["id_no"], "name": "王桂英", "since": NOW.date().isoformat()}
        return self.enter(RESIDENCE, {**said, "address": "开福区新居路7号", "division_code": FAR})

    def take_back(self, told: Receipt) -> Receipt:
        """It was somebody else."""
        return self.enter(WITHDRAWN, {"withdraws": told.event_id, "reason": "同名误报"})

    def address(self) -> dict[str, Any]:
        """The person's facts."""
        with acting(SYSTEM):
            return dict(facts_of([self.lives.person()])[0])

    def offers(self) -> list[str]:
        """The states of the person's offers, the oldest first."""
        with acting(SYSTEM):
            return list(Offer.objects.filter(retiree_id=self.lives.id()).order_by("id").values_list("state", flat=True))


def test_a_move_taken_back_before_its_acceptance_leaves_no_offer_and_the_old_address(lives: Lives) -> None:
    police = Police(lives)
    before = police.address()
    told = police.move()
    assert (told.code, police.offers()) == ("applied", ["accepted", "offered"])
    assert police.take_back(told).code == "applied"
    assert (police.address(), police.offers()) == (before, ["accepted", "withdrawn"])
    (chain,) = [one for one in lives.chains(lives.scene.community) if "撤回信息变更" in one.label]
    (step,) = [one for one in chain.steps if one.label == "撤回移交"]
    assert step.why is not None and step.why.version == "effects.move_not_offered@2019-01-01"


def test_a_move_taken_back_after_its_acceptance_is_looked_at_by_a_person(lives: Lives) -> None:
    police = Police(lives)
    told = police.move()
    lives.accept(place_actor("community_officer", FAR), at=LATER)
    assert police.take_back(told).code == "disputed"
    assert police.offers() == ["passed_on", "accepted"]
