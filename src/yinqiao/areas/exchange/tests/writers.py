"""Ten who write at once, slowly, and change their minds, and one who reads the feed meanwhile."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import connection, connections
from django.utils import timezone

from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.handover.events import ROSTER_CHECKED
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.events.sequencer import sequence_all
from yinqiao.platform.events.write import Subject

SYSTEM = Actor.system("test")
PEOPLE = 40


class Rollback(Exception):
    """A writer that changes its mind."""


@dataclass
class Story:
    """Who wrote what in which order, by the order of the locks, and what the reader read."""

    transactions: int
    events_each: int
    longest_seconds: float = 0.05
    subjects: list[UUID] = field(default_factory=lambda: [uuid4() for _ in range(PEOPLE)])
    written: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))
    read: list[tuple[UUID, UUID]] = field(default_factory=list)
    rolled_back: int = 0

    def tell(self, writers: int = 10) -> None:
        """Write from so many threads, number from one, read from this one until everything is read."""
        threads = [threading.Thread(target=self._write, args=(n,)) for n in range(writers)]
        stop = threading.Event()
        sequencer = threading.Thread(target=self._number, args=(stop,))
        for one in (*threads, sequencer):
            one.start()
        after = 0
        while any(one.is_alive() for one in threads):
            after = self._read(after)
        stop.set()
        sequencer.join()
        self._read(after)

    def _write(self, number: int) -> None:
        chance = random.Random(number)
        try:
            for _ in range(self.transactions):
                self._one(chance)
        finally:
            connections.close_all()

    def _one(self, chance: random.Random) -> None:
        """One act about one person, whose lock it takes first, as acts do; a third of them is taken back."""
        at = chance.randrange(PEOPLE)
        subject, goes_wrong = self.subjects[at], chance.random() < 0.33
        try:
            with perform(actor=SYSTEM, action="test.wrote", at=timezone.now()) as act:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [at])
                act.emit(ROSTER_CHECKED, [Subject(None, None, 5, subject_id=subject)] * self.events_each)
                time.sleep(chance.random() * self.longest_seconds)
                if goes_wrong:
                    raise Rollback
                self.written[subject].append(act.id.int)
        except Rollback:
            self.rolled_back += 1

    def _number(self, stop: threading.Event) -> None:
        try:
            while not stop.is_set():
                sequence_all()
                time.sleep(0.01)
            sequence_all()
        finally:
            connections.close_all()

    def _read(self, after: int) -> int:
        known = {str(one): one for one in self.subjects}
        while True:
            with acting(SYSTEM):
                page = list_feed(scope=Scope.everything(), after=after, limit=1000)
            self.read += [(known[one.subject_id], UUID(one.act_id)) for one in page.rows if one.subject_id in known]
            after = page.next
            if not page.has_more:
                return after

    def judge(self) -> tuple[int, int, int]:
        """(events read, skipped or invented, subjects whose events came in another order than they were written in)."""
        read: dict[UUID, list[int]] = defaultdict(list)
        for subject, act_id in self.read:
            read[subject].append(act_id.int)
        wrong = sum(abs(len(read[one]) - len(acts) * self.events_each) for one, acts in self.written.items()) + sum(
            len(acts) for one, acts in read.items() if one not in self.written
        )
        order = [
            one
            for one, acts in self.written.items()
            if list(dict.fromkeys(read[one])) != acts
        ]  # fmt: skip
        return len(self.read), wrong, len(order)
