"""Keeping the figures of indicators."""

from yinqiao.areas.indicators.services.following import follow, needs_count, recount_all

__all__ = ["follow", "needs_count", "recount_all"]
