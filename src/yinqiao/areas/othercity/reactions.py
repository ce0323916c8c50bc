"""What transfers do when a person dies, moves or gives way to another entry, and what follows when somebody has left."""

from __future__ import annotations

from yinqiao.areas.certification.services import follow_people
from yinqiao.areas.othercity.services import overtake
from yinqiao.platform.acts import Act


def on_person_changed(act: Act) -> None:
    """Whom the matter of a transfer has left behind is not let go by a later acceptance."""
    overtake(act=act)


def on_accepted(act: Act) -> None:
    """Whom another city looks after is certified there."""
    follow_people(act=act)
