"""The row about messages in: batches of a hundred events through HTTP, beside bare inserts through the same server."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from tests.bench import bare_inserts
from tests.bench.databases import TENTH, pointed_at, reader_dsn, register_of, scratch, superuser
from tests.bench.figures import Figure, at_least
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import Grant, User
from yinqiao.areas.accounts.queries import get_actor, list_open_keys
from yinqiao.areas.accounts.types import NewGrant, NewKey, NewUser, Role, Target
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind, inward_types
from yinqiao.areas.organisations.queries import forget_places, places
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.platform.access import Actor, Scope, acting

BATCHES, SIZE, WARM = 30, 100, 5
PASSWORD = "橘子洲头看万山红遍层林尽染"
OFFICES = {"bench-renshe": SourceKind.HUMAN_RESOURCES, "bench-yibao": SourceKind.MEDICAL_INSURANCE}
DEATH, PHONE, RESIDENCE = (f"cn.yinqiao.person.{one}.v1" for one in ("death", "phone", "residence"))


def exchange_in() -> Iterator[Figure]:
    """Phones, addresses and one suspected death in a hundred, checked, deduplicated, matched and applied.

    Two offices tell at once, as many as the machine has processors: what one tells waits for nobody but itself.
    """
    with scratch(register_of(TENTH)) as database:
        with pointed_at(database):
            forget_places()
            senders = _senders()
        environment = {**os.environ, "YINQIAO_DB_NAME": database, "BENCH_DSN": reader_dsn(database)}
        with superuser(database) as admin:
            admin.execute(bare_inserts.TABLE)
        told: Counter[str] = Counter()
        with served("tests.bench.bare_inserts:application", environment) as server:
            floor = _rate(server, database, senders, Counter())
        with served("yinqiao.config.wsgi:application", environment) as server:
            ours = _rate(server, database, senders, told)
    counts = ", ".join(f"{count} {code}" for code, count in sorted(told.items()))
    note = (
        f"batches of {SIZE}: {counts}; bare {floor.events:,.0f}/s; processor time of a batch, server and database:"
        f" {ours.busy_ms:.0f} ms, bare {floor.busy_ms:.1f} ms"
    )
    yield at_least("exchange_in", ours.events, 1500, unit="events/s", note=note)
    share = 100 * ours.events / floor.events
    yield at_least("exchange_in_of_floor", share, 30, note="of bare batched inserts through the same server")


@dataclass(frozen=True, slots=True)
class Sender:
    """An office with a key of the whole city: what its requests carry, and their bodies."""

    headers: dict[str, str]
    batches: list[bytes]


def _senders() -> list[Sender]:
    """Human resources and the medical insurance, each with a source of its own and people of its own."""
    now, today, city = timezone.now(), timezone.localdate(), Target(division_id=places().city.id)
    made = [
        accounts.create_user(
            actor=Actor.system("bench"), at=now, user=NewUser(name, name), password=PASSWORD,
            grant=NewGrant(role, city, date(2026, 1, 1)),
        ).user_id
        for name, role in (("bench.admin", Role.UNIT_ADMIN), ("bench.manager", Role.CITY_MANAGER))
    ]  # fmt: skip
    admin, manager = (
        get_actor(user=User.objects.get(pk=one), grant_id=None, today=today, request_id="") for one in made
    )
    grant, bodies = Grant.objects.get(user_id=made[1]).pk, _batches()
    basis = Basis("社会保险经办条例", "第二十五条", date(2024, 1, 1))
    senders = []
    for turn, (code, kind) in enumerate(OFFICES.items()):
        name = f"报送{turn}"
        token = accounts.make_key(actor=admin, at=now, key=NewKey(name, grant, today + timedelta(days=30)))
        key_id = next(pk for pk, label in list_open_keys(scope=manager.scope, today=today) if label.startswith(name))
        types = tuple(one.code for one in inward_types().values() if kind in one.kinds)
        register_source(actor=manager, at=now, source=NewSource(name, kind, code, types, basis, 600_000, 7, key_id))
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/cloudevents-batch+json"}
        own = [body.replace(b"/sources/x", f"/sources/{code}".encode()) for body in bodies[turn :: len(OFFICES)]]
        senders.append(Sender(headers, own))
    return senders


def _batches() -> list[bytes]:
    """Each person once; the bodies as they are sent."""
    with acting(Actor.system("bench")):
        rows = list(
            people_within(scope=Scope.everything())
            .filter(status="managed", id_no_index__isnull=False)
            .order_by("id")[: len(OFFICES) * (BATCHES + WARM) * SIZE]
        )
        people = [(row.name, facts["id_no"]) for row, facts in zip(rows, facts_of(rows), strict=True)]
    events = [_event(at, name, number) for at, (name, number) in enumerate(people)]
    return [json.dumps(events[at : at + SIZE]).encode() for at in range(0, len(events) - SIZE + 1, SIZE)]


def _event(at: int, name: str, number: str) -> dict[str, Any]:
    today = timezone.localdate()
    person = {"id_number": number, "name": name}
    if at % SIZE == 0:
        kind, data = DEATH, {**person, "died_on": today.isoformat()}
    elif at % 4 == 1:
        kind, data = RESIDENCE, {**person, "since": today.isoformat(), "address": f"某路{at}号3栋2单元"}
    else:
        kind, data = PHONE, {**person, "since": today.isoformat(), "phone": f"139{at:08d}"}
    return {
        "specversion": "1.0", "id": f"b-{at}", "source": "/sources/x", "type": kind,
        "time": f"{today.isoformat()}T00:00:00+08:00", "datacontenttype": "application/json", "data": data,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and its process."""

    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Events a second of all senders, and the milliseconds for which a batch kept processors busy."""

    events: float
    busy_ms: float


@contextmanager
def served(target: str, environment: dict[str, str]) -> Iterator[Server]:
    """The product's server with a process for each sender, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = Path(sys.executable).with_name("granian")
    command = [
        str(server),
        "--interface",
        "wsgi",
        "--workers",
        str(len(OFFICES)),
        "--port",
        str(port),
        "--no-access-log",
        target,
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(600):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not come up")


def _rate(server: Server, database: str, senders: Sequence[Sender], told: Counter[str]) -> Rate:
    """All senders at once, each its batches one after another, after a few to warm up; every answer is counted."""
    with ThreadPoolExecutor(len(senders)) as pool:
        list(pool.map(lambda one: _send(server, one, one.batches[:WARM]), senders))
        busy, begun = busy_of(server, database), time.perf_counter()
        for found in pool.map(lambda one: _send(server, one, one.batches[WARM:]), senders):
            told.update(found)
        took = time.perf_counter() - begun
    sent = sum(len(one.batches) - WARM for one in senders)
    return Rate(sent * SIZE / took, 1000 * (busy_of(server, database) - busy) / sent)


def _send(server: Server, sender: Sender, batches: Sequence[bytes]) -> Counter[str]:
    """How often which outcome was told."""
    told: Counter[str] = Counter()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    for body in batches:
        connection.request("POST", "/api/v1/changes", body, sender.headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, (answer.status, content[:500])
        told.update(one["outcome"] for one in json.loads(content).get("items", []))
    connection.close()
    return told


def busy_of(server: Server, database: str) -> float:
    """Seconds for which the server's processes and its connections to the database kept processors busy."""
    with superuser(database) as admin:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename <> 'postgres'"
        pids = {int(pid) for (pid,) in admin.execute(asked)} | {server.pid}
    parents = {int(one.name): _told_of(one) for one in Path("/proc").iterdir() if one.name.isdigit()}
    pids |= {pid for pid, told in parents.items() if int(told[1]) in pids}
    return sum(sum(map(int, parents[pid][11:13])) for pid in pids) / os.sysconf("SC_CLK_TCK")


def _told_of(process: Path) -> list[str]:
    """What the system tells of a process, after its name; of one that has just ended, nothing."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["", "0", *["0"] * 20]
