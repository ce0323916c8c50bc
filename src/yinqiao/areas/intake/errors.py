"""Refusals of 外来信息, one function per code."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def no_source() -> Refused:
    """The key is good, but no source is registered for it."""
    return Refused(
        "intake.no_source",
        "这个接口凭据没有登记为信息来源，内容没有接收。",
        next_step="请联系市级管理员在“外来信息 · 信息来源”登记本单位，并绑定这个凭据。",
    )


def paused() -> Refused:
    """The city has paused the source."""
    return Refused(
        "intake.source_paused",
        "本来源已由市级暂停，内容没有接收。",
        next_step="请保留未送达的内容，联系市级管理员恢复后重新发送。",
    )


def too_fast(rate: int) -> Refused:
    """More events in a minute than agreed."""
    return Refused(
        "intake.too_fast",
        f"一分钟内超过约定的 {rate} 条，本次内容没有接收。",
        next_step="请按 Retry-After 等候后重发。",
    )


def too_large(kib: int) -> Refused:
    """A body beyond what one request may hold."""
    return Refused(
        "intake.too_large", f"请求超过 {kib} KiB，内容没有接收。", next_step="请分成较小的批次发送，每批至多 500 条。"
    )


def too_many(most: int) -> Invalid:
    """A batch of none or too many."""
    return Invalid(
        "intake.batch_size", f"一批应为 1 至 {most} 条，内容没有接收。", next_step="请调整批次大小后重新发送。"
    )


def not_readable() -> Invalid:
    """The body is no event at all."""
    return Invalid(
        "intake.not_readable",
        "请求不是有效的 CloudEvents 1.0 内容，没有接收。",
        next_step="请对照接口说明核对 Content-Type 和 JSON 内容后重新发送。",
    )


def source_taken() -> Conflict:
    """Another source has the code or the key."""
    return Conflict(
        "intake.source_taken", "这个标识或接口凭据已登记为另一个来源。", next_step="请换一个标识，或先解除原来的绑定。"
    )


def invalid_source(field: str, message: str) -> Invalid:
    """One entry of a source is wrong."""
    return Invalid("intake.source_invalid", message, fields={field: message}, next_step="请修改标出的项目后重新提交。")


def not_found() -> NotFound:
    """Absent or out of scope."""
    return NotFound()


def decided() -> Conflict:
    """Somebody was faster."""
    return Conflict(
        "intake.already_decided",
        "这件事项已由他人办理或已由来源了结，本次没有改动。",
        next_step="请返回列表查看最新状态。",
    )


def reason_missing() -> Invalid:
    """A refusal without its reason."""
    message = "请选择不采用的原因，来源会看到。"
    return Invalid("intake.reason_missing", message, fields={"reason": message}, next_step="选择原因后再试。")


def not_possible(words: str) -> Conflict:
    """What a claim asks cannot be done any more."""
    return Conflict(
        "intake.not_possible",
        f"{words}，没有采用，登记没有改动。",
        next_step="请核对人员登记；确有错误的，请先更正登记。",
    )


def state_forbids() -> Conflict:
    """A source in another state than the act needs."""
    return Conflict("intake.source_state", "来源的状态已改变，本次没有改动。", next_step="请刷新页面后再试。")


def entry_refused(words: str) -> Invalid:
    """An entry by hand that would have been refused from a programme, too."""
    return Invalid("intake.entry_refused", f"{words}，没有登记。", next_step="请核对内容后重新提交。")
