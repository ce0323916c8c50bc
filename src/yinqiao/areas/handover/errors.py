"""Refusals of the handover: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def too_many_duplicates(duplicates: int, rows: int) -> Conflict:
    """So many people are known elsewhere that nobody should see the batch before it was looked at."""
    return Conflict(
        "handover.too_many_duplicates",
        f"名册 {rows} 人中有 {duplicates} 人重复（名册内重复，或其他企业已移交、已登记），为避免重复接收，整批没有提交。",
        next_step="请按“检查结果”逐类核对重复人员，从名册中移除或更正后重新上传。",
    )


def offers_not_open() -> Conflict:
    """None of the chosen people is waiting any more."""
    return Conflict(
        "handover.offers_not_open",
        "所选人员已经处理过，没有需要办理的人员，登记没有变化。",
        next_step="请刷新名单后重新选择。",
    )


def note_required() -> Invalid:
    """The reason “other” needs words."""
    return Invalid(
        "handover.note_required",
        "选择“其他”时须写明退回原因。",
        next_step="请填写说明后重新提交。",
        fields={"note": "请写明退回原因"},
    )


def not_a_place(reason: str) -> Invalid:
    """The place chosen cannot take people."""
    return Invalid("handover.not_a_place", reason, next_step="请重新选择社区。", fields={"place": reason})


def date_not_possible(field: str, sentence: str) -> Invalid:
    """A date before what it must follow, or in the future."""
    return Invalid("handover.date_not_possible", sentence, next_step="请核对日期。", fields={field: sentence})


def later_work_rests_on_it(people: int) -> Conflict:
    """A batch cannot be undone once communities or others have worked on its people."""
    return Conflict(
        "handover.later_work_rests_on_it",
        f"这一批中已有 {people} 人被社区办理过、已撤回或更正过，不能整批撤回，登记没有变化。",
        next_step="如个别人员有误，仍待接收的可在“移交接收人员”中勾选撤回，已接收的请联系所在社区。",
    )


def not_this_desk() -> Refused:
    """Only people at a desk of one's own can be routed by hand."""
    return Refused(
        "handover.not_this_desk",
        "只能分派在本级待分派处等候的人员。",
        next_step="请在待分派名单中选择人员。",
    )
