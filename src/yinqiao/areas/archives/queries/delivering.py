"""How far the archives of catalogues have come: what an agreement counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate

from yinqiao.areas.archives.models import Archive
from yinqiao.areas.archives.queries.reads import archives_in
from yinqiao.areas.archives.types import ArchiveState
from yinqiao.areas.lists.types import Delivered
from yinqiao.platform.access.types import Scope

_WAITS, _LACKS = [ArchiveState.OFFERED, ArchiveState.COUNTED], [ArchiveState.MISSING]


def delivered(*, scope: Scope, batch_ids: Sequence[UUID], within: tuple[int, int]) -> Mapping[UUID, Delivered]:
    """Catalogue → how far its archives have come at the places from `within[0]` to before `within[1]`, in volumes.

    What was taken back counts nowhere. Only the enterprise is told what went to other places.
    """
    here = Q(place_no__gte=within[0], place_no__lt=within[1])
    counted = (
        Archive.objects.filter(archives_in(scope), catalogue_id__in=batch_ids)
        .exclude(state=ArchiveState.WITHDRAWN)
        .values("catalogue_id")
        .annotate(
            received=Count("id", filter=here & Q(state=ArchiveState.RECEIVED)),
            waits=Count("id", filter=here & Q(state__in=_WAITS)),
            lacks=Count("id", filter=here & Q(state__in=_LACKS)),
            elsewhere=Count("id", filter=~here),
            waits_since=Min(TruncDate("catalogue__offered_at"), filter=here & Q(state__in=_WAITS)),
            lacks_since=Min(TruncDate("catalogue__finished_at"), filter=here & Q(state__in=_LACKS)),
        )
    )
    return {
        one["catalogue_id"]: Delivered(
            one["received"], one["waits"], one["lacks"], one["waits_since"], one["lacks_since"],
            one["elsewhere"] if scope.is_enterprise else 0,
        )
        for one in counted
    }  # fmt: skip
