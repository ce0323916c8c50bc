"""Reads of places and enterprises. They hold no personal data, so scope narrows choices, not secrets."""

from yinqiao.areas.organisations.following import follows_in_custody, follows_place
from yinqiao.areas.organisations.queries.enterprises import (
    enterprise_choices,
    enterprise_names,
    find_enterprise_by_uscc,
    get_enterprise,
    list_enterprises,
    list_group_ids,
    scope_of_enterprise,
    uscc_by_id,
    usccs_of,
)
from yinqiao.areas.organisations.queries.places import (
    PlaceTree,
    find_organisations,
    forget_places,
    get_division,
    get_place,
    near_label,
    places,
    scope_of_division,
    unique_names,
)

__all__ = [
    "PlaceTree",
    "enterprise_choices",
    "enterprise_names",
    "find_enterprise_by_uscc",
    "find_organisations",
    "follows_in_custody",
    "follows_place",
    "forget_places",
    "get_division",
    "get_enterprise",
    "get_place",
    "list_enterprises",
    "list_group_ids",
    "near_label",
    "places",
    "scope_of_division",
    "scope_of_enterprise",
    "unique_names",
    "uscc_by_id",
    "usccs_of",
]
