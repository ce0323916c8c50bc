"""What happens to certificates when somebody leaves the register altogether."""

from __future__ import annotations

from yinqiao.areas.certificates import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A certificate is about somebody of the register."""
    services.forget_people(act=act)
