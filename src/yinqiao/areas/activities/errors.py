"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused


def not_complete(fields: Mapping[str, str]) -> Invalid:
    """Something of a form is wrong; beside each field."""
    return Invalid(
        "activities.not_complete", "有的内容要改，没有保存。", next_step="请改好后再提交。", fields=dict(fields)
    )


def room_taken() -> Conflict:
    """Another offering has the room at one of these times."""
    return Conflict(
        "activities.room_taken", "这个教室在其中一个时间已排了别的活动，没有发布。",
        next_step="请在“教室日历”查看，改时间或换教室后再发布。",
    )  # fmt: skip


def state_forbids() -> Conflict:
    """What was asked does not fit where the offering stands."""
    return Conflict(
        "activities.state_forbids", "活动现在的状态不能这样办，没有改动。", next_step="请返回查看现在的状态。"
    )


def name_taken() -> Conflict:
    """A branch of the place, or a room of the branch, is called so already."""
    return Conflict("activities.name_taken", "已有同名的，没有重复登记。", next_step="请换一个名称。")


def not_yet_closed() -> Conflict:
    """Who takes part is settled after the last day of enrolment, not before."""
    return Conflict(
        "activities.not_yet_closed", "报名还没有截止，不能确定名单。", next_step="截止日的第二天起可以办理。"
    )  # fmt: skip


def public_value_missing(what: str) -> Invalid:
    """More people than seats: lots need the public value."""
    sentence = f"报名人数超过名额，请填写{what}。"
    return Invalid(
        "activities.public_value_missing", sentence, next_step="填写后再抽签。", fields={"public_value": sentence}
    )


def enrolled_already() -> Conflict:
    """Once for a person."""
    return Conflict("activities.enrolled_already", "已经报过名了，没有重复报名。", next_step="请返回查看报名情况。")


def closed() -> Conflict:
    """Nobody can enrol any more."""
    return Conflict("activities.closed", "现在不能报名了，没有报上。", next_step="请看看别的活动，或给社区打电话。")


def not_for_here() -> Refused:
    """The offering serves another place."""
    return Refused(
        "activities.not_for_here", "这个活动只面向所在街道、社区的人员，没有报上。", next_step="请选择本地的活动。"
    )


def not_managed() -> Refused:
    """Only who is looked after here takes part."""
    return Refused("activities.not_managed", "社区接收以后才能报名，没有报上。", next_step="请与社区联系。")


def no_such_code() -> Invalid:
    """Nobody has enrolled under this number, or that group is full."""
    sentence = "没有找到这个报名号，或者已经有人和他一起报了。请核对；不一起报的，请留空。"
    return Invalid("activities.no_such_code", sentence, next_step="改好后再提交。", fields={"together_with": sentence})


def nothing_to_answer() -> Conflict:
    """No seat is offered, or the day has passed."""
    return Conflict(
        "activities.nothing_to_answer", "现在没有等您答复的名额，没有改动。", next_step="请返回查看报名情况。"
    )  # fmt: skip


def ended_already() -> Conflict:
    """An enrolment that counts no more."""
    return Conflict("activities.ended_already", "这个报名已经结束，没有改动。", next_step="请返回查看报名情况。")


def not_held_yet() -> Conflict:
    """Attendance is noted on the day or afterwards."""
    return Conflict("activities.not_held_yet", "还没有到这一次的日期，不能点名。", next_step="请在当天或以后点名。")


def not_on_list() -> Conflict:
    """Whoever has no seat is no part of the roll."""
    return Conflict(
        "activities.not_on_list", "录取名单上没有您，没有签到。", next_step="请告诉老师，由老师在现场安排。"
    )  # fmt: skip


def no_session_now() -> Conflict:
    """The code of a session counts from shortly before its beginning until its end."""
    return Conflict(
        "activities.no_session_now", "现在不是签到的时间，没有签到。", next_step="已经上过课的，请老师在名单上点名。"
    )  # fmt: skip


def too_many_codes() -> Conflict:
    """Codes are not to be guessed."""
    return Conflict(
        "activities.too_many_codes", "签到码输错的次数多了，先停一会儿。", next_step="请过十来分钟再试，或者请老师点名。"
    )  # fmt: skip


def in_person() -> Refused:
    """Nobody comes in another's place."""
    return Refused("activities.in_person", "签到要本人来做，没有签到。", next_step="请老师在名单上点名。")


def not_found() -> NotFound:
    """Not there, or out of scope."""
    return NotFound()
