"""What dues do when entries are merged or split: accounts go with the person."""

from __future__ import annotations

from yinqiao.areas.dues import services
from yinqiao.platform.acts import Act


def on_people_merged(act: Act) -> None:
    """The account follows the entry that gave way to the person who stays."""
    services.follow_merge(act=act)


def on_people_split(act: Act) -> None:
    """The account goes back with the entry that stands for itself again."""
    services.follow_split(act=act)
