"""The rule of the carrier in force on a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from yinqiao.areas.hub.rules import rates_in
from yinqiao.areas.hub.types import Rates
from yinqiao.platform.rulebook import rulebook


def rates_on(today: date) -> Rates:
    """The rule of the day."""
    return rates_in(rulebook().get("hub.carrier", region=settings.REGION, day=today).parameters)
