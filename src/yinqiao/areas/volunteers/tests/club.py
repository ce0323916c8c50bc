"""Volunteers of the small city, tasks and hours: the scene of the room's tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.areas.volunteers import services
from yinqiao.areas.volunteers.models import Part, Volunteer
from yinqiao.areas.volunteers.types import Free, Grade, NewTask, Served, SignUp, Skill
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access import Actor, Scope, acting

SYSTEM = Actor.system("test")
# Tuesday the 10th, nine to half past ten in the city.
BEGINS = datetime(2026, 3, 10, 1, 0, tzinfo=AT.tzinfo)
ENDS = BEGINS + timedelta(minutes=90)
AFTER = ENDS + timedelta(hours=3)


@dataclass
class Club:
    """The city and its officers."""

    city: City
    register: Register

    @property
    def officer(self) -> Actor:
        """Who works in the near community."""
        return self.city.actor("community_officer")

    @property
    def street(self) -> Actor:
        """Who works in its street."""
        return self.city.actor("street_officer", "street")

    def volunteer(self, name: str = "王桂英", *skills: Skill, insured_until: date | None = None, **facts: Any) -> UUID:
        """Somebody of the register who has signed up on a workday morning."""
        person = self.register(name=name, **facts)
        self.sign_up(person, *skills, insured_until=insured_until)
        return person

    def sign_up(self, person: UUID, *skills: Skill, insured_until: date | None = None, at: datetime = AT) -> UUID:
        """A person signs up at the street's counter."""
        new = SignUp(skills or (Skill.COMPANY,), (Free.WORKDAY_MORNING,), insured_until)
        return services.sign_up(actor=self.street, at=at, retiree_id=person, new=new)

    def task(self, at: datetime = AT, **other: Any) -> UUID:
        """A task of the street."""
        facts = {
            "place_no": self.city.street, "title": "独居老人理发", "about": "带上自己的工具。", "where": "社区服务中心",
            "starts_at": BEGINS, "ends_at": ENDS, "wanted": 2, **other,
        }  # fmt: skip
        return services.open_task(actor=self.street, at=at, new=NewTask(**facts))

    def take(self, task: UUID, person: UUID, at: datetime = AT) -> UUID:
        """The officer arranges it with a volunteer."""
        return services.take(actor=self.street, at=at, task_id=task, volunteer_id=self.entry(person).pk)

    def confirm(self, part: UUID, at: datetime = AFTER, **other: Any) -> int:
        """The officer confirms what was served."""
        served = Served(**{
            "starts_at": BEGINS, "ends_at": ENDS, "break_minutes": 0, "grade": Grade.GOOD, **other,
        })  # fmt: skip
        return services.confirm(actor=self.officer, at=at, part_id=part, served=served)

    def served(self, person: UUID, days: int = 0, minutes: int = 90, title: str = "独居老人理发") -> UUID:
        """A person served in a task so many days after the usual one, and it is confirmed."""
        begins = BEGINS + timedelta(days=days)
        ends = begins + timedelta(minutes=minutes)
        part = self.take(self.task(starts_at=begins, ends_at=ends, title=title), person)
        self.confirm(part, at=ends + timedelta(hours=1), starts_at=begins, ends_at=ends)
        return part

    def entry(self, person: UUID) -> Volunteer:
        """As what the person is registered."""
        with acting(SYSTEM):
            return Volunteer.objects.filter(retiree_id=person).latest("agreed_on", "id")


def part_of(part: UUID) -> Part:
    """A part as it stands."""
    with acting(SYSTEM):
        return Part.objects.get(pk=part)


def own(person: UUID) -> Actor:
    """The person, signed in to the portal."""
    return Actor(person, "retiree", "本人", Scope.of_person(person), "长辈版")


def proxy(person: UUID) -> Actor:
    """Who acts in the person's place."""
    return Actor(person, "proxy", "代办", Scope.of_warrant(person, uuid4()), "长辈版")


def refused(act: Any, /, **told: Any) -> str:
    """The code with which an act is refused."""
    try:
        act(**told)
    except DomainError as refusal:
        return refusal.code
    raise AssertionError("it was done")
