"""How far the archives of catalogues have come: what an agreement counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from yinqiao.areas.lists.types import Delivered
from yinqiao.platform.access.types import Scope

_DELIVERED = """
SELECT catalogue_id, received, waits, lacks, explained, waits_since, lacks_since, elsewhere, unseen
FROM archives_delivered(%s, %s, %s)
"""


def delivered(*, scope: Scope, batch_ids: Sequence[UUID], within: tuple[int, int]) -> Mapping[UUID, Delivered]:
    """Catalogue → how far its archives have come at the places from `within[0]` to before `within[1]`, in volumes.

    What lies at an office above these places is counted with them, for there its archives are kept: both sides read one
    figure, and `unseen` tells how many of them the reader has in no list. The function behind it answers within the
    scope of the transaction. What was taken back counts nowhere; only the enterprise is told what went elsewhere.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERED, [list(batch_ids), *within])
        rows = cursor.fetchall()
    return {
        one[0]: Delivered(
            one[1],
            one[2],
            one[3],
            one[5],
            one[6],
            one[7] if scope.is_enterprise else 0,
            explained=one[4],
            unseen=one[8],
        )
        for one in rows
    }
