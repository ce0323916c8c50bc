"""The clocks of people who were put into a register by hand: the sweep of a night begins them, as in any installation."""

from __future__ import annotations

from datetime import datetime

from yinqiao.areas.certification.services import sweep_people
from yinqiao.platform.access import Actor


def begin_clocks(at: datetime) -> None:
    """Let everybody who is managed have a clock."""
    sweep_people(actor=Actor.system("night"), at=at)
