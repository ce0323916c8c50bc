"""The rules of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from yinqiao.areas.hotline.types import Rate
from yinqiao.platform.rulebook import rulebook


def topics_on(day: date) -> Mapping[str, Any]:
    """The words by which topics are recognised."""
    return rulebook().get("hotline.topics", region=settings.REGION, day=day).parameters


def repeats_on(day: date) -> Mapping[str, Any]:
    """When two orders are the same: within `days`, in `percent` of the words."""
    return rulebook().get("hotline.repeats", region=settings.REGION, day=day).parameters


def rate_on(day: date) -> Rate:
    """When a cluster is flagged."""
    return Rate(**rulebook().get("hotline.clusters", region=settings.REGION, day=day).parameters)
