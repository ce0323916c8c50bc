"""What 外来信息 does when the register goes on: who arrives is matched, a death settles what was suspected."""

from __future__ import annotations

from yinqiao.areas.intake.services import follow_deaths
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act
from yinqiao.platform.jobs import enqueue


def on_registered(act: Act) -> None:
    """Match what waits with who came, once the act is committed: a roster of thousands does not wait for it."""
    if not act.actor.scope.is_sandbox:  # for whom nobody waits, and whose turn would take the place of the city's
        enqueue("intake.match_waiting", Actor.system("外来信息匹配"), lock="intake.match_waiting")


def on_death_recorded(act: Act) -> None:
    """Close what was open about a death that is recorded now."""
    follow_deaths(act=act)
