"""A review of a street's branch, and the acts of those who note, count, confirm, conclude and answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yinqiao.areas.dues.tests.branch import at
from yinqiao.areas.party.tests.transfers import SYSTEM, TODAY
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_reviews import services
from yinqiao.areas.party_reviews.models import Part, Review
from yinqiao.areas.party_reviews.types import Ballots, Grade, Noted, Votes
from yinqiao.platform.access import Actor, acting

YEAR = 2026
HERE = Noted("written", "yes")
E, Q, B, U = Grade


@dataclass(frozen=True)
class Round:
    """The branch and its review."""

    life: Life
    review_id: UUID

    @classmethod
    def of(cls, life: Life, by: Actor | None = None) -> Round:
        """Just opened."""
        made = services.open_review(actor=by or life.street, at=at(TODAY), branch_id=life.branch_id, year=YEAR)
        return cls(life, made)

    def row(self) -> Review:
        """It as it stands."""
        with acting(SYSTEM):
            return Review.objects.get(pk=self.review_id)

    def parts(self) -> dict[UUID, Part]:
        """Member → part."""
        with acting(SYSTEM):
            return {one.member_id: one for one in Part.objects.filter(review_id=self.review_id)}

    def do(self, act: Callable[..., Any], by: Actor | None = None, **told: Any) -> None:
        """An act as the page showed the review."""
        act(
            actor=by or self.life.street, at=at(TODAY), review_id=self.review_id, lock_version=self.row().lock_version, **told
        )  # fmt: skip

    def note(self, noted: Mapping[int, Noted] | None = None) -> None:
        """Everybody is there and has given the self-assessment, or what is said by serial."""
        told = dict.fromkeys(self.life.serials, HERE) | dict(noted or {})
        self.do(services.note_parts, noted={self.life.member(serial): one for serial, one in told.items()})

    def count(self, by: Actor | None = None, *, returned: int = 3, **votes: Votes) -> None:
        """Enter the totals: three say qualified of each who is rated, or what is said (`_102=Votes(…)`)."""
        rated = {key: Votes(0, 3, 0, 0) for key, one in self.parts().items() if not one.unrated}
        rated |= {self.life.member(int(key[1:])): one for key, one in votes.items()}
        self.do(services.count_votes, by, ballots=Ballots(TODAY, returned, "甲", "乙"), votes=rated)

    def confirmed(self) -> None:
        """Noted, counted, and the count confirmed by another."""
        self.note()
        self.count()
        self.do(services.confirm_count, self.life.second())

    def send(self, *grades: Grade, words: str = "同意评议意见") -> None:
        """Give the grades in the order of the serials, and send them up."""
        told = {self.life.member(serial): grade for serial, grade in zip(self.life.serials, grades, strict=True)}
        self.do(services.send_up, grades=told, words=words)

    def approved(self, *grades: Grade) -> None:
        """The whole way."""
        self.confirmed()
        self.send(*(grades or (E, Q, B)))
        self.do(services.approve, self.life.district)
