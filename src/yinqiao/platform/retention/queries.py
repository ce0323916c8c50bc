"""Reads of retention; row-level security lets overseers alone see proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from yinqiao.kernel.errors import NotFound
from yinqiao.platform.retention.models import Proposal
from yinqiao.platform.retention.registry import retention_classes, retention_floors
from yinqiao.platform.retention.rules import first_kept
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.rulebook.book import Rule


def list_proposals(*, state: str = "proposed") -> QuerySet[Proposal]:
    """Proposals of a state, the longest due first."""
    return Proposal.objects.filter(state=state).order_by("due_on", "id")


@dataclass(frozen=True, slots=True)
class Period:
    """One retention rule in force, and where the things it rules stand.

    `is_floor`: kept at least so long and not proposed one by one; `waiting` then counts what is older.
    """

    rule: Rule
    days: int
    starts: str
    is_floor: bool
    waiting: int
    kept: int = 0
    destroyed: int = 0


def list_periods(*, region: str, today: date) -> list[Period]:
    """Every retention rule with its source, and how many things are due, kept longer, destroyed; by title."""
    counted = Proposal.objects.values_list("rule", "state").annotate(n=Count("id"))
    by: dict[tuple[str, str], int] = {(rule, state): n for rule, state, n in counted}
    found = []
    for kind in retention_classes():
        rule = rulebook().get(kind.rule, region=region, day=today)
        numbers = [by.get((kind.rule, state), 0) for state in ("proposed", "kept", "destroyed")]
        found.append(Period(rule, rule.parameters["days"], kind.starts, False, *numbers))
    for floor in retention_floors():
        rule = rulebook().get(floor.rule, region=region, day=today)
        days = rule.parameters["days"]
        found.append(Period(rule, days, floor.starts, True, floor.count_past(first_kept(today, rule.parameters))))
    return sorted(found, key=lambda one: (one.is_floor, one.rule.title))


def get_record(*, record_no: str) -> list[Proposal]:
    """What one record of destruction lists; NotFound for a number that nobody issued."""
    found = list(Proposal.objects.filter(record_no=record_no, state="destroyed").order_by("id")) if record_no else []
    if not found:
        raise NotFound
    return found


def count_proposed() -> int:
    """How many wait for a decision."""
    return Proposal.objects.filter(state="proposed").count()
