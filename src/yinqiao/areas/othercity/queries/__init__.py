"""Reads of another city: who may go, packages with their people and files, keys; within a scope."""

from yinqiao.areas.othercity.queries.packages import (
    get_package,
    get_paper,
    keys_named,
    list_arrivals,
    list_packages,
    list_papers,
    list_sealed,
    list_transfers,
    of_places,
    public_keys,
    risen_filter,
)
from yinqiao.areas.othercity.queries.people import (
    desks,
    find_residence,
    find_transfer,
    list_candidates,
    list_person_arrivals,
    list_person_transfers,
    people_at_desk,
    trusted_cities,
)
from yinqiao.areas.othercity.rules import city_label

__all__ = [
    "city_label",
    "desks",
    "find_residence",
    "find_transfer",
    "get_package",
    "get_paper",
    "keys_named",
    "list_arrivals",
    "list_candidates",
    "list_packages",
    "list_papers",
    "list_person_arrivals",
    "list_person_transfers",
    "list_sealed",
    "list_transfers",
    "of_places",
    "people_at_desk",
    "public_keys",
    "risen_filter",
    "trusted_cities",
]
