"""Fair lots that anybody can draw again: a secret number promised before enrolment, a public one that comes after it.

The promise is SHA-256 of the secret, shown from the first day of enrolment. After the last day a number becomes public
that nobody here can choose; both together give the seed. The ticket of somebody is SHA-256 of the seed and the number of
the enrolment, which is random and says nothing of when it was made: the smaller ticket comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One enrolment: its number, with whom it draws (the number of one of them, or none), whether it missed out before."""

    code: str
    team: str = ""
    missed_before: bool = False

    @property
    def unit(self) -> str:
        """What draws: a team together, everybody else alone."""
        return self.team or self.code


@dataclass(frozen=True, slots=True)
class Drawn:
    """An enrolment with its place in the order (from 1), its ticket, and whether it has a seat."""

    code: str
    rank: int
    ticket: str
    has_seat: bool


def commitment_of(secret: str) -> str:
    """What is shown before enrolment begins."""
    return sha256(secret.encode()).hexdigest()


def seed_of(secret: str, public_value: str) -> str:
    """What decides: the secret that was promised, and the value that was public afterwards."""
    return sha256(f"{secret}|{public_value}".encode()).hexdigest()


def ticket_of(seed: str, unit: str) -> str:
    """The lot of whoever draws under this number."""
    return sha256(f"{seed}|{unit}".encode()).hexdigest()


def draw(entries: Iterable[Entry], seats: int, seed: str, *, missed_first: bool) -> list[Drawn]:
    """The order of all, and who of them has a seat. Who entered when plays no part.

    With `missed_first` those go before the others who missed out in the term before; a team only when all of it did.
    A team has its seats together: where fewer are left it waits at its place, and the next who fits is seated.
    Two seats for four who draw alone: the two smallest tickets.
    """
    units: dict[str, list[Entry]] = {}
    for one in entries:
        units.setdefault(one.unit, []).append(one)
    keyed = sorted(
        (not (missed_first and all(one.missed_before for one in unit)), ticket_of(seed, name), name)
        for name, unit in units.items()
    )
    drawn: list[Drawn] = []
    for _, ticket, name in keyed:
        members = sorted(units[name], key=lambda one: one.code)
        is_in = len(members) <= seats
        seats -= len(members) if is_in else 0
        drawn += [Drawn(one.code, len(drawn) + at, ticket, is_in) for at, one in enumerate(members, start=1)]
    return drawn


def next_units(waiting: Sequence[tuple[str, str]], free: int) -> list[str]:
    """Of those who wait (unit, number), in their order: who is asked next when so many seats are free.

    One seat is free, first waits a couple, then one alone: the one alone is asked.
    """
    units: dict[str, list[str]] = {}
    for unit, code in waiting:
        units.setdefault(unit, []).append(code)
    asked: list[str] = []
    for members in units.values():
        if len(members) <= free:
            asked += members
            free -= len(members)
    return asked


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    entries = [Entry(code, missed_before=code in given["missed"]) for code in given["codes"]]
    drawn = draw(entries, given["seats"], given["seed"], missed_first=parameters["missed_first"])
    return "、".join(one.code for one in drawn if one.has_seat)


FORMULAS = {"activities.lots": _example}
