"""A list of calls: phone and address in full of people to be reminded; the caller has a purpose and notes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinqiao.areas.certification.models import Clock
from yinqiao.areas.organisations.queries import near_label
from yinqiao.areas.retirees.queries import facts_of, list_rows
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


@dataclass(frozen=True, slots=True)
class CallRow:
    """One person to call: who, until when, where."""

    name: str
    place: str
    due_on: date
    state: str
    phone: str
    address: str


def list_calls(*, scope: Scope, ids: Sequence[UUID]) -> list[CallRow]:
    """The managed among these people, by place and due day; NotFound unless all are within the scope."""
    found = list_rows(scope=scope, ids=ids) if scope.sees_content else []
    if len(found) < len(set(ids)):
        raise NotFound
    clocks = {one.pk: one for one in Clock.objects.filter(pk__in=ids)}
    rows = [one for one in found if one.status == RetireeStatus.MANAGED and one.pk in clocks]
    rows.sort(key=lambda one: (one.place_no, clocks[one.pk].due_on, one.name))
    return [
        CallRow(
            row.name, near_label(row.place_no, scope), clocks[row.pk].due_on, clocks[row.pk].get_state_display(),
            facts.get("phone", ""), facts.get("address", ""),
        )
        for row, facts in zip(rows, facts_of(rows), strict=True)
    ]  # fmt: skip
