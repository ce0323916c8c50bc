"""Refusals of the hotline: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid


def not_readable(text: str) -> Invalid:
    """The file is no sheet of orders."""
    told = f"{text}没有导入任何工单。"
    return Invalid(
        "hotline.not_readable", told, next_step="请从热线系统重新导出工单表，保留表头，再上传。", fields={"file": told}
    )


def nothing_to_answer() -> Conflict:
    """No order of the sheet has come to an end since the last answer."""
    return Conflict(
        "hotline.nothing_to_answer", "这张工单表里没有新办结、还没有答复热线的工单，没有生成答复表。",
        next_step="已生成的答复表可以随时重新下载；有新办结的再来生成。",
    )  # fmt: skip


def settled_already() -> Conflict:
    """Somebody was faster."""
    return Conflict(
        "hotline.settled_already", "这一处集中反映已经处置，没有改动。", next_step="请刷新页面查看处置结果。"
    )


def words_missing() -> Invalid:
    """Why nothing is done is written."""
    return Invalid(
        "hotline.words_missing", "请写明理由，没有保存，已填内容没有丢失。", next_step="请补填后再提交。",
        fields={"words": "请写明理由。"},
    )  # fmt: skip
