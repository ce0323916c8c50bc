"""Rules of 试用对接: for how long, and who is made for trying."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit

MANAGERS = ("city_manager",)
# Nobody of the city is called so: whoever sees one of them outside a sandbox sees that something is wrong.
NAMES = ("试用甲", "试用乙", "试用丙", "试用丁", "试用戊", "试用己", "试用庚", "试用辛", "试用壬", "试用癸")

# Since when what is known of them is known: what a programmer tells is newer.
KNOWN_SINCE = date(2019, 1, 1)


def may_last(parameters: Mapping[str, Any], today: date, valid_to: date) -> bool:
    """Whether a key may be given to this day, which is not included any more."""
    return today < valid_to <= today + timedelta(days=parameters["longest_days"])


def cleared_on(parameters: Mapping[str, Any], valid_to: date) -> date:
    """The day on which all that was tried is cleared away, unless the key was renewed."""
    return valid_to + timedelta(days=parameters["kept_days"])


def number_of(position: int) -> str:
    """The ID number of one of them: on the division that no person has, 试用甲 is 990101194001010120 and so on."""
    first17 = f"{DEMO_DIVISION}{_born(position):%Y%m%d}{position + 1:02d}{2 - position % 2}"
    return first17 + check_digit(first17)


def made_up(no: int) -> list[dict[str, Any]]:
    """The people of a sandbox as the register takes them; `no` is where they stand and whom they worked for: nowhere."""
    return [
        {
            "name": name,
            "sex": 2 - position % 2,
            "born_on": _born(position),
            "id_no": number_of(position),
            "phone": f"1390000{position + 1:04d}",
            "address": f"试用路{position + 1}号",
            "retired_on": date(2001 + position, 1, 1),
            "enterprise_id": -no,
            "place_no": -no,
        }
        for position, name in enumerate(NAMES)
    ]


def _born(position: int) -> date:
    return date(1940 + position, 1 + position, 1)


def _period(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    until = given["valid_to"]
    return {
        "is_possible": may_last(parameters, given["today"], until), "cleared_on": cleared_on(parameters, until),
    }  # fmt: skip


FORMULAS = {"sandbox.period": _period}
