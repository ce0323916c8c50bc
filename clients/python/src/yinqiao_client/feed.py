"""The feed as an iterator: pages are asked for, waited for, and the place is kept after each was worked off."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

BATCH_TYPE = "application/cloudevents-batch+json"
_WAIT_SECONDS = 25
_PAUSES = (1, 2, 5, 10, 30, 60)


@dataclass(frozen=True)
class Event:
    """A CloudEvent: what happened to whom and when, by ids and codes."""

    id: str
    type: str
    time: str
    subject: str | None
    sequence: int | None
    epoch: str | None
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, told: dict[str, Any]) -> Event:
        """From its JSON."""
        sequence = told.get("sequence")
        return cls(
            told["id"], told["type"], told["time"], told.get("subject"), int(sequence) if sequence else None,
            told.get("epoch"), told.get("data") or {},
        )  # fmt: skip


@dataclass(frozen=True)
class Place:
    """How far was read: behind number `after`, in a sequence named `epoch`."""

    after: int
    epoch: str


START = Place(0, "")


class Cursor(Protocol):
    """Where the place is kept."""

    def load(self) -> Place:
        """The place, `START` when there is none yet."""

    def save(self, place: Place) -> None:
        """Keep it, for good once this returns."""


class FileCursor:
    """Keeps the place in a file, which is written whole or not at all."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def load(self) -> Place:
        """The place; ValueError for a file that holds none."""
        if not self._path.exists():
            return START
        told = json.loads(self._path.read_text(encoding="utf-8"))
        return Place(int(told["after"]), str(told["epoch"]))

    def save(self, place: Place) -> None:
        """Write beside, flush, put in its place."""
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"after": place.after, "epoch": place.epoch}, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
            raise


class NotAnswered(Exception):
    """The server refused: `status`, and `code` as it stands in the description of the interface."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code = status, code


class FeedBeganAnew(NotAnswered):
    """The register was restored from a backup: the place that was kept is none of this sequence."""


@dataclass(frozen=True)
class _Page:
    events: list[Event]
    place: Place
    has_more: bool
    rest: float


def events(
    address: str, key: str, *, cursor: Cursor, types: Sequence[str] = (), limit: int = 500, follow: bool = True,
    restart: bool = False,
) -> Iterator[Event]:  # fmt: skip
    """Every event in the key's scope from the cursor's place on, each once, in order.

    With `follow` for ever, waiting for what comes next and through outages; without it up to the present end. The place
    is kept when the events of a page were worked off. `restart` begins at the start again after a restore.
    """
    place, failures = cursor.load(), 0
    while True:
        try:
            page = _page(address, key, place, types, limit, _WAIT_SECONDS if follow else 0)
        except FeedBeganAnew:
            if not restart:
                raise
            place = START
            cursor.save(place)
            continue
        except (NotAnswered, OSError) as problem:
            if not follow or (isinstance(problem, NotAnswered) and problem.status < 500 and problem.status != 429):
                raise
            time.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
            failures += 1
            continue
        failures = 0
        yield from page.events
        if page.place != place:
            place = page.place
            cursor.save(place)
        if not page.has_more:
            if not follow:
                return
            time.sleep(page.rest)


def _page(address: str, key: str, place: Place, types: Sequence[str], limit: int, wait: int) -> _Page:
    asked = [("after", str(place.after)), ("limit", str(limit)), *(("type", one) for one in types)]
    asked += [("epoch", place.epoch)] if place.epoch else []
    asked += [("wait", str(wait))] if wait else []
    request = urllib.request.Request(
        f"{address.rstrip('/')}/api/v1/events?{urllib.parse.urlencode(asked)}",
        headers={"Authorization": f"Bearer {key}", "Accept": BATCH_TYPE},
    )
    try:
        with urllib.request.urlopen(request, timeout=wait + 30) as answer:
            told, head = json.load(answer), answer.headers
    except urllib.error.HTTPError as refused:
        raise refusal(refused) from None
    after = Place(int(head["Yinqiao-Next"]), head["Yinqiao-Epoch"])
    has_more = head["Yinqiao-Has-More"] == "true"
    return _Page([Event.read(one) for one in told], after, has_more, float(head.get("Retry-After", "0")))


def refusal(refused: urllib.error.HTTPError) -> NotAnswered:
    """What the server said in place of an answer."""
    try:
        told = json.loads(refused.read())
        code, message = str(told["code"]), str(told["message"])
    except (ValueError, KeyError, TypeError):
        code, message = "", str(refused.reason)
    kind = FeedBeganAnew if code == "exchange.feed_began_anew" else NotAnswered
    return kind(refused.code, code, message)
