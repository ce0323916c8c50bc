"""The rows about the portal: 200 retirees signed in at once, each turning pages, over 30,000 people and the real server.

What 200 people do to a server is how often they ask, not how many they are: whoever reads a page of large type asks again
after some seconds. They do so for a minute; what they waited by the clock stands in the note, for on a machine with other
work it tells of that. Held is what follows from the processor time of each page: 200 people, each asking again `THINKS`
seconds after an answer, before two cores that answer one after the other (a queue of that kind, played through for an hour).
"""

from __future__ import annotations

import heapq
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.utils import timezone

from tests.bench.databases import TENTH, pointed_at, register_of, scratch
from tests.bench.figures import Figure, at_most, p95
from tests.bench.inward import Server, busy_of, wait_for
from yinqiao.areas.portal.services import open_session
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.queries import people_within
from yinqiao.platform.access import Actor, Scope, acting

PEOPLE, BAR_MS, THINKS, SPAN, CORES, TIMES = 200, 300, 10.0, 60.0, 2, 40
_ENTRANCE: Final = Actor.system("长辈版入口")
_TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_ITEM: Final = "/my/apply/contact_change/"
_STEP: Final = f"{_ITEM}page/phone/"
# A round of somebody's: home, the own matters, an item, a step of its draft, how it goes on.
ROUND: Final = (
    "/my/",
    "/my/record/",
    "/my/certification/",
    "/my/apply/",
    _ITEM,
    _STEP,
    "/my/requests/",
    "/my/benefits/",
)


def portal_at_once() -> Iterator[Figure]:
    """Each page by itself, then all people for a minute, then all in one moment."""
    database = register_of(TENTH)
    with scratch(database) as copy, pointed_at(copy):
        people = [Retiree(token) for token in _tokens()]
        with _served() as server:
            _each(people, lambda one, _: one.turn(server.port, len(ROUND)))
            costs = _costs(server, copy, people)
            for one in people:
                one.waits.clear()
            begun = time.perf_counter()
            _each(people, lambda one, no: one.walk(server.port, no))
            took = time.perf_counter() - begun
            waits = [wait for one in people for wait in one.waits]
            rush = _rush(server, people)
    failed = sum((one.failed for one in people), Counter())
    follows = {thinks: p95(waiting(list(costs.values()), thinks)) for thinks in (THINKS, 5.0, 3.0)}
    told = ", ".join(f"{wait:.0f} ms at {thinks:g} s" for thinks, wait in follows.items())
    note = (
        f"{PEOPLE} people, a page each {THINKS:g} s; {told}; by the clock {len(waits) / took:.0f} pages/s, median"
        f" {statistics.median(waits):.0f}, p95 {p95(waits):.0f}, slowest {max(waits):.0f} ms; all in one moment p95"
        f" {p95(rush):.0f} ms; load {os.getloadavg()[0]:.1f}"
    )
    yield at_most("portal_at_once", follows[THINKS], BAR_MS, unit="ms", note=note)
    note = "processor time of server and database: " + ", ".join(f"{where} {cost:.0f}" for where, cost in costs.items())
    yield at_most("portal_page", statistics.mean(costs.values()), 50, unit="ms", note=note)
    yield at_most("portal_errors", failed.total(), 0, unit="errors", note=", ".join(map(str, failed)) or "none")


def _costs(server: Server, database: str, people: list[Retiree]) -> dict[str, float]:
    """Milliseconds of processors for which each page keeps server and database busy."""
    found = {}
    for where in ROUND:
        before = busy_of(server, database)
        for one in people[:TIMES]:
            one.ask(server.port, "GET", where)
        found[where] = 1000 * (busy_of(server, database) - before) / TIMES
    return found


def waiting(costs: Sequence[float], thinks: float, *, seconds: float = 3600.0) -> list[float]:
    """What each answer took, in milliseconds: `PEOPLE` ask, get a page of one of these costs from the first free of the
    cores, read, and ask again after `thinks` seconds, half as long or half as much longer.

    Example: one cost of 20 ms and much time to think → nearly all of them 20.
    """
    chance = random.Random(1)
    asked = [(chance.uniform(0, thinks), no) for no in range(PEOPLE)]
    heapq.heapify(asked)
    free, found = [0.0] * CORES, []
    while asked[0][0] < seconds:
        at, no = heapq.heappop(asked)
        done = max(at, heapq.heappop(free)) + chance.choice(costs) / 1000
        heapq.heappush(free, done)
        found.append(1000 * (done - at))
        heapq.heappush(asked, (done + chance.uniform(0.5, 1.5) * thinks, no))
    return found


