"""The carrier against a real server, with a desk in memory: it posts in order, collects in order, and begins anew."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from yinqiao.platform.carrier import Access, Carrier, Held, Letter, Parcel, Source, Standing
from yinqiao.platform.carrier.tests.cluster import Cluster, cluster_in

pytestmark = [pytest.mark.db, pytest.mark.fault]
STREAM = "YINQIAO-4301"
SOURCE = Source(STREAM, "city-4403", "yinqiao.4301.transfer.4403")


@dataclass
class Post:
    """A desk that posts what lies in `waiting` and remembers where it was put."""

    waiting: list[bytes]
    stream: str = STREAM
    subjects: tuple[str, ...] = ("yinqiao.4301.>",)
    held: dict[bytes, Held] = field(default_factory=dict)
    refuse_once: bool = False
    births: list[str] = field(default_factory=list)

    def prepare(self) -> None:
        """Nothing is made here."""

    def check(self, standing: Standing) -> None:
        """Another stream lacks everything."""
        if standing.born not in self.births:
            self.births.append(standing.born)
            self.waiting = [*self.held, *self.waiting]
            self.held.clear()

    def next_parcels(self, most: int, most_bytes: int) -> Sequence[Parcel]:
        """The next ones."""
        return [
            Parcel(one, SOURCE.subject, f"{one.decode()}.{len(self.births)}", {"Yinqiao-Envelope": "e"}, one)
            for one in self.waiting[:most]
        ]

    def posted(self, parcel: Parcel, held: Held) -> bool:
        """Where it lies; once told that this cannot be."""
        if self.refuse_once:
            self.refuse_once = False
            return False
        self.waiting.remove(parcel.ref)
        self.held[parcel.ref] = held
        return True

    def sources(self) -> Sequence[Source]:
        """None."""
        return ()

    def begin(self, source: Source, standing: Standing | None) -> int:
        """Never asked."""
        raise AssertionError

    def take(self, letter: Letter) -> bool:
        """Never asked."""
        raise AssertionError


@dataclass
class Box:
    """A desk that reads and remembers its place as a database would; `stops_at` it stays before a message."""

    came: list[bytes] = field(default_factory=list)
    stream: str = ""
    subjects: tuple[str, ...] = ()
    born: str = ""
    seq: int = 0
    stops_at: bytes = b""
    left: int = 0

    def prepare(self) -> None:
        """Nothing is made here."""

    def check(self, standing: Standing) -> None:
        """Never asked."""
        raise AssertionError

    def next_parcels(self, most: int, most_bytes: int) -> Sequence[Parcel]:
        """Never asked."""
        raise AssertionError

    def posted(self, parcel: Parcel, held: Held) -> bool:
        """Never asked."""
        raise AssertionError

    def sources(self) -> Sequence[Source]:
        """One."""
        return (SOURCE,)

    def begin(self, source: Source, standing: Standing | None) -> int:
        """From the beginning of a stream that is another."""
        if standing is not None and standing.born != self.born:
            self.born, self.seq = standing.born, 0
        return self.seq

    def take(self, letter: Letter) -> bool:
        """Keep it, or stay before it."""
        if letter.body == self.stops_at:
            return False
        if letter.seq > self.seq:
            self.came.append(letter.body)
            self.seq = letter.seq
        return True

    def waiting(self, source: Source, messages: int) -> None:
        """What is left."""
        self.left = messages


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """One server is enough here."""
    with tempfile.TemporaryDirectory(prefix="yq-line-") as folder, cluster_in(Path(folder), nodes=1) as made:
        yield made


@pytest.fixture(autouse=True)
def _no_stream(cluster: Cluster, fresh_database: None) -> Iterator[None]:
    yield
    cluster.forget(STREAM)


def carry(cluster: Cluster, desk: Post | Box, user: str) -> None:
    """Once, over a connection of its own."""
    access = Access(cluster.servers_of(user), replicas=1)
    carrier = Carrier(desk, access, name="test", pause=0.05, look_seconds=0.0)  # type: ignore[arg-type]
    asyncio.run(asyncio.wait_for(carrier.run(once=True), 30))


def numbered(first: int, last: int) -> list[bytes]:
    """b'1', b'2', …"""
    return [str(one).encode() for one in range(first, last + 1)]


def test_what_is_posted_comes_in_its_order_over_several_rounds(cluster: Cluster) -> None:
    post, box = Post(numbered(1, 120)), Box()
    carry(cluster, post, "c4301")
    carry(cluster, box, "c4403")
    post.waiting += numbered(121, 130)
    carry(cluster, post, "c4301")
    carry(cluster, box, "c4403")
    assert box.came == numbered(1, 130)
    assert [held.seq for held in post.held.values()] == list(range(1, 131))


def test_a_reader_that_stays_before_a_message_gets_it_again_and_misses_none_behind_it(cluster: Cluster) -> None:
    post, box = Post(numbered(1, 9)), Box(stops_at=b"4")
    carry(cluster, post, "c4301")
    for _ in range(2):
        carry(cluster, box, "c4403")
        assert box.came == numbered(1, 3)
    assert box.left == 6
    box.stops_at = b""
    carry(cluster, box, "c4403")
    assert box.came == numbered(1, 9)


def test_a_reader_whose_memory_went_back_is_given_everything_since(cluster: Cluster) -> None:
    post, box = Post(numbered(1, 9)), Box()
    carry(cluster, post, "c4301")
    carry(cluster, box, "c4403")
    box.came, box.seq = box.came[:5], 5
    carry(cluster, box, "c4403")
    assert box.came == numbered(1, 9)


def test_a_stream_that_has_lost_its_end_is_thrown_away_and_filled_anew(cluster: Cluster) -> None:
    post, box = Post(numbered(1, 5)), Box()
    carry(cluster, post, "c4301")
    carry(cluster, box, "c4403")
    post.refuse_once, post.waiting = True, numbered(6, 7)
    carry(cluster, post, "c4301")
    carry(cluster, box, "c4403")
    assert len(post.births) == 2
    assert box.came == numbered(1, 5) + numbered(1, 7)


def test_a_reader_is_refused_what_is_for_another_line(cluster: Cluster) -> None:
    import nats
    from nats.js.api import ConsumerConfig

    async def listen() -> None:
        errors: list[Exception] = []

        async def heard(problem: Exception) -> None:
            errors.append(problem)

        client = await nats.connect(list(cluster.servers_of("c4300")), error_cb=heard)
        wanted = ConsumerConfig(
            name="province-4300", durable_name="province-4300", filter_subject="yinqiao.4301.transfer.4403"
        )  # fmt: skip
        with pytest.raises(asyncio.TimeoutError):
            await client.jetstream(timeout=1).add_consumer(STREAM, wanted)
        await client.close()
        assert any("permissions violation" in str(one) for one in errors)

    carry(cluster, Post(numbered(1, 1)), "c4301")
    asyncio.run(listen())


def test_who_has_no_stream_to_read_waits_for_one(cluster: Cluster) -> None:
    box = Box()
    carry(cluster, box, "c4403")
    assert box.came == []
    carry(cluster, Post(numbered(1, 2)), "c4301")
    carry(cluster, box, "c4403")
    assert box.came == numbered(1, 2)
