"""Refusals about party organisations: stable codes, one sentence each, what to do next; never a name of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def step_not_open(state: str) -> Conflict:
    """The state of the organisation does not allow this."""
    return Conflict(
        "branches.step_not_open",
        f"这个党组织现在是“{state}”，不能进行这项操作，已有内容没有变化。",
        next_step="请刷新页面查看最新状态。",
    )


def none_open() -> Conflict:
    """None of those chosen is in a state that allows it."""
    return Conflict(
        "branches.none_open",
        "所选党组织都不在可以办理这一步的状态，没有任何改动。",
        next_step="可能已由他人办理，请刷新名单查看最新状态。",
    )


def changed_meanwhile() -> Conflict:
    """Somebody else went on since this officer opened the page."""
    return Conflict(
        "branches.changed_meanwhile",
        "您打开之后，这个党组织已由他人办理过，您的操作没有生效，已有内容没有变化。",
        next_step="请返回党组织页面，查看最新内容后再办理。",
    )


def not_your_step(side: str) -> Refused:
    """The step belongs to the other side."""
    return Refused(
        "branches.not_your_step",
        f"这一步由{side}办理，您不能代办，已有内容没有变化。",
        next_step="请在党组织页面查看下一步由谁办理。",
    )


def members_open(count: int) -> Conflict:
    """Members have not been received yet, so the organisation cannot be dissolved."""
    return Conflict(
        "branches.members_open",
        f"这个党组织还有 {count:,} 名党员的组织关系没有被接收，不能登记为全部转出，已有内容没有变化。",
        next_step="请在“党组织关系”中查看这些党员的下一步，全部接收后再登记。",
    )


def no_members_known() -> Conflict:
    """No member of the organisation stands on any roster, though some were agreed."""
    return Conflict(
        "branches.no_members_known",
        "党员名册中还没有这个党组织的党员，不能登记为全部转出，已有内容没有变化。",
        next_step="请先提交党员名册，并在“名册中的党支部”里对应到这个党组织。",
    )


def facts_missing(fields: Mapping[str, str]) -> Invalid:
    """Something is missing or cannot be."""
    return Invalid(
        "branches.facts_missing",
        "所填内容不完整或不合理，没有保存。",
        next_step="请按提示改正后重新提交。",
        fields=fields,
    )


def lines_wrong(wrong: Sequence[str]) -> Invalid:
    """Lines that were pasted cannot be read; nothing of them was kept."""
    shown = "；".join(wrong[:10]) + (f"；另有 {len(wrong) - 10} 处" if len(wrong) > 10 else "")
    return Invalid(
        "branches.lines_wrong",
        f"粘贴的内容有 {len(wrong)} 处需要修改，全部没有保存。",
        next_step="请改正后重新提交，已粘贴的内容仍在下面。",
        fields={"lines": shown},
    )


def name_taken() -> Invalid:
    """Another organisation of the enterprise has this name."""
    sentence = "这家企业已列有同名的党组织，没有保存。"
    return Invalid("branches.name_taken", sentence, next_step="请核对名称。", fields={"name": sentence})


def not_an_enterprise() -> Invalid:
    """The enterprise is not one for which the officer may list something."""
    sentence = "请选择本单位负责的、仍在存续的企业。"
    return Invalid(
        "branches.not_an_enterprise", sentence, next_step="请重新选择。", fields={"enterprise": sentence}
    )  # fmt: skip


def not_a_receiver() -> Invalid:
    """The chosen place has no party organisation that could receive one."""
    sentence = "所选单位不能接收党组织，没有任何改动。"
    return Invalid("branches.not_a_receiver", sentence, next_step="请从列表中选择。", fields={"place": sentence})


def branch_taken() -> Conflict:
    """The branch of the roster answers to a listed organisation already."""
    return Conflict(
        "branches.branch_taken",
        "名册中的这个党支部已经对应到一个党组织，没有任何改动。",
        next_step="请刷新页面查看。",
    )


def reason_unknown() -> Invalid:
    """No such reason in the rulebook."""
    sentence = "请选择退回原因。"
    return Invalid("branches.reason_unknown", sentence, next_step="选择后重新提交。", fields={"reason": sentence})


def reason_needs_words() -> Invalid:
    """The reason alone says too little."""
    sentence = "选择这一原因时，请写明情况。"
    return Invalid("branches.reason_needs_words", sentence, next_step="填写后重新提交。", fields={"note": sentence})


def purpose_missing() -> Invalid:
    """The contact is shown for a purpose alone."""
    sentence = "请填写查看用途，将记入审计。"
    return Invalid("branches.purpose_missing", sentence, next_step="填写后再查看。", fields={"purpose": sentence})


def contact_is_theirs() -> Conflict:
    """The place has signed for the organisation: the enterprise needs its contact no longer."""
    return Conflict(
        "branches.contact_is_theirs",
        "这个党组织已由接收单位签收，书记和联系方式不再向移交企业显示。",
        next_step="需要联系时，请通过接收单位。",
    )
