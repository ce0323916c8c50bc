"""Refusals of signing in by the office platform."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, NotFound, Refused


def not_open() -> NotFound:
    """No platform is named here."""
    return NotFound("single_sign_on.not_open", "这里没有开通用办公平台登录。")


def not_bound() -> Refused:
    """Nobody here is bound to who signed in there: nobody signs up by that."""
    return Refused(
        "single_sign_on.not_bound",
        "您的办公平台账号还没有绑定银桥账户，没有登录。",
        next_step="请先用登录名、密码和第二因素登录，再到“我的账户”里绑定。还没有账户的，请联系本单位账户管理员。",
    )


def bound_already() -> Conflict:
    """One account, one identity."""
    return Conflict(
        "single_sign_on.bound_already",
        "您的账户已经绑定了办公平台账号。",
        next_step="要换成另一个，请先解除现在的绑定。",
    )


def taken() -> Conflict:
    """Somebody else's account is bound to it."""
    return Conflict(
        "single_sign_on.taken",
        "这个办公平台账号已经绑定了别的银桥账户，没有绑定。",
        next_step="请确认在办公平台登录的是您本人；仍有疑问，请联系本单位账户管理员。",
    )


def both_factors() -> Refused:
    """Whoever binds has proved both factors here in this very session."""
    return Refused(
        "single_sign_on.both_factors",
        "绑定前，要先在银桥用密码和第二因素登录。",
        next_step="请退出，用登录名、密码和第二因素重新登录，再来绑定。没有启用第二因素的，请先在“我的账户”里启用。",
    )


def not_yours() -> Conflict:
    """Another account sits at the browser now than when it went away."""
    return Conflict(
        "single_sign_on.not_yours",
        "这次绑定是用另一个账户开始的，没有绑定。",
        next_step="请在“我的账户”里重新开始绑定。",
    )


def nothing_bound() -> Conflict:
    """It was undone before."""
    return Conflict(
        "single_sign_on.nothing_bound", "您的账户没有绑定办公平台账号。", next_step="请刷新页面查看最新情况。"
    )
