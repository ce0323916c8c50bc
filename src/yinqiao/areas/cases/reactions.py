"""What happens to cases when somebody leaves the register, and when places change."""

from __future__ import annotations

from yinqiao.areas.cases import services
from yinqiao.platform.acts import Act


def on_registration_undone(act: Act) -> None:
    """A case names people of the register alone."""
    services.forget_people(act=act)


def on_place_merged(act: Act) -> None:
    """An office that is no more leads nothing and answers nothing: its heir does."""
    services.follow_merged_places(act=act)
