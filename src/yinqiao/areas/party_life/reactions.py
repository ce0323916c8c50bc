"""What party life does when entries are merged or split: the record goes with the person."""

from __future__ import annotations

from yinqiao.areas.party_life import services
from yinqiao.platform.acts import Act


def on_people_merged(act: Act) -> None:
    """The record follows the entry that gave way to the person who stays."""
    services.follow_merge(act=act)


def on_people_split(act: Act) -> None:
    """The record goes back with the entry that stands for itself again."""
    services.follow_split(act=act)
