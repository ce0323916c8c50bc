"""The party organisations of the demo city: one of each path and in each state, with members of the rosters behind some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.branches import services as branches
from yinqiao.areas.branches.queries import get_organisation, list_organisations, list_unlisted, steps_of
from yinqiao.areas.branches.types import Kind, Listing, Need, Path, Role, Side, Step, StepFacts
from yinqiao.platform.access import Actor, acting

_STEP_DAYS = 8  # from one step to the next
ALL = 9


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation, and how far it has come: `steps` of its path are done, None before it was offered."""

    name: str
    kind: Kind
    path: Path = Path.WHOLE
    steps: int | None = None
    members: int = 0
    returned: str = ""


_P, _K = Path, Kind
# The names begin with that of the enterprise; the first branches are those that the rosters name.
BODIES = (
    Body("离退休党委", _K.COMMITTEE, _P.KEPT, ALL, 126),
    Body("离退休第一党支部", _K.BRANCH, _P.WHOLE, ALL, 6),
    Body("离退休第二党支部", _K.BRANCH, _P.WHOLE, 2, 4),
    Body("离退休第三党支部", _K.BRANCH, _P.MERGED, 2, 3),
    Body("离退休第四党支部", _K.BRANCH, _P.MERGED, ALL, 12),
    Body("离退休第五党支部", _K.BRANCH, _P.WHOLE, 1, 54),
    Body("机关离退休联合党支部", _K.JOINT_BRANCH, _P.DISSOLVED, ALL),
    Body("外地居住党小组", _K.GROUP, _P.DISSOLVED, 1, 2),
    Body("离退休第六党支部", _K.BRANCH, _P.WHOLE, 0, 28),
    Body("离退休第七党支部", _K.BRANCH, _P.MERGED, 0, 17, "members_differ"),
    Body("离退休第八党支部", _K.BRANCH, members=21),
)


@dataclass(frozen=True, slots=True)
class Line:
    """Whose organisations they are, who receives them, when they were listed, how their names begin."""

    firm: Actor
    receiver: Actor
    at: datetime
    head: str
    bodies: Sequence[Body] = BODIES


def load_branches(*, line: Line, now: datetime) -> None:
    """List these organisations and bring each to where it stands today; a branch of the rosters is left unlisted."""
    told = [_listing(line, body) for body in line.bodies]
    branches.list_lines(
        actor=line.firm, at=line.at, enterprise_id=line.firm.scope.enterprises[0], listings=told
    )  # fmt: skip
    with acting(line.firm):
        known = dict(list_organisations(scope=line.firm.scope).values_list("name", "pk"))
        unlisted = list_unlisted(scope=line.firm.scope, today=timezone.localdate(now))
    for one in unlisted[:-1]:
        if one.suggested_id:
            branches.link_branch(
                actor=line.firm, at=line.at, branch_id=one.id, organisation_id=one.suggested_id
            )  # fmt: skip
        else:
            branches.list_from_rosters(actor=line.firm, at=line.at, ids=[one.id])
    for body in line.bodies:
        _Walk(line, known[line.head + body.name], now).go(body)


def _listing(line: Line, body: Body) -> Listing:
    is_top = body.kind is Kind.COMMITTEE
    return Listing(
        name=line.head + body.name, kind=body.kind, upper="集团公司党委" if is_top else f"{line.head}离退休党委",
        members=body.members, activity_place="退休职工活动中心二楼",
        role=Role.LEADER if body.kind is Kind.GROUP else Role.SECRETARY, secretary="周建军", phone="0731-88001234",
    )  # fmt: skip


class _Walk:
    """Brings one listed organisation on its way."""

    def __init__(self, line: Line, organisation_id: UUID, now: datetime) -> None:
        self.line, self.organisation_id, self.now = line, organisation_id, now
        self.at = line.at

    def go(self, body: Body) -> None:
        """Offered, its steps, or a return."""
        if body.steps is None:
            return
        ids, receiver = [self.organisation_id], self.line.receiver
        branches.offer_organisations(
            actor=self.line.firm, at=self.at, ids=ids, path=body.path, place_no=receiver.scope.place_from
        )
        for number, step in enumerate(steps_of(body.path)[: body.steps], start=1):
            self._do(step, number)
        if body.returned:
            branches.return_organisations(actor=receiver, at=self._later(), ids=ids, reason=body.returned, note="")

    def _do(self, step: Step, number: int) -> None:
        at = self._later()
        actor = self.line.firm if step.side is Side.ENTERPRISE else self.line.receiver
        with acting(actor):
            version = get_organisation(scope=actor.scope, organisation_id=self.organisation_id).lock_version
        branches.record_step(
            actor=actor, at=at, organisation_id=self.organisation_id, version=version, code=step.code,
            facts=_facts(step, at, number),
        )  # fmt: skip

    def _later(self) -> datetime:
        """The next moment at which something is done, today at the latest."""
        self.at = min(self.at + timedelta(days=_STEP_DAYS), self.now)
        return self.at


def _facts(step: Step, at: datetime, number: int) -> StepFacts:
    day = timezone.localdate(at)
    words = {
        Need.NUMBER: f"演示党〔{day.year}〕{number}号", Need.NAMED: "离退休第九党支部", Need.SECRETARY: "陈国强",
        Need.NOTE: "党员多在厂区居住，由企业党委指定专人联系，半年后再定。",
    }  # fmt: skip
    told: dict[str, Any] = {need.value: text for need, text in words.items() if need in step.needs}
    return StepFacts(day, next_on=day + timedelta(days=180) if Need.NEXT_ON in step.needs else None, **told)
