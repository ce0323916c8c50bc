"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def no_source() -> Refused:
    """The enterprise is not registered as a source, or may not tell of benefits."""
    return Refused(
        "benefits.no_source", "本企业尚未登记为待遇信息的来源，没有登记。",
        next_step="请联系本市社会化管理服务机构，登记本企业的信息来源，并勾选企业待遇的三种信息类型。",
    )  # fmt: skip


def number_missing() -> Conflict:
    """Nobody can be told of without a number."""
    return Conflict(
        "benefits.number_missing", "这位退休人员的登记没有身份证号，没有登记。",
        next_step="请先由社区补齐身份证号；也可以用接口或文件告知，登记后自动核对。",
    )  # fmt: skip


def not_found() -> NotFound:
    """No such message of this enterprise."""
    return NotFound("benefits.not_found", "本企业没有这条告知。")


def not_possible() -> Conflict:
    """A message that has ended, or one that cannot be taken back."""
    return Conflict(
        "benefits.not_possible", "这条告知现在不能撤回，没有改动。",
        next_step="请返回查看它现在的结果；待遇有变的，请按变更或停止告知。",
    )  # fmt: skip


def nothing_to_ask() -> Conflict:
    """Everything was asked or answered already."""
    return Conflict(
        "benefits.nothing_to_ask", "这家企业的各项都已请它答复，没有重复登记。", next_step="请在清单中查看现在的答复。"
    )  # fmt: skip


def answer_incomplete(field: str, sentence: str) -> Invalid:
    """Who pays and where to ask belong to what goes on."""
    return Invalid("benefits.answer_incomplete", sentence, next_step="填写后再提交。", fields={field: sentence})