def _tokens() -> list[str]:
    """Sessions of people of all places, as the entrance opens them."""
    with acting(_ENTRANCE):
        found = people_within(scope=Scope.everything()).filter(status="managed").order_by("phone_index", "id")
        ids = list(found.values_list("pk", flat=True)[:PEOPLE])
    assert len(ids) == PEOPLE
    now = timezone.now()
    return [
        open_session(actor=_ENTRANCE, at=now, proof=Proof(one, Means.PHONE_CODE), device=Device("手机")) for one in ids
    ]


@dataclass
class Retiree:
    """Somebody at a browser that keeps its connection, as browsers do."""

    token: str
    waits: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    page: int = 0
    csrf: tuple[str, str] = ("", "")
    has_draft: bool = False
    line: http.client.HTTPConnection | None = None

    def walk(self, port: int, number: int) -> None:
        """Pages for `SPAN` seconds, each some seconds after the one before; the first not all at once."""
        chance, end = random.Random(number), time.perf_counter() + SPAN
        time.sleep(chance.uniform(0, THINKS))
        while time.perf_counter() < end:
            self.turn(port, 1)
            time.sleep(chance.uniform(0.5, 1.5) * THINKS)

    def turn(self, port: int, pages: int) -> None:
        """The next pages of the round, and what is typed on them."""
        for _ in range(pages):
            where = ROUND[self.page % len(ROUND)]
            self.page += 1
            if where == _STEP and self.csrf[0]:
                if not self.has_draft:
                    self.ask(port, "POST", _ITEM)
                    self.has_draft = True
                self.ask(port, "POST", _STEP, "&phone=13800001111")
            else:
                self.ask(port, "GET", where)

    def ask(self, port: int, method: str, where: str, more: str = "") -> None:
        """One request, and how long it took; what is no page is counted."""
        headers = {"Cookie": f"yq_my={self.token}; csrftoken={self.csrf[1]}", "Accept-Encoding": "gzip"}
        body = ""
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = f"csrfmiddlewaretoken={self.csrf[0]}{more}"
        begun = time.perf_counter()
        try:
            status, told, content = self._sent(port, method, where, body, headers)
        except (OSError, http.client.HTTPException) as problem:
            self.line = None
            self.failed[f"{method} {where}: {type(problem).__name__}"] += 1
            return
        self.waits.append((time.perf_counter() - begun) * 1000)
        if status != (302 if method == "POST" else 200):
            self.failed[f"{method} {where}: {status} {told.get('Location') or ''}"] += 1
        set_now = re.search(r"csrftoken=(\w+)", told.get("Set-Cookie") or "")
        if found := _TOKEN.search(content):
            self.csrf = (found[1].decode(), set_now[1] if set_now else self.csrf[1])

    def _sent(
        self, port: int, method: str, where: str, body: str, headers: dict[str, str]
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Over the connection that is kept; over a new one where the server has closed it meanwhile, as browsers do."""
        for line in [self.line] * (self.line is not None) + [None]:
            self.line = line or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                self.line.request(method, where, body, headers)
                answer = self.line.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                if line is None:
                    raise
                continue
            return answer.status, answer.headers, answer.read()
        raise http.client.NotConnected


def _rush(server: Server, people: list[Retiree]) -> list[float]:
    """Everybody opens the home page in the same moment."""
    start, rest = threading.Barrier(len(people)), [len(one.waits) for one in people]

    def press(one: Retiree, _: int) -> None:
        start.wait(60)
        one.ask(server.port, "GET", "/my/")

    _each(people, press)
    return [wait for one, before in zip(people, rest, strict=True) for wait in one.waits[before:]]


def _each(people: list[Retiree], act: Callable[[Retiree, int], None]) -> None:
    threads = [threading.Thread(target=act, args=(one, no)) for no, one in enumerate(people)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


@contextmanager
def _served() -> Iterator[Server]:
    """The web server with the processes and threads that `yinqiao up` gives it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "yinqiao.config.cli", "web", "--port", str(port)]
    process = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)
