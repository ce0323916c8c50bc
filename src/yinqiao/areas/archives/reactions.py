"""What archives do when people are registered, corrected, taken back, merged or split: their archives go with them."""

from __future__ import annotations

from yinqiao.areas.archives import services
from yinqiao.platform.acts import Act


def on_registered(act: Act) -> None:
    """Archives whose catalogue came before the roster find their people."""
    services.link_registered(act=act)


def on_batch_submitted(act: Act) -> None:
    """The same for a large roster, whose people another connection writes."""
    services.link_submitted(act=act)


def on_details_corrected(act: Act) -> None:
    """A number that was put right may be that of an archive."""
    services.link_corrected(act=act)


def on_registration_undone(act: Act) -> None:
    """The archives of people who left the register belong to nobody again."""
    services.clear_links(act=act)


def on_people_merged(act: Act) -> None:
    """Archives follow the entry that gave way to the person who stays."""
    services.follow_merge(act=act)


def on_people_split(act: Act) -> None:
    """Archives go back with the entry that stands for itself again."""
    services.follow_split(act=act)
