"""Why signing in by a provider came to nothing, in words. None tells what the provider said of anybody."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, DomainError, Unavailable

_OTHERWISE = "您可以再试一次，也可以用这里的其他方式登录。"


def stale() -> Conflict:
    """Begun in another browser, too long ago, or brought to an end before."""
    return Conflict("openid.stale", "这次登录已经失效，没有完成。", next_step=f"请返回登录页重新开始。{_OTHERWISE}")


def cancelled() -> Conflict:
    """Whoever sat there did not agree."""
    return Conflict("openid.cancelled", "您在对方页面上取消了登录。", next_step=_OTHERWISE)


def told_no(code: str) -> Conflict:
    """The provider answered with an error of the standard; its code is a word of ours only if it is a known one."""
    words = {
        "temporarily_unavailable": "对方平台暂时不能登录。",
        "server_error": "对方平台出了故障。",
        "login_required": "对方平台要求重新登录。",
        "unauthorized_client": "对方平台还没有允许银桥使用它登录。",
        "invalid_scope": "对方平台没有允许银桥读取需要的信息。",
    }
    return Conflict("openid.told_no", words.get(code, "对方平台没有同意这次登录。"), next_step=_OTHERWISE)


def not_reached(code: str) -> DomainError:
    """The provider does not answer, or not with what the standard asks for; `code` says to the operator what was wrong."""
    return Unavailable(f"openid.{code}", "现在联系不上对方平台，没有登录。", next_step=f"请过几分钟再试。{_OTHERWISE}")


def not_proved(code: str) -> Conflict:
    """What came back does not prove who this is; `code` says to the operator why."""
    return Conflict(
        f"openid.{code}", "对方平台送来的登录结果没有通过核验，没有登录。",
        next_step="请返回登录页重新开始。再次出现时，请把下面的编号告诉管理员。",
    )  # fmt: skip
