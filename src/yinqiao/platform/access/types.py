"""An actor (a person or a process with a role) and a scope (which people it may see)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q

PLACE_MAX = 2_147_483_647
# Places are numbered from 1. Below 0 lie the sandboxes, one number each: whoever reaches every place of the city reaches
# none of them, and whoever acts in one reaches nothing else (decision 0036).
_CITY = (0, PLACE_MAX)
_world: ContextVar[tuple[int, int]] = ContextVar("yinqiao_world", default=_CITY)


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody is seconded 选派: the people of these enterprises who live in these places, by this grant.

    The only reach that is place AND enterprise; `place_from <= place_no < place_to`.
    """

    grant: UUID
    place_from: int
    place_to: int
    enterprises: tuple[int, ...]

    def covers(self, *, place_no: int | None, enterprise_id: int | None) -> bool:
        """Whether a person with these two facts is inside."""
        return (
            place_no is not None and self.place_from <= place_no < self.place_to and enterprise_id in self.enterprises
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """A half-open range of place numbers and a set of enterprises; a person in either is inside.

    `place_from`/`place_to` are preorder numbers of the division tree, so a division's subtree is one range.
    The empty scope sees nobody. `label` is what the screen says: “岳麓区 · 望月湖街道”.
    """

    place_from: int = 0
    place_to: int = 0
    enterprises: tuple[int, ...] = ()
    label: str = "无"
    # An overseer learns who there is and what was done with whom, nothing of what is known about them.
    is_oversight: bool = False
    # An office outside that tells the city things: its own officers read what it told and what became of it, and nobody.
    office: UUID | None = None
    # One person who reads what is kept about nobody else: the retiree, signed in to the portal.
    person: UUID | None = None
    # With it somebody whom that person lets act: within the limits of this authorisation 代办授权.
    warrant: UUID | None = None
    # A seconded officer: place and enterprise stay empty, so that every policy but those that name a stay is closed.
    stay: Stay | None = None

    @classmethod
    def everything(cls) -> Scope:
        """The scope of processes that serve everybody (loading, nightly work). Never given to a person.

        Where a sandbox acts, everybody is who was made for it.
        """
        return cls(*_world.get(), (), "全部")

    @classmethod
    def sandbox(cls, no: int) -> Scope:
        """The people made for one sandbox 试用对接, and nobody else; `no` counts from 1."""
        if no < 1:
            raise ValueError("a sandbox is numbered from 1")
        return cls(-no, 1 - no, (), "试用对接")

    @classmethod
    def nobody(cls) -> Scope:
        """Sees no one; what a person without a valid role gets."""
        return cls()

    @classmethod
    def place(cls, place_from: int, place_to: int, label: str) -> Scope:
        """The subtree of one division: `place_from <= place_no < place_to`."""
        return cls(place_from, place_to, (), label)

    @classmethod
    def of_enterprises(cls, enterprises: Iterable[int], label: str) -> Scope:
        """The people whom these enterprises handed over or employ."""
        return cls(0, 0, tuple(sorted(enterprises)), label)

    @classmethod
    def of_office(cls, office: UUID, label: str) -> Scope:
        """No person at all: what one office outside told, sent and was written (decision 0039)."""
        return cls(label=label, office=office)

    @classmethod
    def of_person(cls, person: UUID) -> Scope:
        """What is kept about one person, for that person alone to read (decision 0043)."""
        return cls(label="本人", person=person)

    @classmethod
    def of_warrant(cls, person: UUID, warrant: UUID) -> Scope:
        """What a person lets somebody else see and do, by an authorisation (decision 0045)."""
        return cls(label="代办", person=person, warrant=warrant)

    @classmethod
    def of_stay(cls, stay: Stay, label: str) -> Scope:
        """Whom a seconded officer looks after, as long as the grant stands (decision 0071)."""
        return cls(label=label, stay=stay)

    @property
    def is_empty(self) -> bool:
        """True when no place and no enterprise is inside; of a retiree and of a stay too, which are reached by name."""
        return self.place_from >= self.place_to and not self.enterprises

    @property
    def is_sandbox(self) -> bool:
        """True within a sandbox: nobody in it lives."""
        return self.place_from < 0

    @property
    def is_enterprise(self) -> bool:
        """True for the view of an enterprise: fewer columns, no address, health or party data."""
        return bool(self.enterprises)

    @property
    def sees_content(self) -> bool:
        """Whether what is known about a person may be read: facts, contact persons, the words of notes."""
        return not self.is_enterprise and not self.is_oversight and self.stay is None

    @property
    def sees_contacts(self) -> bool:
        """Whether it may be read how to reach a person and whom to call: with the content, and in a stay."""
        return self.sees_content or self.stay is not None

    def for_oversight(self) -> Scope:
        """The same people, for an overseer."""
        return replace(self, is_oversight=True)

    def in_full(self) -> Scope:
        """The same people with content: only for the copy that a person asked for, after it was noted.

        A test holds that one place does so.
        """
        return replace(self, is_oversight=False)

    def covers_place(self, place_no: int) -> bool:
        """Whether one place number lies inside."""
        return self.place_from <= place_no < self.place_to

    def covers(self, *, place_no: int | None, enterprise_id: int | None) -> bool:
        """Whether a person with these two facts is inside; the Python twin of the row-level policy."""
        if self.stay is not None:
            return self.stay.covers(place_no=place_no, enterprise_id=enterprise_id)
        by_place = place_no is not None and self.covers_place(place_no)
        return by_place or (enterprise_id is not None and enterprise_id in self.enterprises)

    def predicate(self, *, place: str = "place_no", enterprise: str = "enterprise_id", person: str = "") -> Q:
        """The scope as a literal predicate for a query: the first wall, and the one the planner can use.

        A retiree reads only by queries that name the column of the `person`; every other one finds nothing.
        """
        if self.person is not None:
            return Q(**{person: self.person}) if person else Q(pk__in=())
        if (stay := self.stay) is not None:
            within = Q(**{f"{place}__gte": stay.place_from, f"{place}__lt": stay.place_to})
            return within & Q(**{f"{enterprise}__in": list(stay.enterprises)})
        by_place = Q(**{f"{place}__gte": self.place_from, f"{place}__lt": self.place_to})
        if not self.enterprises:
            return by_place
        by_enterprise = Q(**{f"{enterprise}__in": list(self.enterprises)})
        if self.place_from >= self.place_to:
            return by_enterprise
        return by_place | by_enterprise

    def sources(self, *, place: str = "place_no", office: str = "pk") -> Q:
        """The sources that an office of the city registered, or the one that an officer of a department speaks for."""
        if self.office is not None:
            return Q(**{office: self.office})
        return Q(**{f"{place}__gte": self.place_from, f"{place}__lt": self.place_to})


@contextmanager
def world_of(scope: Scope) -> Iterator[None]:
    """Let everybody mean, inside, everybody of the city, or everybody of the sandbox that the scope is."""
    token = _world.set((scope.place_from, scope.place_to) if scope.is_sandbox else _CITY)
    try:
        yield
    finally:
        _world.reset(token)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person under one role, or a named process.

    `id` is the user's id (None for processes), `role` a code of `accounts.types.Role` or `system`,
    `unit` the Chinese name of the office, `request_id` ties the entries of one request together.
    """

    id: UUID | None
    role: str
    name: str
    scope: Scope = field(default_factory=Scope.nobody)
    unit: str = ""
    grant_id: UUID | None = None
    request_id: str = ""

    @classmethod
    def system(cls, name: str) -> Actor:
        """A process of ours (`sequencer`, `nightly`, `loader`), with the scope of everybody."""
        return cls(None, "system", name, Scope.everything(), "系统")

    @classmethod
    def anonymous(cls) -> Actor:
        """Nobody: before sign-in."""
        return cls(None, "anonymous", "未登录")

    def within(self, scope: Scope) -> Actor:
        """The same actor in another scope."""
        return replace(self, scope=scope)
