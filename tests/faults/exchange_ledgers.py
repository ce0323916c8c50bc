"""Offices that send without a pause, a site that dies under them, a receiver; and what the ledgers of the three say."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from tests.faults.clocks import begin_clocks
from tests.faults.exchange_site import PARTS
from tests.faults.outcomes import ROOT
from yinqiao.areas.accounts import services as accounts
from yinqiao.areas.accounts.models import AccessKey, Grant
from yinqiao.areas.accounts.tests.people import SYSTEM, build_cast, build_city
from yinqiao.areas.accounts.types import NewKey
from yinqiao.areas.exchange.queries import list_feed
from yinqiao.areas.exchange.tests.sending import Sending
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.services import register_source
from yinqiao.areas.intake.types import Basis, NewSource, SourceKind
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.retirees.models import Retiree, RetireeVersion
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.areas.retirees.tests.small_city import register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.id_number import check_digit
from yinqiao.platform.access import Scope, acting
from yinqiao.platform.crypto.keyfile import init_keyring, keyring_installed, load_keyring
from yinqiao.platform.events.models import Event, Feed
from yinqiao.platform.events.sequencer import pending_count
from yinqiao.platform.outward.tests.receiver import Receiver

PHONE, NAME, PLACE = "cn.yinqiao.person.phone.v1", "王桂英", 125
BATCHED = "application/cloudevents-batch+json"


@dataclass
class Office:
    """The programme of an office: its people, what it sent and when, what it was told of each; it tells their phones."""

    number: int
    token: str
    people: Sequence[str]
    sent: dict[str, float] = field(default_factory=dict)
    told: dict[str, tuple[str, str]] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    unheard: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        """By what its events name it."""
        return f"office-{self.number}"

    def send_until(self, stop: threading.Event, port: int, *, batch: int, every: float) -> None:
        """A batch at its time, each until it was receipted; every fifth is sent once more, as after a lost answer."""
        chance, began, count = random.Random(self.number), time.monotonic(), 0
        while not stop.is_set():
            body = json.dumps([self._event(chance) for _ in range(batch)]).encode()
            for _ in range(2 if chance.random() < 0.2 else 1):
                self._keep(self._post(body, port))
            count += 1
            stop.wait(max(0.0, began + count * every - time.monotonic()))

    def _event(self, chance: random.Random) -> dict[str, Any]:
        serial, now = len(self.sent), timezone.now()
        event_id, person = f"{self.code}-{serial}", chance.choice(self.people)
        self.sent[event_id], self.phones[person] = time.time(), f"13{self.number}{serial:08d}"
        data = {
            "id_number": person, "name": NAME, "since": timezone.localdate(now).isoformat(),
            "phone": self.phones[person],
        }  # fmt: skip
        return {
            "specversion": "1.0", "id": event_id, "source": f"/sources/{self.code}", "type": PHONE,
            "time": now.isoformat(), "datacontenttype": "application/json", "data": data,
        }  # fmt: skip

    def _post(self, body: bytes, port: int) -> list[dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": BATCHED}
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("POST", "/api/v1/changes", body, headers)
                answer = connection.getresponse()
                content = answer.read()
                if answer.status == 200:
                    found: list[dict[str, Any]] = json.loads(content)["items"]
                    return found
                if answer.status < 500:
                    raise AssertionError(content.decode())
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            self.unheard += 1
            time.sleep(0.02)

    def _keep(self, items: Sequence[dict[str, Any]]) -> None:
        for one in items:
            told = (one["no"], one["outcome"])
            if self.told.setdefault(one["id"], told) != told:
                self.wrong.append(f"two receipts for {one['id']}")


@contextmanager
def exchange_scene(folder: Path) -> Iterator[Sending]:
    """A city with a key that is good today, and a keyring that other processes read too."""
    cache.clear()
    forget_places()
    init_keyring(folder / "keys.json", at=timezone.now())
    with keyring_installed(load_keyring(folder / "keys.json")):
        yield Sending(build_cast(build_city()), at=timezone.now() - timedelta(days=1))
    forget_places()


def open_offices(sending: Sending, count: int, people: int) -> list[Office]:
    """Offices with a key and a source each, and so many people of their own in the community of the key."""
    grant, where = Grant.objects.get(user_id=sending.cast.officer.id).pk, sending.cast.city.group.pk
    city: Any = SimpleNamespace(near=PLACE, builder=where)
    basis, made = Basis("共享协议", "第一条", date(2024, 1, 1)), []
    for number in range(count):
        key = NewKey(f"报送{number}", grant, timezone.localdate() + timedelta(days=30))
        token = accounts.make_key(actor=sending.admin, at=sending.at, key=key)
        heads = [f"99010119480610{number * 100 + n:03d}" for n in range(people)]
        office = Office(number, token, [one + check_digit(one) for one in heads])
        source = NewSource(
            f"单位{number}", SourceKind.ENTERPRISE, office.code, (PHONE,), basis, 600_000, 7,
            AccessKey.objects.latest("id").pk,
        )  # fmt: skip
        register_source(actor=SYSTEM, at=sending.at, source=source)
        register_many(city, [{"id_no": one, "name": NAME} for one in office.people], RetireeStatus.MANAGED)
        made.append(office)
    begin_clocks(sending.at)
    return made


@dataclass(frozen=True)
class Site:
    """The running site: where it listens, and who can be killed."""

    folder: Path
    port: int

    def kill(self, name: str) -> bool:
        """End one of its processes without a word; False when it was just dead."""
        pids: dict[str, int] = json.loads((self.folder / "pids.json").read_text())
        try:
            os.kill(pids[name], signal.SIGKILL)
        except (KeyError, ProcessLookupError):
            return False
        return True


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """The site in processes of its own on Django's present database, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {**os.environ, "YINQIAO_KEYS": str(folder / "keys.json")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.exchange_site", str(folder), str(port)],
        env=environment, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        until(lambda: (folder / "pids.json").exists(), 120)
        yield Site(folder, port)
    finally:
        # The group is this test's own: the site and what it forked.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


