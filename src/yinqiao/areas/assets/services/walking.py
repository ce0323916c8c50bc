"""The steps of an asset's path: done one after the other by the side whose each is; put right by a row that names the old one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.assets import errors, events
from yinqiao.areas.assets.models import Asset, AssetStep
from yinqiao.areas.assets.queries import get_step
from yinqiao.areas.assets.rules import STOP_WORDS, step_after, step_faults, step_named, stops
from yinqiao.areas.assets.services.custody import CUSTODY
from yinqiao.areas.assets.services.locking import keep, lock_asset, require_step, side_acting, tell
from yinqiao.areas.assets.types import (
    SETTLED,
    AssetAct,
    AssetState,
    HandoverPath,
    PathStep,
    Side,
    StepFacts,
    TitleState,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def record_step(*, actor: Actor, at: datetime, asset_id: UUID, code: str, facts: StepFacts) -> None:
    """Do the step that is due; the last one settles the asset, and that of a transfer gives it to the place.

    `code` is the step that the officer saw: Conflict `assets.changed_meanwhile` when another is due by now. Refused
    `assets.not_your_step`; Conflict `assets.path_in_question`, `assets.step_stopped`; Invalid `assets.facts_missing`.
    """
    with perform(actor=actor, action="assets.record_step", at=at) as act:
        row = lock_asset(act, asset_id)
        step = _due(row, code)
        _require_side(act, step)
        _require_free(row, step)
        after = step_after(row.stand.path, step.code)
        state = require_step(row, AssetAct.ADVANCE if after else AssetAct.FINISH)
        _require_facts(step, facts, at)
        AssetStep.objects.create(
            **_told(act, facts), asset=row, round=row.round, path=row.path, code=code, leads_to=state
        )
        row.state, row.next_step = state, after.code if after else ""
        row.settled_at = at if state in SETTLED else None
        keep(act, row)
        act.note(step=f"{row.path}.{code}")
        tell(act, events.STEP_RECORDED, [row], path=row.path, step=code, state=state.value)
        if state is AssetState.HANDED_OVER:
            CUSTODY.pass_to_place(act, [row.pk])
        if state in SETTLED:
            tell(act, events.SETTLED, [row], state=state.value)


def _due(row: Asset, code: str) -> PathStep:
    if row.state not in (AssetState.SURVEYED, AssetState.UNDER_WAY):
        raise errors.step_not_open(AssetState(row.state).label)
    step = step_named(row.stand.path, code)
    if step is None or code != row.next_step:
        raise errors.changed_meanwhile()
    return step


def _require_side(act: Act, step: PathStep) -> None:
    if step.side not in (Side.EITHER, side_acting(act)):
        raise errors.not_your_step(step.side.label)


def _require_free(row: Asset, step: PathStep) -> None:
    if row.proposed_path:
        raise errors.path_in_question()
    if stopped := stops(step, is_separable=row.is_separable, title=member_of(TitleState, row.title_state)):
        raise errors.step_stopped(STOP_WORDS[stopped])


def _require_facts(step: PathStep, facts: StepFacts, at: datetime) -> None:
    if wrong := step_faults(step, facts, timezone.localdate(at)):
        raise errors.facts_missing(wrong)


def _told(act: Act, facts: StepFacts) -> dict[str, object]:
    return {
        "done_on": facts.done_on, "number": facts.number.strip(), "until": facts.until, "amount": facts.amount,
        "note": facts.note.strip(), "side": side_acting(act), "author_id": act.actor.id, "author_name": act.actor.name,
        "act_id": act.id, "recorded_at": act.at,
    }  # fmt: skip


def correct_step(*, actor: Actor, at: datetime, step_id: UUID, facts: StepFacts) -> None:
    """Put right what was told of a step: a new row that names the old one. State and holder stay as they are.

    By the side that recorded it, once per row: Conflict `assets.changed_meanwhile` when it was put right already.
    """
    with perform(actor=actor, action="assets.correct_step", at=at) as act:
        seen = get_step(scope=actor.scope, step_id=step_id)
        row = lock_asset(act, seen.asset_id)
        step = step_named(member_of(HandoverPath, seen.path), seen.code)
        if step is None or AssetStep.objects.filter(corrects=seen).exists() or seen.round != row.round:
            raise errors.changed_meanwhile()
        if seen.side != side_acting(act):
            raise errors.not_your_step(member_of(Side, seen.side).label)
        _require_facts(step, facts, at)
        AssetStep.objects.create(
            **_told(act, facts), asset=row, round=seen.round, path=seen.path, code=seen.code, leads_to=seen.leads_to,
            corrects=seen,
        )  # fmt: skip
        act.note(step=f"{seen.path}.{seen.code}")
        tell(act, events.STEP_CORRECTED, [row], path=seen.path, step=seen.code)
