"""Refusals about party life: stable codes, one sentence each, what to do next."""

from __future__ import annotations

from yinqiao.kernel.errors import Conflict, Invalid, Refused


def not_possible(field: str, text: str) -> Invalid:
    """What was filled in cannot be so; said beside the field."""
    return Invalid(
        "party_life.not_possible", f"{text}没有任何改动。", next_step="请改正后再提交。", fields={field: text}
    )


def changed_meanwhile() -> Conflict:
    """Somebody else dealt with it since this officer opened it."""
    return Conflict(
        "party_life.changed_meanwhile", "您打开之后，这一项已由他人办理过，您的操作没有生效。", next_step="请刷新页面，查看最新情况后再办理。",
    )  # fmt: skip


def name_taken() -> Invalid:
    """Two branches of one place do not share a name."""
    return Invalid(
        "party_life.name_taken",
        "本单位已有同名的党支部，没有重复登记。",
        next_step="请核对名称后再提交。",
        fields={"name": "本单位已有同名的党支部。"},
    )


def has_members() -> Conflict:
    """A branch with members is not closed."""
    return Conflict(
        "party_life.has_members", "这个党支部还有党员，不能撤销，没有任何改动。", next_step="请先把党员编入其他党支部。",
    )  # fmt: skip


def elsewhere() -> Conflict:
    """Members go into a branch of the place that has received them."""
    return Conflict(
        "party_life.elsewhere", "所选党员中有组织关系不在这个党支部所在单位的，没有编入。", next_step="请分单位选择后再编入。",
    )  # fmt: skip


def secretary_taken() -> Conflict:
    """One secretary."""
    return Conflict(
        "party_life.secretary_taken", "这个党支部已有书记，没有改动。", next_step="请先把现任书记改为支部委员或党员；由社区干部兼任的，先在支部资料中删去。",
    )  # fmt: skip


def nothing_to_plan() -> Conflict:
    """All of it is planned already."""
    return Conflict(
        "party_life.nothing_to_plan", "这一年余下的会议都已列入计划，没有重复列入。", next_step="需要加开的，请在党支部页面逐次新增。",
    )  # fmt: skip


def nobody_to_come() -> Conflict:
    """A meeting without anybody who is to come."""
    return Conflict(
        "party_life.nobody_to_come", "这次会议没有应到的党员，没有通知。", next_step="请先编入党员；支委会、党小组会请先登记支委和党小组。",
    )  # fmt: skip


def not_now(state: str) -> Conflict:
    """The meeting has come too far, or not far enough."""
    return Conflict(
        "party_life.not_now", f"这次会议{state}，不能这样办理，没有任何改动。", next_step="请刷新会议页面，按页面上的下一步办理。",
    )  # fmt: skip


def marks_missing() -> Conflict:
    """Minutes stand on a roll that says of everybody who came."""
    return Conflict(
        "party_life.marks_missing", "还有应到党员没有登记到会情况，会议记录没有保存。", next_step="请先登记每位应到党员是到会、请假还是缺席。",
    )  # fmt: skip


def not_by_the_same() -> Refused:
    """Two people: who wrote the minutes does not sign them."""
    return Refused(
        "party_life.not_by_the_same", "会议记录由记录人以外的同志审签，没有审签。", next_step="请由党支部书记或上级党组织的另一位同志审签。",
    )  # fmt: skip


def wrong_code() -> Invalid:
    """The code of another meeting, or none."""
    return Invalid(
        "party_life.wrong_code", "签到码不对，没有签到。", next_step="请看会场上的 6 位数字，再填一次；也可以请支部的同志登记。",
    )  # fmt: skip


def code_too_often() -> Refused:
    """Guessed too often."""
    return Refused(
        "party_life.code_too_often", "签到码填错的次数太多，没有签到。", next_step="请在会场请支部的同志登记。",
    )  # fmt: skip


def not_today() -> Conflict:
    """The code counts around the meeting alone."""
    return Conflict(
        "party_life.not_today", "现在不是签到时间，没有签到。", next_step="会议当天到会场后再签到；也可以请支部的同志登记。",
    )  # fmt: skip


def planned_already() -> Conflict:
    """The same for the same member is open."""
    return Conflict(
        "party_life.planned_already", "这位党员已有一项同样的计划还没有办，没有重复登记。", next_step="请先登记那一项的办理情况。",
    )  # fmt: skip


def not_fifty_years() -> Conflict:
    """Not long enough in the party by 1 July of that year."""
    return Conflict(
        "party_life.not_fifty_years", "所选党员中有到这一年 7 月 1 日党龄不满 50 年的，没有登记。", next_step="请核对入党和转正时间，重新勾选。",
    )  # fmt: skip
