"""What is missing in what is told of a step or a survey."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from yinqiao.areas.assets.types import MOST_AREA, WITHOUT_AREA, Condition, Need, PathStep, StepFacts, Survey

_MOST_RENT = Decimal(100_000_000)


def step_faults(step: PathStep, facts: StepFacts, today: date) -> dict[str, str]:
    """Field → what is wrong with what is told of a step; empty when it can be kept."""
    words = {need: step.labels.get(need.value, need.label) for need in Need}
    wrong = {
        need.value: f"请填写{words[need]}。"
        for need in step.needs
        if getattr(facts, need.value) in (None, "") or not str(getattr(facts, need.value)).strip()
    }
    if facts.done_on and facts.done_on > today:
        wrong["done_on"] = f"{words[Need.DONE_ON]}不能晚于今天。"
    if facts.done_on and facts.until and facts.until <= facts.done_on:
        wrong["until"] = f"{words[Need.UNTIL]}须晚于{words[Need.DONE_ON]}。"
    if facts.amount is not None and not 0 <= facts.amount <= _MOST_RENT:
        wrong["amount"] = f"{words[Need.AMOUNT]}须在 0 到 {_MOST_RENT:,} 之间，请核对。"
    return wrong


def needs_area(kind: str) -> bool:
    """Whether an asset of this kind has a floor; one of no stated kind is taken for a room, which is the safer guess."""
    return kind not in {one.value for one in WITHOUT_AREA}


def survey_faults(survey: Survey, *, kind: str, listed: Decimal | None) -> dict[str, str]:
    """Field → what is wrong with a survey; empty when it can be kept. A difference from the list needs a word about it."""
    wrong = {}
    is_room = needs_area(kind) and survey.condition is not Condition.NOT_FOUND
    if is_room and not survey.area:
        wrong["area"] = "请填写现场核实的建筑面积。"
    if survey.area is not None and not 0 <= survey.area <= MOST_AREA:
        wrong["area"] = f"面积须在 0 到 {MOST_AREA:,} 平方米之间，请核对。"
    is_different = is_room and survey.area != listed
    if (is_different or survey.condition is not Condition.GOOD) and not survey.note.strip():
        wrong["note"] = "面积与清单不同，或状况不是完好的，请写明差异和情况。"
    return wrong
