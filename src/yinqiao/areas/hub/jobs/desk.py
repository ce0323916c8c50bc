"""The carrier's desks: a city posts and reads what is for it; a province reads figures, packages and epochs alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from yinqiao.areas.hub import services
from yinqiao.areas.hub.rules import read_under
from yinqiao.areas.hub.types import ENVELOPE, PROVINCE, Came
from yinqiao.areas.othercity.queries import trusted_cities
from yinqiao.platform.access import Actor
from yinqiao.platform.carrier import Access, Held, Letter, Parcel, Source, Standing, stream_name

CARRIER = Actor.system("市间专线")
# How packages stand is worked out so often; files go at every look.
_DESK_SECONDS = 20.0


def access() -> Access:
    """How the servers are reached, as the operator has set it."""
    return Access(settings.CARRIER_SERVERS, settings.CARRIER_REPLICAS, ca_file=settings.CARRIER_CA)


class _Reading:
    """What both desks do with streams of others; `line` says what of them is theirs."""

    line = ""
    stream = ""
    subjects: tuple[str, ...] = ()

    def sources(self) -> Sequence[Source]:
        """The streams of the cities whose keys are confirmed."""
        reader = f"{'province' if self.line == PROVINCE else 'city'}-{settings.REGION}"
        return [
            Source(stream_name(city), reader, read_under(city, self.line))
            for city in sorted(trusted_cities() - {settings.REGION})
        ]

    def begin(self, source: Source, standing: Standing | None) -> int:
        """Where to go on in one of them."""
        born, last = (standing.born, standing.last) if standing else ("", 0)
        return services.begin_reading(
            actor=CARRIER, at=timezone.now(), city=_city(source), line=self.line, born=born, last=last
        )

    def take(self, letter: Letter) -> bool:
        """Take one message in."""
        envelope = letter.headers.get(ENVELOPE, "").encode()
        came = Came(_city(letter.source), letter.source.stream, letter.born, letter.seq, envelope, letter.body)
        return services.receive(actor=CARRIER, at=timezone.now(), line=self.line, came=came)

    def waiting(self, source: Source, messages: int) -> None:
        """Keep how much is not read yet."""
        services.note_waiting(
            actor=CARRIER, at=timezone.now(), city=_city(source), line=self.line, messages=messages
        )  # fmt: skip


def _city(source: Source) -> str:
    return source.stream.rpartition("-")[2]


class ProvinceDesk(_Reading):
    """Reads; tells nobody anything."""

    line = PROVINCE

    def prepare(self) -> None:
        """A province has nothing to tell."""

    def check(self, standing: Standing) -> None:
        """A province has no stream."""

    def next_parcels(self, most: int, most_bytes: int) -> Sequence[Parcel]:
        """Nothing."""
        return ()

    def posted(self, parcel: Parcel, held: Held) -> bool:
        """Nothing is posted."""
        return True


class CityDesk(_Reading):
    """Posts the city's own and reads what other cities send it."""

    def __init__(self) -> None:
        self.line = settings.REGION
        self.stream = stream_name(settings.REGION)
        self.subjects = (f"yinqiao.{settings.REGION}.>",)
        self._told: float | None = None

    def prepare(self) -> None:
        """Files at every look, figures and the standing of packages less often."""
        now = timezone.now()
        services.queue_papers(actor=CARRIER, at=now)
        if self._told is None or time.monotonic() - self._told >= _DESK_SECONDS:
            services.queue_desk(actor=CARRIER, at=now)
            services.queue_indicators(actor=CARRIER, at=now)
            self._told = time.monotonic()

    def check(self, standing: Standing) -> None:
        """What the stream lacks of what was posted is posted again."""
        services.compare_stream(
            actor=CARRIER,
            at=timezone.now(),
            born=standing.born,
            first=standing.first,
            last=standing.last,
            lost=standing.lost,
        )

    def next_parcels(self, most: int, most_bytes: int) -> Sequence[Parcel]:
        """The next messages, each with its signed envelope."""
        sendings = services.next_sendings(actor=CARRIER, at=timezone.now(), most=most, most_bytes=most_bytes)
        return [Parcel(one.id, one.subject, one.once, {ENVELOPE: one.envelope}, one.body) for one in sendings]

    def posted(self, parcel: Parcel, held: Held) -> bool:
        """Where it lies now."""
        return services.note_posted(
            actor=CARRIER,
            at=timezone.now(),
            outgoing_id=parcel.ref,
            born=held.born,
            seq=held.seq,
            is_known=held.is_known,
        )
