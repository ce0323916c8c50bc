"""What happens to clusters when places change."""

from __future__ import annotations

from yinqiao.areas.hotline import services
from yinqiao.platform.acts import Act


def on_place_merged(act: Act) -> None:
    """Clusters stand where there is a desk."""
    services.follow_merged_places(act=act)
