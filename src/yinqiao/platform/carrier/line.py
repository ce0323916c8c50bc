"""The connection to the servers of JetStream: a stream of ours held, messages posted, streams of others read."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import nats
from nats.aio.client import Client
from nats.errors import Error as LineError
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, Header, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from yinqiao.platform.carrier.desk import Held, Letter, Parcel, Source, Standing

# What may go wrong with a connection, a server or an answer: the line is closed and opened anew.
TROUBLE = (LineError, OSError, asyncio.TimeoutError)
_CONNECT_SECONDS, _ANSWER_SECONDS, _FETCH_SECONDS, _CLOSE_SECONDS = 2, 5.0, 0.3, 2.0
# How long a message given out may stay without an answer before it is given out anew.
_ACK_SECONDS = 60.0
# What the servers remember of numbers of messages: spares most doubles, and nothing rests on it.
_ONCE_SECONDS = 120.0


def stream_name(city: str) -> str:
    """The stream of a city."""
    return f"YINQIAO-{city}"


@dataclass(frozen=True, slots=True)
class Access:
    """How the servers are reached. Several: each is tried. `ca_file` where their certificate is of an authority of ours."""

    servers: tuple[str, ...]
    replicas: int = 3
    kept_days: int = 90
    ca_file: str = ""

    def security(self) -> ssl.SSLContext | None:
        """For `tls://` addresses; None leaves the connection plain."""
        if not any(one.startswith("tls://") for one in self.servers):
            return None
        return ssl.create_default_context(cafile=self.ca_file or None)


class Reading:
    """One stream as one reader reads it, from a place that the reader's own database knows."""

    def __init__(self, source: Source, born: str, after: int, pulled: Any) -> None:
        self.source, self.born, self.at, self._pulled = source, born, after, pulled

    async def fetch(self, most: int) -> tuple[list[Letter], Any]:
        """The next messages, in order, and what to acknowledge them by; empty when there are none now."""
        try:
            came = await self._pulled.fetch(most, timeout=_FETCH_SECONDS)
        except TimeoutError:
            return [], None
        letters = [
            Letter(self.source, self.born, one.metadata.sequence.stream, dict(one.headers or {}), one.data)
            for one in came
        ]
        self.at = letters[-1].seq
        return letters, came[-1]

    async def waiting(self) -> int:
        """How many messages were not given out yet."""
        told = await self._pulled.consumer_info()
        return int(told.num_pending or 0)


class Line:
    """One open connection."""

    def __init__(self, client: Client, access: Access) -> None:
        self._client, self._access = client, access
        self._streams = client.jetstream(timeout=_ANSWER_SECONDS)

    @classmethod
    async def open(cls, access: Access, *, name: str) -> Line:
        """Connect to one of the servers; an error of `TROUBLE` when none answers."""
        client = await nats.connect(
            servers=list(access.servers), name=name, tls=access.security(), connect_timeout=_CONNECT_SECONDS,
            max_reconnect_attempts=1, reconnect_time_wait=0.2, ping_interval=10, max_outstanding_pings=2,
            error_cb=_silent, disconnected_cb=None, closed_cb=None,
        )  # fmt: skip
        return cls(client, access)

    async def close(self) -> None:
        """Let go, however it stands."""
        with suppress(*TROUBLE):
            await asyncio.wait_for(self._client.close(), _CLOSE_SECONDS)

    @property
    def most_bytes(self) -> int:
        """What one message may weigh, its headers with it."""
        return int(self._client.max_payload)

    async def hold(self, name: str, subjects: Sequence[str]) -> Standing:
        """Our own stream as it stands, made anew where it is gone."""
        found = await self.find(name)
        if found is not None:
            return found
        await self._streams.add_stream(
            StreamConfig(
                name=name, subjects=list(subjects), storage=StorageType.FILE, num_replicas=self._access.replicas,
                max_age=self._access.kept_days * 86_400.0, duplicate_window=_ONCE_SECONDS,
            )
        )  # fmt: skip
        made = await self.find(name)
        if made is None:
            raise LineError
        return made

    async def throw_away(self, stream: Standing) -> None:
        """Remove our own stream; what was in it is posted into the next."""
        await self._streams.delete_stream(stream.name)

    async def find(self, name: str) -> Standing | None:
        """A stream as it stands, or None."""
        asked = json.dumps({"deleted_details": True}).encode()
        answer = await self._client.request(f"$JS.API.STREAM.INFO.{name}", asked, timeout=_ANSWER_SECONDS)
        told = json.loads(answer.data)
        if told.get("error", {}).get("code") == HTTPStatus.NOT_FOUND:
            return None
        if "error" in told:
            raise LineError
        state = told["state"]
        lost = frozenset(int(one) for one in state.get("deleted") or ())
        return Standing(name, str(told["created"]), int(state["first_seq"]), int(state["last_seq"]), lost)

    async def post(self, parcel: Parcel, stream: Standing) -> Held:
        """Put one message into our stream; returns once it lies safely with most of the servers."""
        headers = {**parcel.headers, Header.MSG_ID.value: parcel.once}
        told = await self._streams.publish(parcel.subject, parcel.body, stream=stream.name, headers=headers)
        return Held(stream.born, int(told.seq), bool(told.duplicate))

    async def read(self, source: Source, standing: Standing, after: int) -> Reading:
        """Begin to read behind a place. The servers' own memory of this reader is made anew: ours is the one that counts."""
        with suppress(NotFoundError):
            await self._streams.delete_consumer(source.stream, source.reader)
        wanted = ConsumerConfig(
            name=source.reader, durable_name=source.reader, deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=after + 1, ack_policy=AckPolicy.ALL, ack_wait=_ACK_SECONDS,
            filter_subject=source.subject,
        )  # fmt: skip
        await self._streams.add_consumer(source.stream, wanted)
        pulled = await self._streams.pull_subscribe_bind(consumer=source.reader, stream=source.stream)
        return Reading(source, standing.born, after, pulled)


async def _silent(problem: Exception) -> None:
    """What the connection says by itself is told by what fails next."""
