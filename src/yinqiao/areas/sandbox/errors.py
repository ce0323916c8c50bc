"""Refusals of 试用对接."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound


def not_found() -> NotFound:
    """No such sandbox of this office."""
    return NotFound("sandbox.not_found", "没有这个试用对接。")


def ended() -> Conflict:
    """Nothing can be done with one that has ended."""
    return Conflict(
        "sandbox.ended", "这个试用对接已经结束，没有改动。", next_step="需要继续试用的，请另行登记一个试用对接。"
    )


def too_long(days: int) -> Invalid:
    """The key would end today or earlier, or too late."""
    return Invalid(
        "sandbox.too_long", f"试用凭据的终止日期应在明日至 {days} 日之内，没有保存。", next_step="请修改日期后再提交。",
        fields={"valid_to": f"应在明日至 {days} 日之内。"},
    )  # fmt: skip


def nothing_to_tell() -> Conflict:
    """There is no content of that message to be sent again."""
    return Conflict("sandbox.nothing_to_tell", "这条信息没有保存内容，没有再送。", next_step="请由对方程序重新发送。")
