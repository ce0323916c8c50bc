"""Refusals about requests on personal data, one function per code."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def request_closed() -> Conflict:
    """The request was answered before."""
    return Conflict("retirees.request_closed", "这项请求已经答复过。", next_step="请刷新页面查看答复内容。")


def asked_already() -> Conflict:
    """The same was asked before and waits for its answer: a second click, or forgotten."""
    return Conflict(
        "retirees.asked_already",
        "您已经提过同样的要求，社区还没有答复。",
        next_step="不用再提。可以在“我的申请”里看办到哪一步了。",
    )


def not_a_copy() -> Refused:
    """The request asks for something else than a copy, or was refused."""
    return Refused(
        "retirees.not_a_copy",
        "这项请求不是查阅、复制，或者已答复不予办理，不能据此生成副本。",
        next_step="请核对请求事项；本人需要副本的，请另行登记查阅、复制请求。",
    )


def nothing_done() -> Invalid:
    """A request to correct or delete answered as done, with nothing done."""
    message = "请勾选为答复这项请求所做的更正；还没有更正的，请先在人员页面办理。"
    return Invalid("retirees.nothing_done", message, fields={"acts": message}, next_step="更正后再答复。")


def relative_needs_mandate() -> Refused:
    """Near relatives act in their own right only after death (Personal Information Protection Law, article 49)."""
    return Refused(
        "retirees.relative_needs_mandate",
        "本人健在时，近亲属不能以自己的名义提出个人信息请求。",
        next_step="请由本人提出，或凭本人委托按“受托人”登记。",
    )


def dead_cannot_ask() -> Refused:
    """After a death the request comes from a near relative."""
    return Refused(
        "retirees.dead_cannot_ask",
        "这位退休人员已登记死亡，请求应由近亲属提出。",
        next_step="请改选“近亲属”，或先核对死亡登记是否有误。",
    )
