"""A branch with one room, courses of it, and people who enrol: the scene of the room's tests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from yinqiao.areas.activities import services
from yinqiao.areas.activities.models import Enrolment, Offering, Session
from yinqiao.areas.activities.types import Kind, NewBranch, NewOffering, NewRoom, Plan
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.platform.access import Actor, Scope, acting

SYSTEM = Actor.system("test")
CLOSES = date(2026, 3, 20)
AFTER = datetime(2026, 3, 21, 2, 0, tzinfo=UTC)
VALUE = "3888.60"


def day(moment: datetime, days: int) -> datetime:
    """So many days later."""
    return moment + timedelta(days=days)


@dataclass
class School:
    """The city, the street's officer, a branch and its room."""

    city: City
    register: Register
    branch: UUID
    room: UUID
    new: NewOffering = field(repr=False)

    @property
    def officer(self) -> Actor:
        """Who organises."""
        return self.city.actor("street_officer", "street")

    @property
    def community(self) -> Actor:
        """Who works with the near community's people."""
        return self.city.actor("community_officer")

    def draft(self, **other: Any) -> UUID:
        """An offering as it is drawn up."""
        return services.draft(actor=self.officer, at=AT, new=replace(self.new, **other))

    def course(self, **other: Any) -> UUID:
        """An offering in which people enrol."""
        made = self.draft(**other)
        services.publish(actor=self.officer, at=AT, offering_id=made)
        return made

    def person(self, name: str = "王桂英", **facts: Any) -> UUID:
        """Somebody of the register."""
        return self.register(name=name, **facts)

    def enrol(self, offering: UUID, retiree: UUID, *, at: datetime = AT, together: str = "") -> UUID:
        """Somebody enrols at the counter of the street."""
        return services.enrol(
            actor=self.officer, at=at, offering_id=offering, retiree_id=retiree, together_with=together
        )  # fmt: skip

    def settle(self, offering: UUID, at: datetime = AFTER, value: str = VALUE) -> None:
        """The list is settled."""
        services.settle(actor=self.officer, at=at, offering_id=offering, public_value=value)

    def full(self, seats: int, people: int) -> tuple[UUID, list[Enrolment]]:
        """A course for which lots were drawn, and its enrolments in the order drawn."""
        made = self.course(seats=seats)
        for at in range(people):
            self.enrol(made, self.person(f"学员{'甲乙丙丁戊己'[at]}"))
        self.settle(made)
        return made, enrolments(made)


def open_school(city: City, register: Register) -> School:
    """Register the branch and the room."""
    officer = city.actor("street_officer", "street")
    branch = services.open_branch(
        actor=officer, at=AT, new=NewBranch(city.street, "望月湖快乐老人大学", "望月湖路1号")
    )  # fmt: skip
    room = services.add_room(actor=officer, at=AT, branch_id=branch, new=NewRoom("书画室", 30, True))
    plan = Plan(date(2026, 3, 25), 3, time(9), time(10, 30))
    new = NewOffering(
        branch, Kind.COURSE, "书法入门", "从握笔学起。", "周老师", "零基础", 20, "2026年春季", CLOSES, plan, room
    )  # fmt: skip
    return School(city, register, branch, room, new)


def enrolments(offering: UUID) -> list[Enrolment]:
    """All of them, in the order of the list."""
    with acting(SYSTEM):
        return list(Enrolment.objects.filter(offering_id=offering).order_by("rank", "entered_at", "id"))


def states(offering: UUID) -> list[str]:
    """Where they stand, in that order."""
    return [one.state for one in enrolments(offering)]


def row_of(offering: UUID) -> Offering:
    """The offering as it stands."""
    with acting(SYSTEM):
        return Offering.objects.get(pk=offering)


def sessions(offering: UUID) -> list[Session]:
    """When it is held."""
    with acting(SYSTEM):
        return list(Session.objects.filter(offering_id=offering).order_by("starts_at"))


def own(retiree: UUID) -> Actor:
    """The person, signed in to the portal."""
    return Actor(retiree, "retiree", "本人", Scope.of_person(retiree), "长辈版")
