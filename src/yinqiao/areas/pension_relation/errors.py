"""Refusals about the pension relation: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Invalid, Refused


def drawing_already(article: str) -> Refused:
    """Whoever draws a pension transfers nothing."""
    return Refused(
        "pension_relation.drawing_already",
        f"已经按月领取基本养老金的，不再转移养老保险关系（{article}），申请没有提交，养老金照常发放。",
        next_step="搬家或者换电话的，请办理迁居登记或联系方式变更；核定时漏了外地缴费时段的，请申请缴费时段补记。",
    )  # fmt: skip


def not_drawing_yet() -> Refused:
    """Whoever draws none has nothing to correct yet."""
    return Refused(
        "pension_relation.not_drawing_yet",
        "还没有领取基本养老金的，外地的缴费时段在转移关系时一并归集，不用补记，申请没有提交。",
        next_step="请申请养老保险关系转移。",
    )


def stays_unclear(words: str) -> Invalid:
    """Insured periods that cannot be read."""
    return Invalid(
        "pension_relation.stays_unclear", f"参保时段需要修改：{words}申请没有提交，已填内容没有丢失。",
        next_step="请按提示修改后再提交。", fields={"stays": words},
    )  # fmt: skip
