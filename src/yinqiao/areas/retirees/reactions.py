"""What the register does when places change: the people of a merged place follow it."""

from __future__ import annotations

from yinqiao.areas.retirees.services import follow_merged_places
from yinqiao.platform.acts import Act


def people_follow_their_place(act: Act) -> None:
    """Move everybody of a place that was merged into another, in the transaction of the merge. Idempotent."""
    follow_merged_places(act=act)
