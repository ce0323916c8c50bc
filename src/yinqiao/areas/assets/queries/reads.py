"""Reads of assets. Scope is a required argument; a place sees what was submitted to it or lies in it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from yinqiao.areas.assets.models import Asset, AssetCustody, AssetList, AssetRow, AssetStep
from yinqiao.areas.assets.rules import RECEIVING_KINDS
from yinqiao.areas.assets.types import SERVES_PLACE, SETTLED, AssetState, ListState, Side
from yinqiao.areas.organisations.queries import enterprise_names, holder_words, places
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import PLACE_MAX, Scope
from yinqiao.platform.events.models import Event

_S = AssetState
_NOT_AT_PLACE = [ListState.SENDING, ListState.TAKEN_BACK]
_OPEN = [_S.OFFERED, _S.SURVEYED, _S.UNDER_WAY, _S.RETURNED]
# States and conditions by which assets are listed and counted: figures and the lists they open use the same.
ASSET_FILTERS: Mapping[str, Q] = {
    "waiting": Q(state=_S.OFFERED),
    "surveyed": Q(state__in=[_S.SURVEYED, _S.UNDER_WAY]),
    "returned": Q(state=_S.RETURNED),
    "open": Q(state__in=_OPEN),
    "pending": Q(state__in=[_S.OFFERED, _S.SURVEYED, _S.UNDER_WAY]),
    "settled": Q(state__in=SETTLED),
    "handed_over": Q(state=_S.HANDED_OVER),
    "shared": Q(state=_S.SHARED),
    "leased": Q(state=_S.LEASED),
    "received": Q(state__in=SERVES_PLACE),
    "stayed": Q(state=_S.STAYED),
    "": ~Q(state=_S.WITHDRAWN),
}
# Whose the next step is; a step that either side may take is on both lists.
OWED_FILTERS: Mapping[str, Q] = {
    Side.ENTERPRISE: Q(owed_by__in=[Side.ENTERPRISE, Side.EITHER]),
    Side.PLACE: Q(owed_by__in=[Side.PLACE, Side.EITHER]),
}


def _is_whole(scope: Scope) -> bool:
    return scope.is_enterprise or scope.place_to == PLACE_MAX


def _lists_in(scope: Scope) -> Q:
    """Twin of the policy: the enterprise's own, and what lies at a place of the scope."""
    return scope.predicate() if _is_whole(scope) else scope.predicate() & ~Q(state__in=_NOT_AT_PLACE)


def _assets_in(scope: Scope) -> Q:
    if _is_whole(scope):
        return scope.predicate()
    return (scope.predicate() | scope.predicate(place="community_no")) & ~Q(state=_S.WITHDRAWN)


def list_rows(*, scope: Scope, batch_id: UUID) -> QuerySet[AssetRow]:
    """The rows of a checked list of an enterprise in scope, in their order."""
    return AssetRow.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id).order_by("row_no")


def find_list(*, scope: Scope, list_id: UUID) -> AssetList | None:
    """One list at a place of the scope or of its enterprise, or None: a batch that was never submitted has none."""
    return AssetList.objects.filter(_lists_in(scope), pk=list_id).select_related("enterprise").first()


def get_list(*, scope: Scope, list_id: UUID) -> AssetList:
    """The same; NotFound when absent or out of scope."""
    row = find_list(scope=scope, list_id=list_id)
    if row is None:
        raise NotFound
    return row


def list_assets(*, scope: Scope, wanted: str = "", owed_by: str = "") -> QuerySet[Asset]:
    """Assets in scope under one of `ASSET_FILTERS`, those whose next step a side has, or all; newest list first."""
    found = Asset.objects.filter(_assets_in(scope), ASSET_FILTERS[wanted])
    if owed_by:
        found = found.filter(OWED_FILTERS[owed_by])
    return found.select_related("enterprise").order_by("-offered_at", "asset_no", "id")


def get_asset(*, scope: Scope, asset_id: UUID) -> Asset:
    """One asset; NotFound when absent, out of scope, or withdrawn."""
    row = list_assets(scope=scope).filter(pk=asset_id).first()
    if row is None:
        raise NotFound
    return row


def list_steps(*, scope: Scope, asset_id: UUID) -> QuerySet[AssetStep]:
    """Every step and correction of an asset in scope, in the order in which they were recorded."""
    get_asset(scope=scope, asset_id=asset_id)
    return AssetStep.objects.filter(asset_id=asset_id).select_related("corrects", "corrected").order_by("id")


def get_step(*, scope: Scope, step_id: UUID) -> AssetStep:
    """One step that was done; NotFound when absent or out of scope."""
    seen = Asset.objects.filter(_assets_in(scope), ASSET_FILTERS[""])
    row = AssetStep.objects.filter(pk=step_id, asset__in=seen).select_related("asset", "asset__enterprise").first()
    if row is None:
        raise NotFound
    return row


def list_happenings(*, scope: Scope, asset_id: UUID) -> list[Event]:
    """What happened to an asset, newest first, as far as the scope may know: where it only lies, nothing."""
    get_asset(scope=scope, asset_id=asset_id)
    return list(Event.objects.filter(scope.predicate(), subject_id=asset_id).order_by("-id"))


def find_holder(*, scope: Scope, asset_id: UUID) -> str:
    """Who has an asset now, in words; empty for one that was never submitted."""
    get_asset(scope=scope, asset_id=asset_id)
    held = AssetCustody.objects.filter(asset_id=asset_id, until__isnull=True).first()
    if held is None:
        return ""
    return holder_words(held, enterprise_names({held.holder_enterprise_id or 0}))


def receivers() -> dict[str, int]:
    """Name → number of every place that can receive premises, the nearest to the people last."""
    tree = places()
    return tree.named(row for row in tree.rows if row.kind in RECEIVING_KINDS)