@contextmanager
def sending_offices(offices: Sequence[Office], port: int, *, batch: int, every: float = 0.0) -> Iterator[None]:
    """They send inside the block; after it the last batch of each is receipted."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=one.send_until, args=(stop, port), kwargs={"batch": batch, "every": every})
        for one in offices
    ]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join(300)


def kill_at_random(site: Site, kills: int, seed: int, others: Mapping[str, Any] | None = None) -> Counter[str]:
    """So many kills at moments and of processes that are drawn; each of `others` is drawn as often."""
    chance, done = random.Random(seed), Counter[str]()
    acts = dict(others or {})
    while done.total() < kills:
        time.sleep(chance.uniform(0.02, 0.4))
        name = chance.choice((*PARTS, *acts))
        if name in acts:
            acts[name]()
            done[name] += 1
        elif site.kill(name):
            done[name] += 1
    return done


def settled(receiver: Receiver, start: int, seconds: float = 120) -> list[str]:
    """Waits until everything is numbered and the receiver has it; the ids of the feed beyond `start`, in order."""
    until(lambda: pending_count() == 0, seconds)
    feed = feed_beyond(start)
    until(lambda: set(feed) <= set(received(receiver)), seconds)
    return feed


def feed_beyond(start: int) -> list[str]:
    """The ids of the feed beyond a number, in order."""
    found, has_more, after = [], True, start
    with acting(SYSTEM):
        while has_more:
            page = list_feed(scope=Scope.everything(), after=after, limit=1000)
            found += [str(one.id) for one in page.rows]
            after, has_more = page.next, page.has_more
    return found


def received(receiver: Receiver) -> list[str]:
    """The events that came, each at its first coming."""
    return list(dict.fromkeys(one["id"] for each in list(receiver.got) for one in json.loads(each.body)))


def reconcile(offices: Sequence[Office], receiver: Receiver, feed: Sequence[str]) -> list[str]:
    """What the ledgers of the senders, ours and the receiver's disagree in; empty when they agree."""
    wrong = [one for office in offices for one in office.wrong]
    sent = {event_id for office in offices for event_id in office.sent}
    told = {event_id: one for office in offices for event_id, one in office.told.items()}
    with acting(SYSTEM):
        rows = {one.event_id: one for one in Message.objects.defer("body")}
        if (count := Message.objects.count()) != len(rows):
            wrong.append(f"{count} messages with {len(rows)} ids")
        applied = Counter(one.retiree_id for one in rows.values())
        corrected = Counter(
            Event.objects.filter(type="retirees.details_corrected").values_list("retiree_id", flat=True)
        )
        versions = Counter(RetireeVersion.objects.filter(pgh_label="update").values_list("pgh_obj_id", flat=True))
        numbers = list(Feed.objects.order_by("seq").values_list("seq", flat=True))
        phones = _phones()
    wrong += [f"sent and not kept: {one}" for one in sent - set(rows)]
    wrong += [f"kept and never sent: {one}" for one in set(rows) - sent]
    wrong += [f"receipt of {one}" for one, row in rows.items() if told.get(one) != (str(row.pk), "applied")]
    wrong += [f"{name} of {who}" for name, found in (("events", corrected), ("versions", versions))
              for who in set(applied) | set(found) if applied[who] != found[who]]  # fmt: skip
    wrong += [f"phone of {one}" for office in offices for one, phone in office.phones.items() if phones[one] != phone]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append("the numbers of the feed have gaps")
    return wrong + _at_the_receiver(receiver, feed)


def _at_the_receiver(receiver: Receiver, feed: Sequence[str]) -> list[str]:
    bodies: dict[str, set[bytes]] = defaultdict(set)
    messages: dict[str, set[str]] = defaultdict(set)
    for one in receiver.got:
        number = one.headers["webhook-id"]
        bodies[number].add(one.body)
        for event in json.loads(one.body):
            messages[event["id"]].add(number)
    wrong = [f"two contents under {one}" for one, found in bodies.items() if len(found) > 1]
    wrong += [f"{one} under two numbers" for one, found in messages.items() if len(found) > 1]
    return wrong if received(receiver) == list(feed) else [*wrong, "the receiver's order is not the feed's"]


def _phones() -> dict[str, str]:
    people = list(Retiree.objects.all())
    return {facts["id_no"]: facts.get("phone", "") for facts in facts_of(people)}


@dataclass(frozen=True)
class Delays:
    """From the first byte of a request to the arrival of what it caused at the receiver, in milliseconds."""

    events: int
    median: float
    p99: float
    longest: float


def delays(offices: Sequence[Office], receiver: Receiver) -> Delays:
    """How long each message took: in, checked, applied, numbered, sent, received."""
    arrived: dict[tuple[str, str], float] = {}
    for one in receiver.got:
        for event in json.loads(one.body):
            arrived.setdefault((event["data"]["act_id"], event.get("subject", "")), one.at)
    began = {event_id: at for office in offices for event_id, at in office.sent.items()}
    with acting(SYSTEM):
        rows = Message.objects.values_list("event_id", "act_id", "retiree_id")
        took = sorted(1000 * (arrived[str(act), str(who)] - began[event_id]) for event_id, act, who in rows)
    return Delays(len(took), took[len(took) // 2], took[int(len(took) * 0.99)], took[-1])


def until(holds: Any, seconds: float) -> None:
    """Wait until something holds; a test that waits in vain fails."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)
