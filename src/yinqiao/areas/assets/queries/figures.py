"""Figures of assets in numbers and square metres: what was listed is what was received, left and is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate

from yinqiao.areas.assets.models import Asset
from yinqiao.areas.assets.queries.reads import ASSET_FILTERS, list_assets
from yinqiao.areas.assets.rules import sum_up
from yinqiao.areas.assets.types import AssetState, Delivered, HandoverPath
from yinqiao.areas.assets.types import Sum as Part
from yinqiao.areas.lists import types as lists
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Scope

Cells = Mapping[tuple[HandoverPath, AssetState], Part]


def _summed(rows: QuerySet[Asset], *by: str) -> Sequence[dict[str, Any]]:
    # What has no floor counts as an asset and as no square metre.
    summed = rows.order_by().values(*by).annotate(number=Count("id"), m2=Coalesce(Sum("area"), Decimal(0)))
    return list(summed)


def get_cells(*, scope: Scope, enterprise_id: int | None = None, list_id: UUID | None = None) -> Cells:
    """Numbers and listed square metres of the assets in scope by path and state, of one enterprise or list or of all."""
    rows = list_assets(scope=scope)
    if enterprise_id is not None:
        rows = rows.filter(enterprise_id=enterprise_id)
    if list_id is not None:
        rows = rows.filter(list_id=list_id)
    return {
        (member_of(HandoverPath, one["path"]), member_of(AssetState, one["state"])): Part(one["number"], one["m2"])
        for one in _summed(rows, "path", "state")
    }


def get_difference(
    *, scope: Scope, enterprise_id: int | None = None, list_id: UUID | None = None
) -> tuple[int, Decimal]:
    """How many assets were found to have another area than listed, and by how many m² the found exceeds the listed."""
    rows = list_assets(scope=scope).filter(found_area__isnull=False).exclude(found_area=F("area"))
    if enterprise_id is not None:
        rows = rows.filter(enterprise_id=enterprise_id)
    if list_id is not None:
        rows = rows.filter(list_id=list_id)
    told = rows.order_by().aggregate(
        number=Count("id"), m2=Coalesce(Sum(F("found_area") - Coalesce(F("area"), Decimal(0))), Decimal(0))
    )
    return told["number"], told["m2"]


def delivered_area(
    *, scope: Scope, batch_ids: Sequence[UUID], within: tuple[int, int]
) -> Mapping[UUID, lists.Delivered]:
    """List → how far its square metres have come at the places from `within[0]` to before `within[1]`, as listed.

    Received is what was settled by the last step of its path, which the place records: what stays with the enterprise
    by agreement too. What was sent back is the enterprise's turn. Only the enterprise is told what went elsewhere.
    """
    here = Q(place_no__gte=within[0], place_no__lt=within[1])
    waits, returned = here & ASSET_FILTERS["pending"], here & ASSET_FILTERS["returned"]
    counted = list_assets(scope=scope).filter(list_id__in=list(batch_ids)).order_by().values("list_id").annotate(
        received=_area(here & ASSET_FILTERS["settled"]), waits=_area(waits), lacks=_area(returned), elsewhere=_area(~here),
        waits_from=Min(TruncDate("offered_at"), filter=waits), lacks_from=Min(TruncDate("waits_since"), filter=returned),
    )  # fmt: skip
    return {
        one["list_id"]: lists.Delivered(
            one["received"], one["waits"], one["lacks"], one["waits_from"], one["lacks_from"],
            one["elsewhere"] if scope.is_enterprise else 0,
        )
        for one in counted
    }  # fmt: skip


def _area(condition: Q) -> Coalesce:
    return Coalesce(Sum("area", filter=condition), Decimal(0))


def delivered(*, scope: Scope, batch_ids: Sequence[UUID]) -> Mapping[UUID, Delivered]:
    """What became of the assets of each submitted list, as listed; a batch that sent none that still stand has no entry.

    An asset that was sent back and offered again counts in the later list alone.
    """
    parts: dict[UUID, list[tuple[AssetState, Part]]] = defaultdict(list)
    for one in _summed(list_assets(scope=scope).filter(list_id__in=list(batch_ids)), "list_id", "state"):
        parts[one["list_id"]].append((member_of(AssetState, one["state"]), Part(one["number"], one["m2"])))
    return {list_id: sum_up(found) for list_id, found in parts.items()}
