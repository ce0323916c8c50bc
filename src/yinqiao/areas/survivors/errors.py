"""Refusals about survivor benefits: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Refused

_KEPT = "申请没有提交，已填内容没有丢失。"


def work_injury() -> Refused:
    """Another insurance pays, and more."""
    return Refused(
        "survivors.work_injury", f"因工死亡的，由工伤保险支付丧葬补助金、抚恤金和工亡补助金，不按本事项办理，{_KEPT}",
        next_step="请带工伤认定决定书，到工伤保险经办机构申请。",
    )  # fmt: skip


def other_taken() -> Refused:
    """One funeral grant for a death."""
    return Refused(
        "survivors.other_taken", f"丧葬补助金只能选择一项领取（《社会保险法》第四十九条），已经领过其他保险的不再支付，{_KEPT}",
        next_step="对已领的待遇有疑问的，请向支付它的经办机构查询；抚恤金的问题请咨询人社经办机构。",
    )  # fmt: skip


def other_rules() -> Refused:
    """离休: another office, other sums."""
    return Refused(
        "survivors.other_rules", f"离休人员的丧葬费和抚恤金另有规定，不按本事项办理，{_KEPT}",
        next_step="请联系原单位或者老干部工作部门。",
    )  # fmt: skip


def before_the_rule() -> Refused:
    """The rule of 2021 does not reach back."""
    return Refused(
        "survivors.before_the_rule", f"2021年9月1日以前死亡的，按当时的规定办理，不按本事项办理，{_KEPT}",
        next_step="请向人社经办机构咨询当时的待遇和申领期限。",
    )  # fmt: skip
