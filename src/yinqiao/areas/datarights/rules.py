"""Who enters and answers requests about personal data, and by when they are to be answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from yinqiao.areas.datarights.types import AskedBy
from yinqiao.areas.retirees.types import CASEWORKERS, ActRule

_PROTECTION = CASEWORKERS | {"data_protection_officer"}
OPEN = ActRule("open_data_request", "登记个人信息请求", _PROTECTION)
REVEAL = ActRule("reveal", "完整显示敏感信息", CASEWORKERS)
ANSWER = ActRule("answer_data_request", "答复个人信息请求", _PROTECTION)
# The person, by the own sign-in to the portal.
ASK_OWN = ActRule("ask_own_data", "提出个人信息请求", frozenset({"retiree"}))
# Who reads who saw or changed a person.
OVERSEERS = frozenset({"auditor", "data_protection_officer"})


def request_due(received_on: date, parameters: Mapping[str, Any]) -> date:
    """The last day for an answer: `days` calendar days after the day of receipt.

    The Personal Information Protection Law (articles 45 to 47 and 50) says “promptly” and names no number of days.
    Example: received 2026-03-02 with 15 days → 2026-03-17.
    """
    return received_on + timedelta(days=parameters["days"])


def left_out(asked_by: str, parameters: Mapping[str, Any]) -> frozenset[str]:
    """The parts of a copy that are not given to who asks: a near relative is told less than the person.

    Example: with `not_to_relatives` = ["party"] a relative's copy has no party relation, the person's own has.
    """
    return frozenset(parameters["not_to_relatives"]) if asked_by == AskedBy.RELATIVE else frozenset()


def is_told(action: str, role: str, parameters: Mapping[str, Any]) -> bool:
    """Whether a person is told of a reading of the own record: of these readings, but for those of who oversees."""
    return action in parameters["actions"] and role not in parameters["not_by"]


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "datarights.copy": lambda parameters, given: sorted(left_out(given["asked_by"], parameters)),
    "datarights.told_readings": lambda parameters, given: is_told(given["action"], given["role"], parameters),
    "datarights.request_days": lambda parameters, given: request_due(given["received_on"], parameters).isoformat(),
}
