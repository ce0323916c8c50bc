"""Refusals at the entrance of the portal. None says whether a phone is registered."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, NotFound


def too_soon(seconds: int) -> Conflict:
    """Codes were asked for too often, for this phone or from this address; it ends by itself."""
    wait = f"{seconds} 秒" if seconds < 90 else f"{-(-seconds // 60)} 分钟"
    return Conflict(
        "portal.too_soon",
        f"验证码要得太勤了，请等 {wait}再试。",
        next_step="已经收到的验证码在有效时间内还能用。着急的话，请给社区打电话。",
    )


def ask_again() -> Conflict:
    """The code is used up, too old, or was never asked for in this browser."""
    return Conflict(
        "portal.ask_again",
        "这个验证码已经不能用了。",
        next_step="请重新填写手机号，再要一个新的验证码。您的资料没有任何变化。",
    )


def not_this_one() -> Conflict:
    """The name and the last of the number do not belong together."""
    return Conflict(
        "portal.not_this_one",
        "身份证号的最后四位对不上。",
        next_step="请看一看身份证，再填一次。",
    )


def many_people() -> Conflict:
    """A phone of many people is an office's: it proves nobody."""
    return Conflict(
        "portal.many_people",
        "这个手机号登记在好几位退休人员名下，不能用它登录。",
        next_step="请给社区打电话，登记您自己的手机号。",
    )


def no_session() -> NotFound:
    """The session is somebody else's or has ended."""
    return NotFound("portal.no_session", "没有找到这次登录，或者它已经退出。")


def not_sure_enough(app: str) -> Conflict:
    """The app knows a phone or a password, and has not made sure who holds them."""
    return Conflict(
        "portal.not_sure_enough",
        f"{app}还没有确认您本人的身份。",
        next_step=f"请先在{app}里完成刷脸实名，再回来登录。也可以用手机号登录。",
    )


def told_too_little(app: str) -> Conflict:
    """Name or number is missing, or is none."""
    return Conflict(
        "portal.told_too_little",
        f"{app}没有送来登录需要的姓名和身份证号。",
        next_step="请用手机号登录，并请社区把下面的编号告诉系统管理员。",
    )


def not_in_register() -> Conflict:
    """Nobody here has this number and this name; nor may whoever it is act for anybody."""
    return Conflict(
        "portal.not_in_register",
        "在这里没有找到您的退休人员资料。",
        next_step="可能还没有移交到社区，或者登记的姓名、身份证号有错，请给社区打电话核对。"
        "替家人办事的，请先请家人在长辈版里授权给您，或到社区办理授权。",
    )


def begin_again() -> Conflict:
    """The choice was made before, or took too long."""
    return Conflict("portal.begin_again", "这次登录已经用过，或者等得太久了。", next_step="请返回登录页，再登录一次。")
