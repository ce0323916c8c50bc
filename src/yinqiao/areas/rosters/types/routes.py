"""How a community was found for a person, and what became of the one that the roster declares."""

from __future__ import annotations

from enum import StrEnum

from yinqiao.kernel.labels import Labelled


class RouteHow(Labelled):
    """How a community was found for a person."""

    DECLARED_CODE = "declared_code", "按申报的社区代码"
    DECLARED_NAME = "declared_name", "按申报的社区名称"
    ADDRESS = "address", "按常住地址"
    STREET_DESK = "street_desk", "街道待分派"
    DISTRICT_DESK = "district_desk", "区县待分派"
    CITY_DESK = "city_desk", "市级待分派"
    AGENCY_DESK = "agency_desk", "异地居住，由社保经办机构管理"
    BY_HAND = "by_hand", "人工分派"


class Declared(StrEnum):
    """What became of the declared community."""

    NONE = "none"
    FOUND = "found"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
