"""The register against a dict: whatever officers do in whatever order, both tell the same, and the history all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from yinqiao.areas.duplicates.rules import SETTLE
from yinqiao.areas.handover.tests.conftest import id_number
from yinqiao.areas.retirees.models import Retiree, RetireeVersion
from yinqiao.areas.retirees.queries import find_people
from yinqiao.areas.retirees.queries.facts import facts_of
from yinqiao.areas.retirees.services import (
    correct_details,
    merge_entries,
    record_death,
    record_move,
    split_entries,
    withdraw_death,
)
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, build_city, register_many
from yinqiao.areas.retirees.types import Correction, Death, Move, RetireeStatus, Source
from yinqiao.kernel.errors import Conflict, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import Keyring, new_keyring

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.fault]

SYSTEM = Actor.system("测试")
NAMES = ("王桂英", "张䶮", "欧阳建国", "阿依古丽·买买提")
MOST = 5


@dataclass
class Person:
    """What the model knows of one entry; `told` is every state that it ever had."""

    name: str
    phone: str
    address: str
    status: str = "managed"
    version: int = 1
    into: UUID | None = None
    before: str = ""
    told: list[tuple[str, str, int]] = field(default_factory=list)

    def tell(self) -> None:
        """Note the state that now holds."""
        self.told.append((self.name, self.status, self.version))

    def turn(self, status: str) -> None:
        """A new state, the next version."""
        self.status = status
        self.version += 1
        self.tell()


class Register(RuleBasedStateMachine):
    """Officers of a city at work; each rule does the act and says what the model expects of it."""

    ring: Keyring

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[UUID, Person] = {}
        self.made = 0

    @initialize()
    def begin(self) -> None:
        """An empty city, in a transaction that is thrown away."""
        self.keys = keyring_installed(self.ring)
        self.keys.__enter__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.city: City = build_city()
        self.officer = self.city.actor("street_officer", "city")

    def teardown(self) -> None:
        """Throw it away."""
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            self.keys.__exit__(None, None, None)

    @precondition(lambda self: len(self.people) < MOST)
    @rule(name=st.sampled_from(NAMES))
    def register(self, name: str) -> None:
        """A new entry."""
        self.made += 1
        phone = f"1380000{self.made:04d}"
        facts = {"name": name, "id_no": id_number(self.made), "phone": phone, "address": "望月湖街道1栋"}
        (one,) = register_many(self.city, [facts], RetireeStatus.MANAGED)
        self.people[one] = Person(name, phone, "望月湖街道1栋")
        self.people[one].tell()

    @contextmanager
    def _expected(self, person: Person, *, allowed: bool, stale: bool = False) -> Iterator[None]:
        """The act inside is done exactly when the state allows it and the officer saw the newest version."""
        if not allowed:
            with pytest.raises(Refused) as refusal:
                yield
            assert refusal.value.code == "retirees.status_forbids"
        elif stale:
            with pytest.raises(Conflict) as conflict:
                yield
            assert conflict.value.code == "retirees.changed_meanwhile"
        else:
            yield

    def _any(self, data: Any) -> tuple[UUID, Person]:
        one = data.draw(st.sampled_from(sorted(self.people)))
        return one, self.people[one]

    @precondition(lambda self: self.people)
    @rule(data=st.data(), what=st.sampled_from(["name", "phone", "clear"]), stale=st.booleans())
    def correct(self, data: Any, what: str, stale: bool) -> None:
        """A name or a phone is corrected, or the phone taken away; some officers look at an old page."""
        one, person = self._any(data)
        self.made += 1
        new = {"name": next(name for name in NAMES if name != person.name), "phone": f"1370000{self.made:04d}"}
        values = {what: new[what]} if what in new else {}
        cleared = ("phone",) if what == "clear" else ()
        if what == "clear" and not person.phone:
            return
        correction = Correction(values, Source.SELF, TODAY, person.version - stale, cleared)
        allowed = person.status != "merged"
        with self._expected(person, allowed=allowed, stale=stale):
            correct_details(actor=self.officer, at=AT, retiree_id=one, correction=correction)
        if allowed and not stale:
            person.name, person.phone = values.get("name", person.name), values.get("phone", person.phone)
            person.phone = "" if cleared else person.phone
            person.turn(person.status)

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def die(self, data: Any) -> None:
        """A death is recorded."""
        one, person = self._any(data)
        allowed = person.status == "managed"
        with self._expected(person, allowed=allowed):
            record_death(
                actor=self.officer,
                at=AT,
                retiree_id=one,
                death=Death(TODAY, Source.RELATIVE, "死亡证明", person.version),
            )
        if allowed:
            person.turn("deceased")

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def live_again(self, data: Any) -> None:
        """A death that was recorded for the wrong person is taken back."""
        one, person = self._any(data)
        allowed = person.status == "deceased"
        with self._expected(person, allowed=allowed):
            withdraw_death(actor=self.officer, at=AT, retiree_id=one, reason="登记错人", lock_version=person.version)
        if allowed:
            person.turn("managed")

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def move(self, data: Any) -> None:
        """Somebody moves; the community that holds the person stays the same until the other accepts."""
        one, person = self._any(data)
        self.made += 1
        address = f"开福区望麓园街道{self.made}栋"
        moved = Move(TODAY, self.city.far, address, "", Source.SELF, person.version)
        allowed = person.status == "managed"
        with self._expected(person, allowed=allowed):
            record_move(actor=self.officer, at=AT, retiree_id=one, move=moved)
        if allowed:
            person.address = address
            person.turn("managed")

    @precondition(lambda self: len(self.people) > 1)
    @rule(data=st.data())
    def merge(self, data: Any) -> None:
        """Two entries are found to be one person."""
        (keep, kept), (gone, given) = self._any(data), self._any(data)
        if keep == gone:
            return
        allowed = "merged" not in (kept.status, given.status)
        with self._expected(given, allowed=allowed), perform(actor=self.officer, action="test.merge", at=AT) as act:
            merge_entries(act=act, rule=SETTLE, keep_id=keep, gone_id=gone)
        if allowed:
            given.before, given.into = given.status, keep
            given.turn("merged")

    @precondition(lambda self: any(one.into for one in self.people.values()))
    @rule(data=st.data())
    def split(self, data: Any) -> None:
        """They were two after all; unless the one that was kept has given way itself meanwhile."""
        gone = data.draw(st.sampled_from(sorted(one for one, person in self.people.items() if person.into)))
        given = self.people[gone]
        assert given.into
        try:
            with perform(actor=self.officer, action="test.split", at=AT) as act:
                split_entries(act=act, ids=(given.into, gone))
        except Conflict as refusal:
            assert refusal.code == "retirees.merge_rests_on"
            assert self.people[given.into].into
        else:
            given.into = None
            given.turn(given.before)

    @invariant()
    def both_tell_the_same(self) -> None:
        """Every entry, its sealed facts, its whole history, and who is found by which number."""
        if not hasattr(self, "undone"):
            return
        with acting(SYSTEM):
            rows = {row.pk: row for row in Retiree.objects.all()}
            facts = dict(zip(rows, facts_of(list(rows.values())), strict=True))
            told: dict[UUID, list[tuple[str, str, int]]] = {one: [] for one in rows}
            states = RetireeVersion.objects.order_by("pgh_id").values_list(
                "pgh_obj_id", "name", "status", "lock_version"
            )
            for one, *state in states:
                told[one].append((state[0], state[1], state[2]))
            assert {one: (row.name, row.status, row.lock_version, row.merged_into_id) for one, row in rows.items()} == {
                one: (person.name, person.status, person.version, person.into) for one, person in self.people.items()
            }
            for one, person in self.people.items():
                assert (facts[one].get("phone", ""), facts[one]["address"]) == (person.phone, person.address)
                assert told[one] == person.told
            for name in NAMES:
                found = {hit.id for hit in find_people(scope=self.city.scopes["city"], text=name)}
                now = {one for one, person in self.people.items() if person.name == name and not person.into}
                assert now <= found
                assert not found & {one for one, person in self.people.items() if person.into}


def test_register_and_model_tell_the_same_whatever_happens() -> None:
    Register.ring = new_keyring(AT)
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
