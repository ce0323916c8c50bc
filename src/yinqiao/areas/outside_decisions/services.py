"""A type of message by which an office outside decides in its own matter: what it tells moves the case that waits for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from pydantic import BaseModel

from yinqiao.areas.applications.services import move_by_office
from yinqiao.areas.applications.types import MoveEnd, OfficeMove
from yinqiao.areas.intake.types import Claim, InwardType, Item, Judged, Known, Reason, SourceKind, Verdict
from yinqiao.areas.outside_decisions.types import after_birth
from yinqiao.platform.acts import Act
from yinqiao.platform.rulebook import rulebook

_REASONS = {MoveEnd.ALREADY: Reason.SAME_VALUE, MoveEnd.NONE: Reason.NO_CASE}


@dataclass(frozen=True, slots=True)
class Office:
    """Which office tells, by which rule of the rulebook it decides, and which days a person has to look at."""

    kind: SourceKind
    rule: str
    doubt: Callable[[date, Known], Reason | None] = after_birth

    def told(
        self, code: str, title: str, schema: type[BaseModel], claims: Callable[[Any], tuple[date, Mapping[str, str]]],
        move: Callable[[Item], OfficeMove],
    ) -> InwardType:  # fmt: skip
        """The type of message. `move` says which case goes where.

        What was told the applicant has read, and the next step answers it: what is taken back a person looks at.
        """
        return InwardType(
            code, title, schema, frozenset({self.kind}), claims, self._judge,
            lambda act, items: self._apply(act, {one.retiree_id: move(one) for one in items}),
            lambda act, item, reason: False,
        )  # fmt: skip

    def _judge(self, claim: Claim, known: Known, today: date) -> Judged:
        """What an office decides in its own matter is taken."""
        rule = rulebook().get(self.rule, region=settings.REGION, day=today).version
        doubt = self.doubt(claim.since, known)
        return Judged(Verdict.DISPUTE, doubt, rule) if doubt else Judged(Verdict.TAKE, Reason.TAKEN, rule)

    def _apply(self, act: Act, moves: Mapping[UUID, OfficeMove]) -> Mapping[UUID, Reason]:
        """Move the cases of these people; of whom nothing waits, nothing is kept: `NO_CASE`."""
        ends = move_by_office(act=act, office=self.kind.value, moves=moves)
        return {who: _REASONS[end] for who, (end, _) in ends.items() if end in _REASONS}
