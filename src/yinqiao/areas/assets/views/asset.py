"""The page of one asset: what it is, where it stands, every step of its path, what may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from yinqiao.areas.assets import queries
from yinqiao.areas.assets.rules import (
    STOP_WORDS,
    VIEWERS,
    next_asset_state,
    next_words,
    return_words,
    side_of,
    step_named,
    steps_of,
    stops,
)
from yinqiao.areas.assets.tables import ASSET_TONES
from yinqiao.areas.assets.types import (
    AssetAct,
    AssetState,
    Duty,
    HandoverPath,
    Need,
    PathStep,
    ReturnReason,
    Side,
    TitleState,
)
from yinqiao.areas.assets.views.shared import assets_url, square_metres
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Actor
from yinqiao.platform.events.registry import label_of
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.parts import TimelineEntry

_WALKING = (AssetState.SURVEYED, AssetState.UNDER_WAY)


@require_GET
@requires(*VIEWERS)
def asset(request: HttpRequest, asset_id: UUID) -> HttpResponse:
    """One asset, for both sides and for the community in which it lies."""
    actor = actor_of(request)
    row = queries.get_asset(scope=actor.scope, asset_id=asset_id)
    side = _side(actor, row)
    labels = {one.value: one.label for one in Duty}
    context = {
        "row": row,
        "tone": ASSET_TONES[row.state],
        "next_words": next_words(row.stand),
        "place": places().label(row.place_no),
        "community": places().label(row.community_no) if row.community_no else "",
        "holder": queries.find_holder(scope=actor.scope, asset_id=asset_id),
        "duties": "、".join(labels[one] for one in row.duties.split(",") if one),
        "facts": _facts(row),
        "return_reason": return_words()[ReturnReason(row.return_reason)] if row.return_reason else "",
        "steps": _steps(actor, row, side),
        "buttons": _buttons(row, side),
        "is_party": side is not None,
        "list_url": assets_url(list=row.list_id),
        "timeline": _timeline(actor, row),
    }
    return render(request, "assets/asset.html", context)


def _side(actor: Actor, row: Any) -> Side | None:
    """The side for which this person may act on this asset; None for who only looks."""
    is_party = actor.scope.covers(place_no=row.place_no, enterprise_id=row.enterprise_id)
    return side_of(actor.role) if is_party else None


def _facts(row: Any) -> list[tuple[str, str]]:
    """What the list and the survey say of it, in words; what is not known is left out."""
    separable = {True: "可以", False: "不可以", None: ""}[row.is_separable]
    value = "" if row.value is None else f"{row.value:,.2f} 元"
    told = (
        ("类别", row.get_kind_display()), ("地址", row.address),
        ("清单所列面积", "" if row.area is None else square_metres(row.area)),
        ("核实面积", "" if row.found_area is None else square_metres(row.found_area)),
        ("现场状况", row.get_condition_display() if row.condition else ""), ("差异和情况", row.survey_note),
        ("权属状况", row.get_title_state_display()), ("产权证号", row.certificate_no), ("是否可分割", separable),
        ("评估报告编号", row.valuation_no), ("评估基准日", f"{row.valued_on or ''}"), ("评估价值", value),
        ("集团批复文号", row.approval_no), ("批复日期", f"{row.approved_on or ''}"), ("备注", row.remark),
    )  # fmt: skip
    return [(label, text) for label, text in told if text]


def _steps(actor: Actor, row: Any, side: Side | None) -> list[dict[str, Any]]:
    """The steps of the path in order: done, due or to come, what was told of each, and whether one is stopped."""
    rows = [one for one in queries.list_steps(scope=actor.scope, asset_id=row.pk) if one.round == row.round]
    holds = {one.code: one for one in rows}
    shown = []
    for step in steps_of(row.stand.path):
        done = holds.get(step.code)
        is_due = row.state in _WALKING and step.code == row.next_step
        stopped = stops(step, is_separable=row.is_separable, title=member_of(TitleState, row.title_state))
        shown.append({
            "step": step,
            "done": done,
            "told": _told(step, done) if done else [],
            "was": [_told(step, one) for one in rows if one.code == step.code and one is not done],
            "is_due": is_due,
            "stopped": STOP_WORDS[stopped] if stopped and not done and row.surveyed_at else "",
            "correct_url": reverse("assets:correct", args=[done.pk]) if done and done.side == side else "",
        })  # fmt: skip
    return shown


def _told(step: PathStep, done: Any) -> list[str]:
    told = []
    for need in Need:
        value = getattr(done, need.value)
        if value not in (None, ""):
            words = f"{value:,.2f}" if need is Need.AMOUNT else str(value)
            told.append(f"{step.labels.get(need.value, need.label)}：{words}")
    return told


def _buttons(row: Any, side: Side | None) -> list[tuple[str, str, str]]:
    """What this side may do now: words, address, tone; the step that is due first."""
    if side is None:
        return []
    shown = []

    def add(label: str, page: str, tone: str = "") -> None:
        shown.append((label, reverse(f"assets:{page}", args=[row.pk]), tone))

    state, path = AssetState(row.state), row.stand.path
    due = step_named(path, row.next_step)
    if row.proposed_path:
        add("收回提议" if row.proposed_by == side else "答复提议", "answer", "btn-primary")
    elif due and due.side in (side, Side.EITHER) and state in _WALKING:
        add(f"登记：{due.label}", "step", "btn-primary")
    if side is Side.PLACE and next_asset_state(state, AssetAct.SURVEY):
        add("现场核实" if state is AssetState.OFFERED else "更正核实结果", "survey", "btn-primary" if not due else "")
    if next_asset_state(state, AssetAct.CHANGE_PATH) and not row.proposed_path:
        add("更改移交方式", "propose")
    if side is Side.PLACE and next_asset_state(state, AssetAct.RETURN):
        add("退回企业", "send_back", "btn-danger")
    return shown


def _timeline(actor: Actor, row: Any) -> Sequence[TimelineEntry]:
    shown = []
    for event in queries.list_happenings(scope=actor.scope, asset_id=row.pk):
        author = "，".join(part for part in (event.actor_unit, event.actor_name) if part)
        shown.append(TimelineEntry(event.occurred_on, label_of(event.type), _words(event.data), author))
    return shown


def _words(data: dict[str, Any]) -> str:
    """The codes of an event in words: path and step, the reason of a return, the state that was reached."""
    path = member_of(HandoverPath, data["path"]) if data.get("path") else None
    step = step_named(path, data["step"]) if path and data.get("step") else None
    words = [path.label if path else "", step.label if step else ""]
    if reason := data.get("reason"):
        words.append(return_words()[ReturnReason(reason)])
    if data.get("state") and not step:
        words.append(AssetState(data["state"]).label)
    if area := data.get("area"):
        words.append(f"核实面积 {area} 平方米")
    return "，".join(word for word in words if word)
