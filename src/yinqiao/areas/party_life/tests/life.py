"""A street's branch with three members, and the acts of those who plan, tell, mark, write and sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.dues.tests.branch import at
from yinqiao.areas.handover.tests.conftest import Person, place_actor, roster
from yinqiao.areas.party.tests.transfers import STREET, SYSTEM, TODAY, Transfer, lettered
from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.models import Attendance, Meeting, Membership
from yinqiao.areas.party_life.types import (
    BranchInput,
    Kind,
    Mark,
    MeetingInput,
    MeetingKind,
    Minutes,
    Post,
    PostInput,
    Said,
    Setting,
)  # fmt: skip
from yinqiao.platform.access import Actor, acting

SERIALS = (102, 103, 104)
NAMES = ("王桂英", "欧阳建国", "阿依古丽·买买提")
BRANCH = BranchInput("望月湖退休第一党支部", Kind.BRANCH, Setting.COMMUNITY, 5, date(2024, 3, 1))


def minutes(held_on: date = TODAY, **changed: str) -> Minutes:
    """What was said."""
    told = {
        "venue": "社区活动室", "host": "欧阳建国", "recorder": "王桂英", "topics": "学习支部工作条例", "decisions": "推选支部委员",
    } | changed  # fmt: skip
    return Minutes(held_on, **told)


@dataclass(frozen=True)
class Life:
    """The street and its branch."""

    transfer: Transfer
    branch_id: UUID
    serials: tuple[int, ...]

    @classmethod
    def of(cls, transfer: Transfer, *people: Person) -> Life:
        """Members received on the second of March 2026, in one branch: three, or those of `people` at their community."""
        if people:
            transfer.scene.submit(roster(*people))
            transfer.accept_people()
        transfer.offer(*map(lettered, SERIALS, NAMES))
        transfer.check_in(*SERIALS)
        transfer.accept(*SERIALS)
        street, place_no = transfer.street, transfer.member(SERIALS[0]).place_no
        serials = tuple(one for one in SERIALS if transfer.member(one).place_no == place_no)
        made = services.found_branch(actor=street, at=at(TODAY), place_no=place_no, given=BRANCH)
        services.place_members(actor=street, at=at(TODAY), branch_id=made, member_ids=transfer.ids(*serials))
        return cls(transfer, made, serials)

    @property
    def street(self) -> Actor:
        """Who works for the branch."""
        return self.transfer.street

    @property
    def district(self) -> Actor:
        """Who looks at it from above."""
        return self.transfer.district

    def second(self) -> Actor:
        """Another officer of the same street."""
        return place_actor("street_officer", STREET)

    def member(self, serial: int) -> UUID:
        """The id of a member."""
        return self.transfer.member(serial).pk

    def row(self, today: date = TODAY) -> Any:
        """The branch as the list shows it."""
        with acting(self.street):
            return queries.get_branch(scope=self.street.scope, branch_id=self.branch_id)

    def found(self, today: date = TODAY) -> list[str]:
        """The codes of what is amiss."""
        with acting(self.street):
            return [one.code for one in queries.findings_of(self.row(), today)]

    def listed(self, wanted: str, today: date = TODAY) -> bool:
        """Whether the list under this filter has the branch."""
        with acting(self.street):
            found = queries.list_branches(scope=self.street.scope).filter(queries.branch_filters(today)[wanted])
            return found.filter(pk=self.branch_id).exists()

    def post(self, serial: int, post: Post, group_no: int = 0) -> None:
        """Give a member a post."""
        with acting(SYSTEM):
            seen = Membership.objects.get(pk=self.member(serial)).lock_version
        services.change_post(
            actor=self.street,
            at=at(TODAY),
            member_id=self.member(serial),
            lock_version=seen,
            given=PostInput(post, group_no),
        )

    def plan(self, year: int = 2026, day: date = TODAY) -> int:
        """Plan a year."""
        return services.plan_year(
            actor=self.street, at=at(day), branch_id=self.branch_id, year=year, venue="社区活动室"
        )

    def add(self, kind: MeetingKind = MeetingKind.THEME, starts: datetime | None = None, group_no: int = 0) -> UUID:
        """Plan one meeting, at once."""
        given = MeetingInput(kind, starts or at(TODAY), "社区活动室", "学习党章", group_no)
        return services.add_meeting(actor=self.street, at=at(TODAY), branch_id=self.branch_id, given=given)

    def meeting(self, meeting_id: UUID) -> Meeting:
        """It as it stands."""
        with acting(SYSTEM):
            return Meeting.objects.get(pk=meeting_id)

    def do(
        self, act: Callable[..., Any], meeting_id: UUID, by: Actor | None = None, day: date = TODAY, **told: Any
    ) -> Any:
        """An act on a meeting as the page showed it."""
        seen = self.meeting(meeting_id).lock_version
        return act(actor=by or self.street, at=at(day), meeting_id=meeting_id, lock_version=seen, **told)

    def tell(self, meeting_id: UUID) -> int:
        """Tell it."""
        told: int = self.do(services.notify_meeting, meeting_id)
        return told

    def mark(self, meeting_id: UUID, **marks: Mark) -> None:
        """Mark members by serial (`_102=Mark.PRESENT`); who is excused is frail."""
        said = {
            self.member(int(key[1:])): Said(mark, "frail" if mark is Mark.EXCUSED else "")
            for key, mark in marks.items()
        }
        self.do(services.mark_roll, meeting_id, said=said)

    def held(self, kind: MeetingKind = MeetingKind.THEME, day: date = TODAY) -> UUID:
        """A meeting to which everybody came, minuted."""
        made = self.add(kind, at(day))
        self.tell(made)
        self.mark(made, **{f"_{one}": Mark.PRESENT for one in self.serials})
        self.do(services.write_minutes, made, minutes=minutes(day), day=max(day, TODAY))
        return made

    def roll(self, meeting_id: UUID) -> dict[UUID, tuple[str, str, str]]:
        """Member → mark, reason, way."""
        with acting(SYSTEM):
            found = Attendance.objects.filter(meeting_id=meeting_id)
            return {one.member_id: (one.mark, one.reason, one.way) for one in found}

    def shape(self, **changed: Any) -> BranchInput:
        """The branch with something else."""
        return BranchInput(**{**BRANCH._asdict(), **changed})


def when(day: date, hours: float = 0) -> datetime:
    """Nine in the morning of a day, and so many hours later."""
    return at(day) + timedelta(hours=hours)


def month_of(moment: datetime) -> str:
    """The month of a moment, as the city counts."""
    return timezone.localtime(moment).strftime("%Y-%m")


__all__ = ["BRANCH", "SERIALS", "Life", "minutes", "month_of", "when"]
