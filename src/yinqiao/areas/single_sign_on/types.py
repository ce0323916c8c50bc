"""How an account's own page tells of what is bound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Bound:
    """Since when an account can be entered by the office platform, and when that was last done."""

    bound_at: datetime
    last_used_at: datetime | None
