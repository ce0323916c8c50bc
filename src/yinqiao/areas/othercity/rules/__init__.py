"""Rules of another city: cities and addresses, who receives and until when, what a package says and how it is sealed."""

from yinqiao.areas.othercity.rules.cities import cities, city_label, find_city
from yinqiao.areas.othercity.rules.flow import (
    CITY_ROLES,
    CONFIRM_ROLES,
    DESK_ROLES,
    FORMULAS,
    IN_FLOW,
    KEY_ROLES,
    OUT_FLOW,
    REGISTER_ROLES,
    city_rules,
    due_on,
    package_number,
    reason_words,
    return_reasons,
    rule_obstacle,
    rule_on,
    valid_until,
)

__all__ = [
    "CITY_ROLES",
    "CONFIRM_ROLES",
    "DESK_ROLES",
    "FORMULAS",
    "IN_FLOW",
    "KEY_ROLES",
    "OUT_FLOW",
    "REGISTER_ROLES",
    "cities",
    "city_label",
    "city_rules",
    "due_on",
    "find_city",
    "package_number",
    "reason_words",
    "return_reasons",
    "rule_obstacle",
    "rule_on",
    "valid_until",
]
