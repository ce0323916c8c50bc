"""What is rated, whatever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Rated:
    """What is rated: under which code it is listed, whether it is over, the columns that name it, and its rating once."""

    code: str
    is_over: bool
    key: Mapping[str, Any]
    # What makes one of a matter beside its columns: each of its people has a word of the own.
    is_each: bool = False
