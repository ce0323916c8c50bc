"""Refusals on the carrier: stable codes, one sentence each, what to do next; never anything of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid

_ASK = "请与对方核对后由对方重新发送，也可以改用文件送达。"


def not_an_envelope() -> Invalid:
    """A message without an envelope, or with one that is not of the schema."""
    return Invalid("hub.not_an_envelope", "专线消息没有有效的信封，没有登记。", next_step=_ASK)


def envelope_differs() -> Invalid:
    """An envelope that was made for another message, sender or receiver."""
    return Invalid("hub.envelope_differs", "专线消息的信封与内容、来源或收件城市不符，没有登记。", next_step=_ASK)


def key_revoked() -> Invalid:
    """Signed with a key that we have revoked."""
    return Invalid("hub.key_revoked", "专线消息使用的公钥已被本市停用，没有登记。", next_step=_ASK)


def not_readable() -> Invalid:
    """Signed and whole, but not in the schema."""
    return Invalid("hub.not_readable", "专线消息签名有效，但内容格式不是本平台支持的版本，没有登记。", next_step=_ASK)


def not_to_be_sent_again() -> Conflict:
    """A message that waits already, or that the other city has taken in."""
    return Conflict(
        "hub.not_to_be_sent_again",
        "这条消息正在等待发送，或对方已经登记，没有重复发送。",
        next_step="请刷新列表查看最新状态。",
    )
