"""What stands beside a case, and on the page after a death: what the family may expect and why; that a death was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from yinqiao.areas.applications.types import CaseState
from yinqiao.areas.outside_decisions.types import yuan
from yinqiao.areas.survivors.queries import benefit_of_case, benefit_of_person
from yinqiao.areas.survivors.types import CaseBenefit
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor


def part(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """The part of a case page; nothing beside another item."""
    try:
        found = benefit_of_case(scope=actor.scope, case_id=case_id)
    except NotFound:
        return None
    return {**_told(found), "is_done": found.case.state == CaseState.DONE}


def estimate(actor: Actor, retiree_id: UUID) -> Mapping[str, Any] | None:
    """The part of the page after a death; nothing where the rule is not for this person."""
    found = benefit_of_person(scope=actor.scope, retiree_id=retiree_id)
    return None if found is None else _told(found)


def _told(found: CaseBenefit) -> Mapping[str, Any]:
    benefit = found.benefit
    return {
        "total": yuan(benefit.total_fen), "funeral": yuan(benefit.funeral_fen), "lump": yuan(benefit.lump_fen),
        "benefit": benefit, "facts": found.facts, "source": found.source, "income_source": found.income_source,
        "is_assumed": found.is_income_assumed, "died_on": found.died_on,
    }  # fmt: skip
