"""What checklists do when an agreement is put before the other side."""

from __future__ import annotations

from yinqiao.areas.checklists.services import follow_proposals
from yinqiao.platform.acts import Act


def on_agreement_proposed(act: Act) -> None:
    """The checklist is made at the first proposal, and follows what later versions agree."""
    follow_proposals(act=act)
