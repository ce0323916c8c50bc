"""Who holds an archive: each change closes one row and adds one; at any moment an archive has one holder."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from yinqiao.platform.acts import Act

_BEGIN = """
INSERT INTO archives_custody (archive_id, holder_enterprise_id, since, act_id)
SELECT a.id, a.enterprise_id, %s, %s FROM archives_archive a WHERE a.id = ANY (%s)
  AND NOT EXISTS (SELECT 1 FROM archives_custody c WHERE c.archive_id = a.id AND c.until IS NULL)
"""
_CLOSE = "UPDATE archives_custody SET until = %s WHERE archive_id = ANY (%s) AND until IS NULL"
_TO_PLACE = """
INSERT INTO archives_custody (archive_id, holder_place_no, since, act_id)
SELECT a.id, a.place_no, %s, %s FROM archives_archive a WHERE a.id = ANY (%s)
"""


def begin_custody(act: Act, ids: Sequence[UUID]) -> None:
    """The enterprise holds these archives from now on, as far as the books know of no holder yet."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [act.at, act.id, list(ids)])


def pass_to_place(act: Act, ids: Sequence[UUID]) -> None:
    """These archives go from whoever holds them to the place to which they were offered."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, [act.at, list(ids)])
        cursor.execute(_TO_PLACE, [act.at, act.id, list(ids)])
