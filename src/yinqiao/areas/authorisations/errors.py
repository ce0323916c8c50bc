"""Refusals about authorisations: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def not_complete(fields: Mapping[str, str]) -> Invalid:
    """What an authorisation needs."""
    return Invalid(
        "authorisations.not_complete",
        "授权没有保存，已填内容没有丢失。",
        next_step="请按提示修改后再提交。",
        fields=fields,
    )


def too_many(most: int) -> Conflict:
    """Nobody looks through more."""
    return Conflict(
        "authorisations.too_many", f"同时有效的代办授权最多 {most} 份，没有保存。", next_step="请先收回不用的授权。"
    )


def ended_already() -> Conflict:
    """It holds no more."""
    return Conflict("authorisations.ended_already", "这份授权已经终止，没有改动。", next_step="需要时可以重新授权。")


def not_within() -> Refused:
    """Taken back, run out, or for something else."""
    return Refused(
        "authorisations.not_within",
        "您代办的授权不包括这件事，或者已经收回、到期，没有办理。",
        next_step="请联系您代办的长辈，或者给社区打电话。",
    )


def not_found() -> NotFound:
    """Somebody else's, or none."""
    return NotFound("authorisations.not_found", "没有这份授权，或者它不在您的管理范围内。")
