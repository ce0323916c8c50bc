"""Refusals of 部门报送."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


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


def not_asked() -> Conflict:
    """Nobody asks (any more) about this message."""
    return Conflict(
        "departments.not_asked",
        "现在没有人请本单位核对这条信息，说明没有保存。",
        next_step="请返回查看它现在的结果；已经决定的，可以撤回或重新报送。",
    )


def words_missing() -> Invalid:
    """An explanation says something."""
    sentence = "请写明核对的情况，没有保存。"
    return Invalid("departments.words_missing", sentence, next_step="填写后再提交。", fields={"words": sentence})
