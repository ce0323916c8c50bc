"""Refusals of the full text: stable codes, one sentence each, what to do next; never what was searched for."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def words_too_short() -> Invalid:
    """One character stands on every page."""
    sentence = "每个词至少写两个汉字，或一个完整的数字、字母词。"
    return Invalid(
        "scan_texts.too_short", f"{sentence}没有检索。", next_step="请写得更长些。", fields={"words": sentence}
    )


def too_many_words(most: int) -> Invalid:
    """More words than a question has."""
    sentence = f"一次最多写 {most} 个词。"
    return Invalid(
        "scan_texts.too_many", f"{sentence}没有检索。", next_step="请分几次检索。", fields={"words": sentence}
    )


def purpose_missing() -> Invalid:
    """Why somebody searches is part of the question."""
    sentence = "请选择检索的事由。"
    return Invalid(
        "scan_texts.purpose_missing", f"{sentence}没有检索。", next_step="选择后再检索。", fields={"purpose": sentence}
    )


def halted_already() -> Conflict:
    """It stands, or goes on."""
    return Conflict(
        "scan_texts.halted_already", "文字读取的状态已经改变，没有重复操作。", next_step="请刷新页面查看最新状态。"
    )
