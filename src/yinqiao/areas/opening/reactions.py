"""What follows when the people of the old system are here."""

from __future__ import annotations

from yinqiao.areas.certification.services import follow_people
from yinqiao.platform.acts import Act


def on_person_loaded(act: Act) -> None:
    """Whom a place holds has to be certified."""
    follow_people(act=act)
