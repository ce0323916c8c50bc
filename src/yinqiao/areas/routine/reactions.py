"""What the monthly handover does when rosters go, come back, people are taken back or accepted."""

from __future__ import annotations

from yinqiao.areas.routine import services
from yinqiao.platform.acts import Act


def on_batch_submitted(act: Act) -> None:
    """People who went with the roster are handed over."""
    services.follow_submissions(act=act)


def on_batch_undone(act: Act) -> None:
    """People of the roster wait again."""
    services.follow_undone_batches(act=act)


def on_offer_withdrawn(act: Act) -> None:
    """People whom the enterprise took back wait again."""
    services.follow_withdrawn_offers(act=act)


def on_person_accepted(act: Act) -> None:
    """People have arrived at their community."""
    services.follow_acceptance(act=act)
