"""What happens to cases when somebody leaves the register."""

from __future__ import annotations

from yinqiao.areas.cases import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A case names people of the register alone."""
    services.forget_people(act=act)
