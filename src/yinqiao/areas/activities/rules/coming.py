"""The code by which somebody says to have come: when it is shown, when it changes, when wrong ones are too many. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_DIGITS = 6


def is_open(parameters: Mapping[str, Any], starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Whether the code of a session is shown and taken: from some minutes before it begins, not once it has ended."""
    return starts_at - timedelta(minutes=parameters["opens_minutes"]) <= at < ends_at


def window_of(parameters: Mapping[str, Any], at: datetime) -> int:
    """The number of the time in which one code is shown."""
    return int(at.timestamp()) // (parameters["minutes"] * 60)


def changes_at(parameters: Mapping[str, Any], at: datetime) -> datetime:
    """When the code that is shown changes."""
    return datetime.fromtimestamp((window_of(parameters, at) + 1) * parameters["minutes"] * 60, UTC)


def seconds_left(parameters: Mapping[str, Any], seconds_shown: int) -> int:
    """For how many seconds a code is still taken that was first shown so many seconds ago: its own time and the next."""
    return max(0, int(2 * parameters["minutes"] * 60) - seconds_shown)


def digits_of(mark: bytes) -> str:
    """Six digits of a keyed mark, of which 64 bits are read."""
    return f"{int.from_bytes(mark[:8], 'big') % 10**_DIGITS:0{_DIGITS}d}"


def wrong_so_far(parameters: Mapping[str, Any], wrong: int, since: datetime | None, at: datetime) -> int:
    """How many wrong codes still count: none once the rest has passed since the first."""
    is_past = since is None or at - since >= timedelta(minutes=parameters["rest_minutes"])
    return 0 if is_past else wrong


def must_rest(parameters: Mapping[str, Any], wrong: int, since: datetime | None, at: datetime) -> bool:
    """Whether no further code is taken for now."""
    return wrong_so_far(parameters, wrong, since, at) >= int(parameters["tries"])
