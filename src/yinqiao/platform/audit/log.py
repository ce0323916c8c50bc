"""Writes entries of the audit log. Reads of it stand in `queries.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from yinqiao.platform.access.types import Actor

_INSERT = (
    "INSERT INTO audit_entry (id, at, kind, action, actor_id, actor_role, actor_name, scope, subject_kind,"
    " subject_id, people, purpose, request_id, detail)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def record(
    actor: Actor,
    *,
    action: str,
    kind: str,
    entry_id: UUID | None = None,
    at: datetime | None = None,
    subject: tuple[str, UUID | None] = ("", None),
    people: int = 0,
    purpose: str = "",
    detail: Mapping[str, Any] | None = None,
) -> UUID:
    """Append one entry in the current transaction and return its id (an act's id when `entry_id` is given).

    `detail` holds codes, counts and ids, never names, numbers or addresses. Nothing is chained here: sealing
    happens after commit, so that business transactions never wait for each other.
    """
    entry = entry_id or uuid_utils.uuid7()
    values: list[Any] = [
        entry, at or timezone.now(), kind, action, actor.id, actor.role, actor.name[:64], actor.scope.label[:120],
        subject[0], subject[1], people, purpose[:200], actor.request_id, Jsonb(dict(detail or {})),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
    return entry


def record_read(
    actor: Actor, *, action: str, retiree_id: UUID | None = None, people: int = 1, purpose: str = ""
) -> UUID:
    """Note that personal data was read: one person's page, a list, an export, an unmasking."""
    subject = ("retiree", retiree_id) if retiree_id else ("", None)
    return record(actor, action=action, kind="read", subject=subject, people=people, purpose=purpose)
