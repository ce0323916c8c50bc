"""Rules of missing facts: the causes as data, which step of a question follows which and whose it is, the last day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from yinqiao.areas.completeness.types import Cause, CauseSpec, Owner, RequestState, RequestStep
from yinqiao.kernel.periods import add_months

ENTERPRISE_ROLES = ("enterprise_officer", "enterprise_admin")
PLACE_ROLES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
# Who sends people on from a desk to their community.
ROUTERS = ("street_officer", "district_manager", "city_manager")
PARTIES = (*ENTERPRISE_ROLES, *PLACE_ROLES)

_S, _T = RequestState, RequestStep
# The flow of one question. Guards, screens and tests read this table.
FLOW: Mapping[RequestState, Mapping[RequestStep, RequestState]] = {
    _S.ASKED: {_T.ANSWER: _S.ANSWERED, _T.SAY_UNKNOWN: _S.UNKNOWN, _T.CANCEL: _S.CANCELLED},
    _S.ANSWERED: {_T.TAKE: _S.TAKEN, _T.REFUSE: _S.REFUSED},
    _S.UNKNOWN: {_T.CLOSE: _S.CANCELLED},
    _S.TAKEN: {},
    _S.REFUSED: {},
    _S.CANCELLED: {},
    # The register got the fact another way: done by nobody.
    _S.SUPPLIED: {},
}
# Still between the two sides: one at a time for a person and a cause.
OPEN = (_S.ASKED, _S.ANSWERED, _S.UNKNOWN)
BY_ENTERPRISE = frozenset({_T.ANSWER, _T.SAY_UNKNOWN})


def next_state(state: RequestState, step: RequestStep) -> RequestState | None:
    """Where `step` leads a question, or None when the flow does not allow it."""
    return FLOW[state].get(step)


@cache
def causes() -> Mapping[Cause, CauseSpec]:
    """Every cause as the rulebook has it, the weightiest first.

    Raises ValueError when data and codes do not match: a cause without an owner must not reach a user.
    """
    text = resources.files("yinqiao.areas.completeness").joinpath("rulebook", "completeness.toml").read_text("utf-8")
    read = [_spec(entry) for entry in tomllib.loads(text)["cause"]]
    found = {one.code: one for one in sorted(read, key=lambda one: -one.weight)}
    if set(found) != set(Cause) or len(found) != len(read):
        raise ValueError("causes of missing facts and their entries in the rulebook do not match")
    return found


def _spec(entry: Mapping[str, Any]) -> CauseSpec:
    told = {name: entry[name] for name in CauseSpec.__dataclass_fields__ if name in entry}
    return CauseSpec(**{**told, "code": Cause(entry["code"]), "owner": Owner(entry["owner"])})


def codes_of(*owners: Owner) -> list[str]:
    """The codes of the causes that these owe."""
    return [code.value for code, spec in causes().items() if spec.owner in owners]


def fields_by_cause() -> list[tuple[str, str]]:
    """Cause and the field of the register that answers it, of those that have one."""
    return [(code.value, spec.field) for code, spec in causes().items() if spec.field]


def due_on(spec: CauseSpec, since: date) -> date:
    """The last day on which the next step should be done."""
    return since + timedelta(days=spec.days)


def born_by(today: date, parameters: Mapping[str, Any]) -> date:
    """The last birthday of who is old enough to need somebody to call. 2026-03-02, 80 years: 1946-03-02."""
    return add_months(today, -12 * int(parameters["contact_age"]))


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "needs_contact": given["born_on"] <= born_by(given["today"], parameters),
        "is_shared": given["people"] > parameters["shared_phone"],
    }


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS = {"completeness.thresholds": _example}
