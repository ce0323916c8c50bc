"""Another path for an asset: one side proposes it with a reason, the other agrees or does not; nobody changes it alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.assets import errors, events
from yinqiao.areas.assets.rules import steps_of
from yinqiao.areas.assets.services.locking import drop_proposal, keep, lock_asset, require_step, side_acting, tell
from yinqiao.areas.assets.types import AssetAct, HandoverPath
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def propose_path(*, actor: Actor, at: datetime, asset_id: UUID, path: HandoverPath, why: str) -> None:
    """Propose another path between survey and the last step; until it is answered no step is done.

    Invalid `assets.same_path`, `assets.facts_missing` without a reason; Conflict `assets.path_in_question` when one is
    open already, `assets.step_not_open` before the survey and after the end.
    """
    with perform(actor=actor, action="assets.propose_path", at=at) as act:
        row = lock_asset(act, asset_id)
        require_step(row, AssetAct.CHANGE_PATH)
        if row.proposed_path:
            raise errors.path_in_question()
        if path == row.path:
            raise errors.same_path()
        if not why.strip():
            raise errors.facts_missing({"why": "请写明更改的理由。"})
        row.proposed_path, row.proposed_by, row.proposed_why = path, side_acting(act), why.strip()
        keep(act, row)
        act.note(path=path.value)
        tell(act, events.PATH_PROPOSED, [row], path=path.value, side=side_acting(act).value)


def answer_path(*, actor: Actor, at: datetime, asset_id: UUID, path: HandoverPath, is_agreed: bool) -> None:
    """Agree to the proposal of the other side, and the steps of that path begin; or decline, and the old ones go on.

    `path` is the proposal that the officer read. The side that proposed may decline, that is, take it back. Conflict
    `assets.no_proposal` when there is none, or it is the own one that would be agreed to.
    """
    with perform(actor=actor, action="assets.answer_path", at=at) as act:
        row = lock_asset(act, asset_id)
        is_own = row.proposed_by == side_acting(act)
        if row.proposed_path != path or (is_own and is_agreed):
            raise errors.no_proposal()
        drop_proposal(row)
        if is_agreed:
            row.state = require_step(row, AssetAct.CHANGE_PATH)
            row.path, row.round = path, row.round + 1
            row.next_step = steps_of(path)[0].code
        keep(act, row)
        act.note(path=path.value, is_agreed=is_agreed)
        tell(act, events.PATH_CHANGED if is_agreed else events.PATH_DECLINED, [row], path=path.value)
