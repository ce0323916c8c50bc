"""Refusals about ratings."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def rated_already() -> Conflict:
    """Once a case."""
    return Conflict("ratings.rated_already", "这件事已经评价过，没有重复评价。", next_step="有话要说，请给社区打电话。")


def not_over() -> Conflict:
    """What is not over is not rated."""
    return Conflict("ratings.not_over", "这件事还没有办完，不能评价。", next_step="办完以后再评价。")


def handled_it() -> Refused:
    """Nobody notes or follows up what is said about the own work."""
    return Refused(
        "ratings.handled_it",
        "这件事您或您代理的人经办过，或者由您单位收件、答复，要由其他人办理，没有改动。",
        next_step="请由上级单位没有经办过的人办理。",
    )


def closed_already() -> Conflict:
    """Somebody was faster."""
    return Conflict("ratings.closed_already", "这条评价已经回访，没有改动。", next_step="请刷新页面查看结果。")


def words_missing(fields: Mapping[str, str]) -> Invalid:
    """What was done is told."""
    return Invalid("ratings.words_missing", "没有保存，已填内容没有丢失。", next_step="请补填后再提交。", fields=fields)
