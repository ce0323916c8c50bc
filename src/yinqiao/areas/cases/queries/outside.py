"""What an office reads that does not lead: the step it was given, and an enterprise the request that it made."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.accounts.queries import list_offices
from yinqiao.areas.cases.models import Case, CaseStep
from yinqiao.areas.cases.queries.reads import OPEN_FIRST, get_case
from yinqiao.areas.cases.types import RUNNING, CaseState
from yinqiao.areas.organisations.queries import list_enterprises, places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal


def list_steps(*, scope: Scope, today: date, standing: str = "") -> QuerySet[CaseStep]:
    """The steps that the own office, enterprise or department was given, the soonest due first, what is over last.

    `standing`: `running`, `overdue`, or `over`.
    """
    found = CaseStep.objects.filter(_own(scope)) if not scope.is_oversight else CaseStep.objects.none()
    running = Q(state__in=[one.value for one in RUNNING])
    if standing == "running":
        found = found.filter(running)
    elif standing == "overdue":
        found = found.filter(running, due_on__lt=today)
    elif standing == "over":
        found = found.exclude(running)
    return found.order_by(OPEN_FIRST, "due_on", "number")


def _own(scope: Scope) -> Q:
    if scope.office is not None:
        return Q(office_id=scope.office)
    if scope.enterprises:
        return Q(enterprise_id__in=scope.enterprises)
    if scope.place_from >= scope.place_to:
        return Q(pk__in=())
    # The office itself, not all that lie below it.
    return Q(place_no=scope.place_from)


def get_step(*, scope: Scope, step_id: UUID) -> CaseStep:
    """A step of the own office; NotFound otherwise."""
    row = list_steps(scope=scope, today=date.min).filter(pk=step_id).first()
    if row is None:
        raise NotFound
    return row


def get_given(*, scope: Scope, step_id: UUID) -> CaseStep:
    """A step of a case that the scope's offices lead or opened; NotFound otherwise."""
    row = CaseStep.objects.filter(pk=step_id).first()
    if row is None:
        raise NotFound
    get_case(scope=scope, case_id=row.case_id)
    return row


def step_words(step: CaseStep) -> dict[str, str]:
    """What was asked, what was to be explained, what was answered."""
    return {name: reveal(step, name) or "" for name in ("task", "asked", "answer")}


def list_requests(*, scope: Scope, today: date, state: str = "") -> QuerySet[Case]:
    """What an enterprise has asked for, the soonest due first."""
    if not scope.enterprises or scope.is_oversight:
        return Case.objects.none()
    found = Case.objects.filter(enterprise_id__in=scope.enterprises)
    found = found.filter(state=state) if state else found
    return found.order_by(OPEN_FIRST, "due_on", "-number")


def get_request(*, scope: Scope, case_id: UUID) -> Case:
    """One of them; NotFound otherwise."""
    row = list_requests(scope=scope, today=date.min).filter(pk=case_id).first()
    if row is None:
        raise NotFound
    return row


def request_words(case: Case) -> tuple[str, str]:
    """What the enterprise wrote and what it was answered: nothing that was told to the person."""
    told: dict[str, str] = json.loads(reveal(case, "sealed") or "{}")
    return told.get("words", ""), (reveal(case, "reply") or "") if case.state == CaseState.CLOSED else ""


def units_to_ask() -> tuple[dict[str, int], dict[str, int], list[tuple[UUID, str]]]:
    """Whom one can give a step: places and enterprises by name, departments whose officers have accounts."""
    tree = places()
    firms = {one.name: one.id for one in list_enterprises() if one.dissolved_on is None}
    return tree.named(tree.rows), firms, list_offices()


def unit_name(row: Any) -> str:
    """The office that leads, in words."""
    return places().label(row.place_no)


def is_on_paper(step: CaseStep) -> bool:
    """Whether the office has no account here: it is written to, and its answer noted."""
    return step.place_no is None and step.enterprise_id is None and step.office_id is None
