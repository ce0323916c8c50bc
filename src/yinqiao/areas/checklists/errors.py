"""Refusals about checklists: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def changed_meanwhile() -> Conflict:
    """Somebody else dealt with the item since this officer opened it."""
    return Conflict(
        "checklists.changed_meanwhile",
        "您打开之后，这一事项已由他人办理过，您的操作没有生效，事项没有变化。",
        next_step="请刷新页面，查看最新情况后再办理。",
    )


def step_not_open(state: str) -> Conflict:
    """The state of the item does not allow this step."""
    return Conflict(
        "checklists.step_not_open",
        f"这一事项现在是“{state}”，不能进行这项操作，事项没有变化。",
        next_step="请返回准备清单查看最新情况。",
    )


def agreement_over(state: str) -> Conflict:
    """The agreement has ended, and with it its preparation."""
    return Conflict(
        "checklists.agreement_over",
        f"这份协议{state}，准备清单不再变动。",
        next_step="如需查看，请打开协议页面。",
    )


def not_your_step() -> Refused:
    """The step belongs to the other side."""
    return Refused(
        "checklists.not_your_step",
        "这一步由对方办理，您不能代办。",
        next_step="请在准备清单查看下一步由谁办理。",
    )


def words_required(field: str, sentence: str) -> Invalid:
    """Words, or a paper, are needed here."""
    return Invalid("checklists.words_required", sentence, next_step="请填写后重新提交。", fields={field: sentence})


def due_not_possible(sentence: str) -> Invalid:
    """A day that cannot be the end of a term."""
    return Invalid("checklists.due_not_possible", sentence, next_step="请重新选择日期。", fields={"due_on": sentence})


def not_proposed() -> Conflict:
    """There is nothing to prepare yet."""
    return Conflict(
        "checklists.not_proposed",
        "协议还没有提请对方答复，或者是补充协议，没有单独的准备清单。",
        next_step="主协议提请答复后，系统自动生成准备清单。",
    )
