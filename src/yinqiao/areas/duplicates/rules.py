"""Who judges whether two entries are one person."""

from __future__ import annotations

from yinqiao.areas.retirees.types import ActRule

SETTLE = ActRule("settle_duplicate", "判定疑似重复", frozenset({"street_officer", "district_manager", "city_manager"}))
