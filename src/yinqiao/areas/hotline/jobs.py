"""Background work of every night: clusters are looked for."""

from __future__ import annotations

from django.utils import timezone

from yinqiao.areas.hotline.services import sweep_clusters
from yinqiao.platform.access.types import Actor
from yinqiao.platform.jobs import nightly


@nightly("hotline.sweep_clusters", cron="40 4 * * *")
def look_for_clusters(timestamp: int) -> None:
    """What is above the usual level today."""
    sweep_clusters(actor=Actor.system("集中反映查找"), at=timezone.now())
