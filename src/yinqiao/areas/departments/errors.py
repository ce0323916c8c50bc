"""Refusals of 部门报送."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, NotFound, Refused


def no_source() -> Refused:
    """The role is bound to no source."""
    return Refused(
        "departments.no_source", "您的账户没有对应的报送单位。", next_step="请联系本市的账户管理员重新授权。"
    )


def not_found() -> NotFound:
    """No such message of this office."""
    return NotFound("departments.not_found", "本单位没有这条信息。")


def not_possible() -> Conflict:
    """A message that has ended, or one that cannot be taken back."""
    return Conflict(
        "departments.not_possible",
        "这条信息现在不能撤回，没有改动。",
        next_step="请刷新页面查看它现在的结果；仍需更正的，请联系本市社会化管理服务机构。",
    )
