"""Rules of certificates: what must not be issued, kinds that may, codes, where one stands."""

from collections.abc import Callable, Mapping
from typing import Any

from yinqiao.areas.certificates.rules.codes import ALPHABET, LENGTH, code_of, grouped, read_code
from yinqiao.areas.certificates.rules.kinds import is_allowed, kinds, kinds_on, read_kinds
from yinqiao.areas.certificates.rules.refused import BASIS, PLACES, look_up, refused
from yinqiao.areas.certificates.rules.standing import last_day, standing_of

# Who holds seals: the office above the one that issues.
KEEPERS = ("street_officer", "district_manager", "city_manager")

__all__ = [
    "ALPHABET",
    "BASIS",
    "FORMULAS",
    "KEEPERS",
    "LENGTH",
    "PLACES",
    "code_of",
    "grouped",
    "is_allowed",
    "kinds",
    "kinds_on",
    "last_day",
    "look_up",
    "may_check",
    "read_code",
    "read_kinds",
    "refused",
    "standing_of",
]


def may_check(what: str, checks: int, parameters: Mapping[str, Any]) -> bool:
    """Whether the so-manieth check of a minute from one address is answered; `what` is `codes` or `files`."""
    return bool(checks <= parameters[f"{what}_a_minute"])


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "certificates.local_list": lambda parameters, given: is_allowed(given["entry"], parameters),
    "certificates.checking": lambda parameters, given: may_check(given["what"], given["checks"], parameters),
}
