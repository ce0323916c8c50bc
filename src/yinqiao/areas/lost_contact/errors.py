"""Refusals about lost contact: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def lost_already() -> Conflict:
    """Somebody declared it before."""
    return Conflict(
        "lost_contact.lost_already", "已有人认定失联，没有重复登记。", next_step="请刷新页面查看现在的情况。"
    )


def not_lost() -> Conflict:
    """There is no declaration that holds."""
    return Conflict(
        "lost_contact.not_lost", "现在没有有效的失联认定，登记没有变化。", next_step="请刷新页面查看现在的情况。"
    )


def attempt_void() -> Conflict:
    """The attempt was made void before."""
    return Conflict(
        "lost_contact.attempt_void", "这次联系记录已经作废，没有改动。", next_step="请刷新页面查看现在的情况。"
    )


def no_letter() -> Invalid:
    """An office is asked by a numbered letter."""
    sentence = "请填写函的编号，没有保存。"
    return Invalid(
        "lost_contact.no_letter", sentence, next_step="请先发函，再登记函号和日期。", fields={"letter_no": sentence}
    )


def step_void() -> Conflict:
    """The record of a step was made void before, or its search has ended."""
    return Conflict(
        "lost_contact.step_void",
        "这条查找记录已经作废或查找已经结束，没有改动。",
        next_step="请刷新页面查看现在的情况。",
    )


def day_not_possible(field: str, sentence: str) -> Invalid:
    """A day before the declaration, in the future, or too far away."""
    return Invalid("lost_contact.day_not_possible", sentence, next_step="请改正日期。", fields={field: sentence})
