"""Draws questions that the table does not list, from a seed, and judges each answer by what holds for every question.

Who asks, what is named in the address, in the form and in the query, the order, size and filter of a list, exports,
searches, headers of caches and of other pages: all of it is drawn, often together and often wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from tests.probe_matrix.asking import ABSENT, Answer, Matrix, seen_in
from tests.probe_matrix.city import HOMES, PLACES, SIDES
from tests.probe_matrix.folk import VIEWERS
from tests.probe_matrix.judging import address_of
from tests.probe_matrix.payloads import FORMS, PURPOSE
from tests.probe_matrix.seats import Seat
from tests.probe_matrix.table import METHODS, UNSAFE, Row, rows
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import Actor, acting

LISTS = ("/people/", "/people/calls/", "/people/roll/", "/handover/people/", "/handover/waiting/", "/handover/desk/",
         "/handover/contacts/", "/handover/returned/", "/handover/rosters/", "/insight/handover/", "/duplicates/",
         "/people/requests/", "/accounts/users/", "/accounts/keys/", "/oversight/audit/", "/oversight/unusual/",
         "/oversight/retention/", "/oversight/records/", "/oversight/person/", "/search/", "/")  # fmt: skip
_PARAMETERS = ("name", "text", "phone", "enterprise", "place", "status", "state", "age", "due", "overdue", "risen", "roster",
               "sort", "size", "page", "export", "by", "kind", "key", "told", "role", "actor", "action", "since", "until",
               "id_no", "born_on", "days", "lost", "part", "ids", "id", "retiree", "q", "format", "fields")  # fmt: skip
_PLAIN = ("", "1", "0", "-1", "2", "200", "1000000", "99999999999999999999", "name", "-name", "born_on", "-place", "id_no",
          "accepted", "waiting", "offered", "returned", "withdrawn", "managed", "deceased", "open", "merged", "checked",
          "all", "on", "overdue", "street", "community", "enterprise", "district", "group", "csv", "json", "2026-03-02",
          "1952-03-12", "赵", "zhao", "郑", "甲", "%", "_", "*", "'", '"', "\\", "\0", "\u202e", "龘", "../", "{{7*7}}")  # fmt: skip
_HEADERS = {
    "HX-Request": ("true",), "HX-Target": ("search-results", "list"), "HX-Current-URL": ("/people/", "javascript:1"),
    "If-None-Match": ("*", '"0"', 'W/"1"'), "If-Modified-Since": ("Wed, 21 Oct 2099 07:28:00 GMT",),
    "Range": ("bytes=0-0", "bytes=9-1"), "Accept": ("application/json", "text/csv", "*/*"),
    "Accept-Encoding": ("gzip", "identity"), "X-HTTP-Method-Override": ("GET", "DELETE"),
    "X-Forwarded-Host": ("elsewhere.example",), "X-Forwarded-For": ("127.0.0.1", "10.0.0.1"),
    "X-Requested-With": ("XMLHttpRequest",), "Authorization": ("Bearer yq_x", "Basic eDp4"), "Referer": ("/people/",),
}  # fmt: skip
# Kinds of things whose ids only those come to know who reach them.
_OWNED = ("accepted_person", "waiting_person", "desk_person", "accepted_offer", "waiting_offer", "desk_offer", "batch",
          "submitted_batch", "request", "contact", "note", "case")  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question as it is sent, and what it names in the address (a side, `absent`, or nothing)."""

    seat: Seat
    row: Row | None
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    side: str = ""

    @property
    def address(self) -> str:
        """Path and query."""
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def words(self) -> str:
        """Everything that was said, for an answer may say it again."""
        return "\n".join([self.path, *(value for _, value in (*self.query, *self.form, *self.headers))])

    def told(self) -> str:
        """How a fault of its answer is told: no value of anybody's."""
        names = ",".join(sorted({name for name, _ in (*self.query, *self.form, *self.headers)}))
        return f"{self.method} {self.row.name if self.row else self.path} {self.seat.viewer} {self.side} [{names}]"


