"""Refusals of the calendar. What was typed stays on the page."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def not_found() -> NotFound:
    """No such year or correction."""
    return NotFound("office_calendar.not_found", "没有这一年的日历，或者没有这次更正。")


def not_manager() -> Refused:
    """The calendar is kept by the city's managers."""
    return Refused(
        "office_calendar.role_may_not",
        "您当前的角色不能录入或者批准工作日历，没有改动。",
        next_step="请由市级管理员办理。",
    )


def wrong_days(fields: dict[str, str]) -> Invalid:
    """Days that a calendar cannot have."""
    return Invalid(
        "office_calendar.wrong_days", "有的日期不能使用，没有提交。", next_step="请按提示改正后再提交。", fields=fields
    )


def nothing_changed() -> Invalid:
    """As it holds anyway."""
    return Invalid(
        "office_calendar.nothing_changed", "与现行日历完全相同，没有提交。", next_step="不需要改动的，不必提交。"
    )


def already_waiting() -> Conflict:
    """Another correction of the year waits, or begins tomorrow."""
    return Conflict(
        "office_calendar.already_waiting",
        "这一年已有一次更正待批准或尚未生效，没有提交。",
        next_step="请先处理那次更正：批准、退回或者撤回。",
    )


def not_waiting() -> Conflict:
    """Somebody decided meanwhile."""
    return Conflict("office_calendar.not_waiting", "这次更正已经处理过，没有改动。", next_step="请刷新页面查看结果。")


def same_person() -> Refused:
    """Whoever entered it does not approve it."""
    return Refused(
        "office_calendar.same_person", "录入人不能批准自己录入的日历。", next_step="请由另一位市级管理员批准。"
    )


def only_own() -> Refused:
    """A proposal is taken back by whoever made it."""
    return Refused("office_calendar.only_own", "待批准的更正由录入人撤回。", next_step="您可以批准或者退回这次更正。")


def too_late() -> Conflict:
    """It has begun to hold, or is about to."""
    return Conflict(
        "office_calendar.too_late",
        "这次更正已经生效或者马上生效，不能撤回，没有改动。",
        next_step="请另行录入一次更正。",
    )
