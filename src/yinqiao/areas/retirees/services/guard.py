"""What every act on one person does first: find the person in scope, lock the row, ask the rule, compare the version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from yinqiao.areas.retirees import errors
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.queries.guard import require_may
from yinqiao.areas.retirees.types import ActRule, RetireeStatus, Source
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.acts import Act


def lock_person(*, act: Act, retiree_id: UUID, rule: ActRule, lock_version: int | None = None) -> Retiree:
    """The person's row, locked until the transaction ends.

    NotFound out of the actor's scope; Refused when role or state forbid the act; Conflict when the row is not
    the version that the officer saw (None: any version will do).
    """
    scope = act.actor.scope
    row = Retiree.objects.select_for_update().filter(scope.predicate(), pk=retiree_id).first()
    if row is None:
        raise NotFound
    require_may(rule, role=act.actor.role, status=RetireeStatus(row.status))
    if lock_version is not None and row.lock_version != lock_version:
        raise errors.changed_meanwhile()
    act.about("retiree", row.pk)
    return row


def save_person(row: Retiree, fields: Mapping[str, object]) -> None:
    """Write the named fields and count the version on."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.lock_version += 1
    row.save(update_fields=[*fields, "lock_version"])


def with_sources(row: Retiree, names: list[str], source: Source, since: date) -> dict[str, object]:
    """The sources of the row with these fields now coming from `source`, known to hold since that day."""
    return {**row.sources, **{name: [source.value, since.isoformat()] for name in names}}