@dataclass
class Wanderer:
    """Draws from one seed, asks, and keeps what was wrong."""

    matrix: Matrix
    seats: tuple[Seat, ...]
    random: Random
    wrong: list[str] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    statuses: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What may be named: every thing of every side, everybody's values, every number of a unit."""
        targets = self.matrix.city.targets
        self.rows = sorted(rows().values(), key=lambda row: row.name)
        self.named = [str(one) for sides in targets.values() for one in sides.values()]
        self.people = _crowd(self.matrix)
        self.values = sorted(self.matrix.city.planted)
        self.units = [str(places().by_code[one.code].place_no) for one in PLACES]
        self.units += [one.code for one in PLACES] + [str(one) for one in self.matrix.city.firms.values()]
        self.allowed = {seat: seat.may_see() for seat in self.seats}
        self.foreign = {seat: self._foreign(seat) for seat in self.seats}

    def wander(self) -> None:
        """One question, judged; with a thing of somebody else's also the same about nobody's."""
        question = self._draw()
        self.asked.add(hash(question))
        answer = self._ask(question)
        for fault in self._faults(question, answer):
            self.wrong.append(f"{question.told()}: {fault}")
        if question.side in HOMES and not self._is_own(question) and self.random.random() < 0.3:
            self._compare(question, answer)

    def _ask(self, question: Question) -> Answer:
        form: dict[str, Any] = {}
        for name, value in question.form:
            form.setdefault(name, []).append(value)
        answer = self.matrix.ask(
            question.seat.viewer, question.method, question.address, form, **dict(question.headers)
        )
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        return answer

    def _is_own(self, question: Question) -> bool:
        return question.row is not None and question.seat.reaches(question.row, question.side)

    def _draw(self) -> Question:
        seat = self.random.choice(self.seats)
        if self.random.random() < 0.4:
            path = self.random.choice(LISTS)
            if path.startswith("/people/") and self.random.random() < 0.3:
                path = f"/people/{self.random.choice(self.people)}/"
            method = self.random.choice(("GET", "GET", "POST"))
            form = self._some(_PARAMETERS, 3) + tuple(PURPOSE.items()) if method == "POST" else ()
            return Question(seat, None, method, path, self._some(_PARAMETERS, 4), form, self._some_headers())
        row = self.random.choice(self.rows)
        side = self.random.choice((*HOMES, "absent")) if row.target else ""
        served = sorted(row.serves)
        method = self.random.choice(served) if self.random.random() < 0.85 else self.random.choice(METHODS)
        path = address_of(self.matrix, row, side, self._stand_in(seat))
        form = self._form(row, side) if method in UNSAFE else ()
        query = self._some(_PARAMETERS, 2) if self.random.random() < 0.5 else ()
        return Question(seat, row, method, path, query, form, self._some_headers(), side)

    def _stand_in(self, seat: Seat) -> str:
        """By whom the matrix names things: a seat elsewhere names what anybody of its role does."""
        return seat.viewer if seat.viewer in VIEWERS else seat.role

    def _form(self, row: Row, side: str) -> tuple[tuple[str, str], ...]:
        """The right form, with something left out, changed, added, or named besides."""
        fields = self._right_form(row, side)
        for _ in range(self.random.randrange(3)):
            change: Callable[[list[tuple[str, str]]], None] = self.random.choice(
                (self._leave_out, self._change, self._add)
            )
            change(fields)
        return tuple(fields)

    def _right_form(self, row: Row, side: str) -> list[tuple[str, str]]:
        target = self.matrix.city.targets.get(row.target, {}).get(side, ABSENT) if row.target else None
        right = FORMS.get(row.name, lambda city, _: {})(self.matrix.city, target)
        return [(name, str(one)) for name, value in right.items() for one in _each(value)]

    def _leave_out(self, fields: list[tuple[str, str]]) -> None:
        if fields:
            fields.pop(self.random.randrange(len(fields)))

    def _change(self, fields: list[tuple[str, str]]) -> None:
        if fields:
            at = self.random.randrange(len(fields))
            fields[at] = (fields[at][0], self._value())

    def _add(self, fields: list[tuple[str, str]]) -> None:
        names = [name for name, _ in fields] or ["ids"]
        fields.append((self.random.choice((*names, *_PARAMETERS)), self._value()))

    def _value(self) -> str:
        pool: Any = self.random.choice((_PLAIN, _PLAIN, self.units, self.named, self.people, self.values))
        return str(self.random.choice(pool))

    def _some(self, names: tuple[str, ...], most: int) -> tuple[tuple[str, str], ...]:
        return tuple((self.random.choice(names), self._value()) for _ in range(self.random.randint(0, most)))

    def _some_headers(self) -> tuple[tuple[str, str], ...]:
        chosen = self.random.sample(sorted(_HEADERS), self.random.choice((0, 0, 1, 2)))
        return tuple((name, self.random.choice(_HEADERS[name])) for name in chosen)

    def _foreign(self, seat: Seat) -> tuple[tuple[str, str], ...]:
        """Id and kind of what this seat may not come to know; overseers read the log of everybody."""
        if seat.role in ("auditor", "data_protection_officer", "system_admin", "security_admin"):
            return ()
        targets = self.matrix.city.targets
        # Whoever waits at a desk is at least of the asker's side or of another; which desk, the table of routes says.
        rows_of = {kind: Row("", frozenset(), "signed_in", kind.replace("desk_", "waiting_")) for kind in _OWNED}
        return tuple(
            (str(targets[kind][side]), kind)
            for kind, row in rows_of.items()
            for side in SIDES
            if not seat.reaches(row, side)
        )

    def _faults(self, question: Question, answer: Answer) -> list[str]:
        faults = []
        if answer.status >= 500:
            faults.append(f"answered {answer.status}")
        said = question.words
        seen = seen_in(self.matrix.city, answer) - self.allowed[question.seat]
        planted = self.matrix.city.planted
        echoed = {planted[value] for value in self.values if value in said}
        faults += [f"shows {kind} of {whose}" for kind, whose in sorted(seen - echoed)]
        faults += [
            f"names a foreign {kind}"
            for one, kind in self.foreign[question.seat]
            if one in answer.text and one not in said
        ]
        if question.row and question.method in question.row.serves:
            faults += self._gate_faults(question.row, question, answer)
        return faults

    def _gate_faults(self, row: Row, question: Question, answer: Answer) -> list[str]:
        seat = question.seat
        if expected := row.gate(self._stand_in(seat)):
            return [] if answer.kind == expected else [f"{answer.kind} instead of {expected}"]
        # Where the form names the thing, a changed form may name another, or ask first.
        is_named = not row.posted or question.form == tuple(self._right_form(row, question.side))
        if row.target and is_named and not seat.reaches(row, question.side) and answer.kind == "served":
            return ["served though it is not the asker's"]
        return []

    def _compare(self, question: Question, answer: Answer) -> None:
        """What is somebody else's and what is nobody's are one answer."""
        row = question.row
        if row is None or row.gate(self._stand_in(question.seat)) or question.method not in row.serves:
            return
        named = str(self.matrix.target(row.target, question.side, self._stand_in(question.seat)))
        absent = str(UUID(int=self.random.getrandbits(128), version=4))
        form = tuple((name, value.replace(named, absent)) for name, value in question.form)
        other = replace(question, path=question.path.replace(named, absent), form=form, side="absent")
        self.asked.add(hash(other))
        if self._ask(other).faceless() != answer.faceless():
            self.wrong.append(f"{question.told()}: differs from what is not there")


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _crowd(matrix: Matrix) -> list[str]:
    """Everybody of the city, the further people too: as an offer and as a person."""
    with acting(Actor.system("matrix")):
        rows = Offer.objects.order_by("pk").values_list("pk", "retiree_id")
        return [str(one) for row in rows for one in row if one]
