"""The receiver on the spot: what was found of an asset, and its return to the enterprise with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.assets import errors, events
from yinqiao.areas.assets.rules import steps_of, survey_faults
from yinqiao.areas.assets.services.locking import drop_proposal, keep, lock_asset, require_step, side_acting, tell
from yinqiao.areas.assets.types import AssetAct, ReturnReason, Side, Survey
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def survey_asset(*, actor: Actor, at: datetime, asset_id: UUID, survey: Survey) -> None:
    """Say what was found on the spot; before the first step of its path an asset may be looked at once more.

    Refused `assets.not_your_step` for the enterprise; Invalid `assets.facts_missing` when a difference has no word.
    """
    with perform(actor=actor, action="assets.survey_asset", at=at) as act:
        row = lock_asset(act, asset_id)
        if side_acting(act) is not Side.PLACE:
            raise errors.not_your_step(Side.PLACE.label)
        state = require_step(row, AssetAct.SURVEY)
        if wrong := survey_faults(survey, kind=row.kind, listed=row.area):
            raise errors.facts_missing(wrong)
        row.state = state
        row.found_area, row.condition, row.survey_note = survey.area, survey.condition, survey.note.strip()
        row.is_separable = survey.is_separable
        row.surveyed_at, row.surveyed_name = at, actor.name
        row.next_step = steps_of(row.stand.path)[0].code
        keep(act, row)
        found = {"area": None if survey.area is None else str(survey.area), "condition": survey.condition.value}
        act.note(**found)
        tell(act, events.SURVEYED, [row], **found, is_separable=survey.is_separable)


def return_asset(*, actor: Actor, at: datetime, asset_id: UUID, reason: ReturnReason, note: str) -> None:
    """Send an asset back to the enterprise, before its path has ended.

    Invalid `assets.facts_missing` when another reason is not told; Refused `assets.not_your_step` for the enterprise.
    """
    with perform(actor=actor, action="assets.return_asset", at=at) as act:
        row = lock_asset(act, asset_id)
        if side_acting(act) is not Side.PLACE:
            raise errors.not_your_step(Side.PLACE.label)
        state = require_step(row, AssetAct.RETURN)
        if reason is ReturnReason.OTHER and not note.strip():
            raise errors.facts_missing({"note": "原因为“其他”时，请写明情况。"})
        row.state, row.next_step = state, ""
        row.return_reason, row.return_note = reason, note.strip()
        drop_proposal(row)
        keep(act, row)
        act.note(reason=reason.value)
        tell(act, events.RETURNED, [row], reason=reason.value)
