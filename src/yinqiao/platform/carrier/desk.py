"""What the carrier carries, and the desk that gives it its work and takes back what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to be posted; `ref` is the desk's own and comes back with the place that it was given."""

    ref: Any
    subject: str
    once: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """A stream as the servers have it. `born` tells it from another of the same name that was there before it.

    `first` and `last` are the numbers at its ends, `lost` those between them that are not there.
    """

    name: str
    born: str
    first: int
    last: int
    lost: frozenset[int]


@dataclass(frozen=True, slots=True)
class Held:
    """Where in a stream a message was put. `is_known`: the stream had it already."""

    born: str
    seq: int
    is_known: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A stream of another city, as far as one reader reads it: what lies under one subject, which the servers can hold it to."""

    stream: str
    reader: str
    subject: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that came, with its place in its stream."""

    source: Source
    born: str
    seq: int
    headers: Mapping[str, str]
    body: bytes


class Desk(Protocol):
    """Every method is called in the one thread that has the database."""

    stream: str
    """The stream that is ours; empty for who only reads."""
    subjects: tuple[str, ...]

    def prepare(self) -> None:
        """Put on record what is to be told now."""

    def check(self, standing: Standing) -> None:
        """Compare our stream with what was posted to it: what it has lost is posted again."""

    def next_parcels(self, most: int, most_bytes: int) -> Sequence[Parcel]:
        """What is to be posted next, in its order; what is too large for the line is put aside."""

    def posted(self, parcel: Parcel, held: Held) -> bool:
        """Record where a parcel was put; False when that place was given before, so that the stream has lost its end."""

    def sources(self) -> Sequence[Source]:
        """What to read."""

    def begin(self, source: Source, standing: Standing | None) -> int:
        """The number in the stream after which to go on; None tells that there is no such stream."""

    def take(self, letter: Letter) -> bool:
        """Take one message in, once, and move on behind it; False to stay before it for now."""

    def waiting(self, source: Source, messages: int) -> None:
        """How many messages of a source are not read yet."""
