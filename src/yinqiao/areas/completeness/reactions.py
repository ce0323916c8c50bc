"""What questions do when people leave the register."""

from __future__ import annotations

from yinqiao.areas.completeness import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A question is about somebody."""
    services.forget_people(act=act)


def on_details_corrected(act: Act) -> None:
    """What the register knows by now nobody needs to be asked."""
    services.close_supplied(act=act)
