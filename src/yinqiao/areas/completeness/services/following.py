"""A question ends when the register gets the fact another way: by a new roster, or by an officer who found out."""

from __future__ import annotations

from typing import Any

from django.db import connection

from yinqiao.areas.completeness.rules import fields_by_cause
from yinqiao.areas.retirees.events import DETAILS_CORRECTED
from yinqiao.platform.acts import Act

_ANY_WAITS = "SELECT EXISTS (SELECT 1 FROM completeness_request WHERE state IN ('asked', 'unknown'))"
_SUPPLIED = """
UPDATE completeness_request q SET state = 'supplied', closed_on = %(today)s, closed_name = %(name)s
FROM events_event e JOIN unnest(%(causes)s::text[], %(fields)s::text[]) AS known (cause, field)
    ON e.data -> 'fields' ? known.field
WHERE e.act_id = %(act)s AND e.type = %(type)s AND q.retiree_id = e.retiree_id AND q.cause = known.cause
    AND q.state IN ('asked', 'unknown')
"""


def close_supplied(*, act: Act) -> int:
    """End the questions that this act has answered by correcting the register; returns how many.

    What the enterprise has answered waits for a person all the same.
    """
    causes, fields = zip(*fields_by_cause(), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_ANY_WAITS)
        if not cursor.fetchone()[0]:
            return 0
        told: dict[str, Any] = {
            "act": act.id, "type": DETAILS_CORRECTED.code, "today": act.stamp.occurred_on, "name": act.actor.name,
            "causes": list(causes), "fields": list(fields),
        }  # fmt: skip
        cursor.execute(_SUPPLIED, told)
        return cursor.rowcount
