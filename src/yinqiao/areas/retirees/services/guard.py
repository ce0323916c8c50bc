"""What every act on one person does first: find the person in scope, lock the row, ask the rule, compare the version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from yinqiao.areas.retirees import errors
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.rules import ACTS, check_past_day, may_act
from yinqiao.areas.retirees.types import RetireeStatus, Source
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.acts import Act, Subject


def lock_person(*, act: Act, retiree_id: UUID, code: str, lock_version: int | None = None) -> Retiree:
    """The person's row, locked until the transaction ends.

    NotFound out of the actor's scope; Refused when role or state forbid the act `code`; Conflict when the row is not
    the version that the officer saw (None: any version will do).
    """
    scope = act.actor.scope
    row = Retiree.objects.select_for_update().filter(scope.predicate(), pk=retiree_id).first()
    if row is None:
        raise NotFound
    require_may(code, role=act.actor.role, status=RetireeStatus(row.status))
    if lock_version is not None and row.lock_version != lock_version:
        raise errors.changed_meanwhile()
    act.about("retiree", row.pk)
    return row


def require_may(code: str, *, role: str, status: RetireeStatus) -> None:
    """Refused unless role and state allow the act."""
    decision = may_act(code, role=role, status=status)
    if decision.reason == "retirees.role_may_not":
        raise errors.role_may_not(ACTS[code].label)
    if decision.reason == "retirees.status_forbids":
        raise errors.status_forbids(ACTS[code].label, status.label)


def require_past(day: date, row: Retiree, today: date, field: str) -> None:
    """Invalid unless the day lies between the person's birth and today."""
    decision = check_past_day(day=day, born_on=row.born_on, today=today)
    if not decision.value:
        raise errors.impossible_day(decision.reason, field)


def save_person(row: Retiree, fields: Mapping[str, object]) -> None:
    """Write the named fields and count the version on."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.lock_version += 1
    row.save(update_fields=[*fields, "lock_version"])


def with_sources(row: Retiree, names: list[str], source: Source, since: date) -> dict[str, object]:
    """The sources of the row with these fields now coming from `source`, known to hold since that day."""
    return {**row.sources, **{name: [source.value, since.isoformat()] for name in names}}


def subject(row: Retiree, **data: object) -> Subject:
    """The person as subject of an event."""
    return Subject(row.pk, enterprise_id=row.enterprise_id, place_no=row.place_no, data=data)
