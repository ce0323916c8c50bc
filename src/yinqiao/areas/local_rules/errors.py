"""Refusals of the city's own rules. What was typed stays on the page."""

from __future__ import annotations

from datetime import date

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def not_found() -> NotFound:
    """No such rule or version."""
    return NotFound("local_rules.not_found", "没有这条规则。")


def not_manager() -> Refused:
    """Rules are set by the city's managers."""
    return Refused(
        "local_rules.role_may_not", "您当前的角色不能拟定或者批准规则，没有改动。", next_step="请由市级管理员办理。"
    )


def fixed() -> Refused:
    """A rule of the nation, or one that the product itself rests on."""
    return Refused(
        "local_rules.fixed",
        "这条规则由国家规定，或者是系统自身的口径，不由本市改动。",
        next_step="如国家规定有变化，请联系系统提供方更新。",
    )


def too_early(earliest: date) -> Invalid:
    """It would hold from a day that has begun somewhere, or is about to."""
    return Invalid(
        "local_rules.too_early", f"生效日期最早为 {earliest:%Y-%m-%d}，没有提交。",
        next_step="规则只对以后生效，以免同一天前后办理不一；请改用更晚的日期。",
        fields={"valid_from": f"最早为 {earliest:%Y-%m-%d}。"},
    )  # fmt: skip


def wrong_values(fields: dict[str, str]) -> Invalid:
    """Values that the rule cannot be computed with."""
    return Invalid(
        "local_rules.wrong_values", "有的数值不能使用，没有提交。", next_step="请按提示改正后再提交。", fields=fields
    )


def not_computable() -> Invalid:
    """Each value is possible alone, but an example cannot be computed with them together."""
    return Invalid(
        "local_rules.not_computable",
        "按这组数值，随规则提供的算例算不出结果，没有提交。",
        next_step="请检查各数值是否互相矛盾。",
    )


def nothing_changed() -> Invalid:
    """The same as what will hold on that day anyway."""
    return Invalid(
        "local_rules.nothing_changed",
        "与届时适用的规则完全相同，没有提交。",
        next_step="不需要改动的，不必提交；要改的请先修改数值。",
    )


def already_waiting() -> Conflict:
    """Another version of the rule waits, or is published for a later day."""
    return Conflict(
        "local_rules.already_waiting",
        "这条规则已有一个版本待批准或尚未生效，没有提交。",
        next_step="请先处理那个版本：批准、退回或者撤回。",
    )


def not_waiting() -> Conflict:
    """Somebody decided meanwhile."""
    return Conflict("local_rules.not_waiting", "这个版本已经处理过，没有改动。", next_step="请刷新页面查看结果。")


def same_person() -> Refused:
    """Whoever proposed it does not approve it."""
    return Refused("local_rules.same_person", "拟定人不能批准自己拟定的规则。", next_step="请由另一位市级管理员批准。")


def only_own() -> Refused:
    """A proposal is taken back by whoever made it."""
    return Refused("local_rules.only_own", "待批准的版本由拟定人撤回。", next_step="您可以批准或者退回这个版本。")


def too_late() -> Conflict:
    """The day has begun, or is about to: it can neither begin to hold nor be taken back."""
    return Conflict(
        "local_rules.too_late",
        "生效日期已到或者马上就到，没有改动。",
        next_step="已生效的规则不能撤回，请另行拟定一个版本；未批准的请退回重拟。",
    )
