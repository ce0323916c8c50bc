"""How a community was found for a person, and what became of the one that the roster declares."""

from __future__ import annotations

from enum import StrEnum


class RouteHow(StrEnum):
    """How a community was found for a person."""

    DECLARED_CODE = "declared_code"
    DECLARED_NAME = "declared_name"
    ADDRESS = "address"
    STREET_DESK = "street_desk"
    DISTRICT_DESK = "district_desk"
    CITY_DESK = "city_desk"
    AGENCY_DESK = "agency_desk"
    BY_HAND = "by_hand"

    @property
    def label(self) -> str:
        """The Chinese words."""
        return {
            "declared_code": "按申报的社区代码",
            "declared_name": "按申报的社区名称",
            "address": "按常住地址",
            "street_desk": "街道待分派",
            "district_desk": "区县待分派",
            "city_desk": "市级待分派",
            "agency_desk": "异地居住，由社保经办机构管理",
            "by_hand": "人工分派",
        }[self.value]


class Declared(StrEnum):
    """What became of the declared community."""

    NONE = "none"
    FOUND = "found"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
