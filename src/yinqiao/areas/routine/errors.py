"""Refusals of the monthly handover: stable codes, one sentence each, what to do next; never a name or a number."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def nobody_open() -> Conflict:
    """Nobody of the choice is in a state that allows this step."""
    return Conflict(
        "routine.nobody_open",
        "所选人员现在都不能办理这一步，登记没有变化。",
        next_step="请刷新名单查看最新状态；已由他人办理的不需要重复办理。",
    )


def retired_ahead() -> Invalid:
    """A retirement that has not happened yet."""
    sentence = "退休日期不能晚于今天。"
    return Invalid(
        "routine.retired_ahead", sentence, next_step="办理退休手续后再确认。", fields={"retired_on": sentence}
    )


def retired_too_early(people: int) -> Invalid:
    """The day lies before the earliest lawful month of some of them."""
    sentence = f"所选人员中有 {people:,} 人在这一天还没有达到可以退休的最早年月，没有人被确认。"
    return Invalid(
        "routine.retired_too_early",
        sentence,
        next_step="请核对退休日期，或把这些人员分开办理；属于特殊工种等提前退休的，请先在名单中注明。",
        fields={"retired_on": sentence},
    )


def number_required() -> Invalid:
    """A retirement without the number of its decision."""
    sentence = "请填写退休审批（核准）文号。"
    return Invalid("routine.number_required", sentence, next_step="填写后重新提交。", fields={"decision_no": sentence})


def month_not_later() -> Invalid:
    """A postponement to a month that is not later than the planned one."""
    sentence = "新的退休年月须晚于原计划年月，并且不早于本月。"
    return Invalid("routine.month_not_later", sentence, next_step="请重新选择。", fields={"planned_on": sentence})


def month_past_latest(latest: str) -> Invalid:
    """A postponement beyond what the law allows."""
    sentence = f"依法最迟到{latest}退休，不能延后到更晚。"
    return Invalid("routine.month_past_latest", sentence, next_step="请重新选择。", fields={"planned_on": sentence})


def note_required() -> Invalid:
    """The reason “other” without words."""
    sentence = "原因选择“其他”时，请说明。"
    return Invalid("routine.note_required", sentence, next_step="填写后重新提交。", fields={"note": sentence})


def roster_known() -> Conflict:
    """Exactly this roster was uploaded before and still stands."""
    return Conflict(
        "routine.roster_known",
        "内容完全相同的名册已经上传过，没有重复生成，人员仍为待移交。",
        next_step="请到“移交名册”打开原来的批次办理，或放弃、撤回那一批后再移交。",
    )


def not_confirmed() -> Conflict:
    """A letter about a retirement that was not confirmed."""
    return Conflict(
        "routine.not_confirmed",
        "还没有确认办理退休，不能打印介绍信。",
        next_step="请先确认退休日期和审批文号。",
    )


def later_work_rests_on_it(people: int) -> Conflict:
    """Somebody of the list was dealt with since."""
    return Conflict(
        "routine.later_work_rests_on_it",
        f"这份名单中有 {people:,} 人已经办理了后续步骤，整批不能撤回，登记没有变化。",
        next_step="不再移交的人员，请在“常态化移交”中逐人办理。",
    )
