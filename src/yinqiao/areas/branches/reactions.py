"""What follows when a party roster was submitted: its branches find the organisations of the same name."""

from __future__ import annotations

from yinqiao.areas.branches.services import link_new_branches
from yinqiao.platform.acts import Act


def on_party_roster(act: Act) -> None:
    """In the act that submits the roster."""
    link_new_branches(act=act)
