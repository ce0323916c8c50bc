"""What every act on a list or an asset does first and last: lock it, judge the step, say what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from yinqiao.areas.assets import errors
from yinqiao.areas.assets.models import Asset, AssetList
from yinqiao.areas.assets.rules import next_asset_state, next_list_state, owed_by
from yinqiao.areas.assets.types import AssetAct, AssetState, ListState, ListStep, Side
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject


def side_acting(act: Act) -> Side:
    """The side for which an act is done: an enterprise's people have an enterprise's scope."""
    return Side.ENTERPRISE if act.actor.scope.is_enterprise else Side.PLACE


def lock_list(act: Act, list_id: UUID, step: ListStep) -> AssetList:
    """The list of the actor's enterprise, locked, its state moved on by `step`.

    NotFound when absent or another's; Conflict `assets.step_not_open` when the flow forbids the step.
    """
    row = AssetList.objects.select_for_update().filter(act.actor.scope.predicate(), pk=list_id).first()
    if row is None or not act.actor.scope.is_enterprise:
        raise NotFound
    state = next_list_state(ListState(row.state), step)
    if state is None:
        raise errors.step_not_open(ListState(row.state).label)
    row.state = state
    act.about("asset_list", row.pk, people=0)
    return row


def lock_asset(act: Act, asset_id: UUID) -> Asset:
    """The asset of the actor's side, locked. Who only sees it, for it lies there, finds nothing to act on."""
    scope = act.actor.scope
    found = Asset.objects.select_for_update().filter(scope.predicate(), pk=asset_id)
    row = found.exclude(state=AssetState.WITHDRAWN).first()
    if row is None:
        raise NotFound
    act.about("asset", row.pk, people=0)
    return row


def require_step(row: Asset, step: AssetAct) -> AssetState:
    """Where `step` leads this asset on its path; Conflict `assets.step_not_open` when the flow forbids it."""
    state = next_asset_state(AssetState(row.state), step, row.stand.path)
    if state is None:
        raise errors.step_not_open(AssetState(row.state).label)
    return state


def keep(act: Act, row: Asset) -> None:
    """Save the asset, with whose its next step is now, and that it waits from now on."""
    row.owed_by = owed_by(row.stand) or ""
    row.waits_since = act.at if row.owed_by else None
    row.save()


def drop_proposal(row: Asset) -> None:
    """There is no proposal of another path any more."""
    row.proposed_path, row.proposed_by, row.proposed_why = "", "", ""


def tell(act: Act, kind: EventType, rows: Iterable[Asset], **facts: Any) -> None:
    """Emit what happened to assets: codes and figures, never what somebody wrote."""
    act.emit(kind, [Subject(None, row.enterprise_id, row.place_no, row.pk, data=facts) for row in rows])


def tell_of_list(act: Act, kind: EventType, row: AssetList, **facts: Any) -> None:
    """Emit what happened to a list."""
    act.emit(kind, [Subject(None, row.enterprise_id, row.place_no, row.pk, data=facts)])
