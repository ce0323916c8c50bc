"""By when a request about personal data is to be answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


def request_due(received_on: date, parameters: Mapping[str, Any]) -> date:
    """The last day for an answer: `days` calendar days after the day of receipt.

    The Personal Information Protection Law (articles 45 to 47 and 50) says “promptly” and names no number of days.
    Example: received 2026-03-02 with 15 days → 2026-03-17.
    """
    return received_on + timedelta(days=parameters["days"])
