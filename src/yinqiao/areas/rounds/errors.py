"""Refusals of the room: stable codes, one sentence each, what to do next; never a name or a number of a person."""

from __future__ import annotations

from datetime import datetime

from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused

_KEPT = "您登记的内容还在手机上。"


def too_many(most: int) -> Invalid:
    """More than one round."""
    return Invalid("rounds.too_many", f"一次最多带走 {most} 人，没有生成。", next_step="请少选几户，或分两次走访。")


def nobody_due() -> Invalid:
    """All of it was done meanwhile."""
    return Invalid(
        "rounds.nobody_due", "所选的服务都已办完，没有生成走访。", next_step="请返回重新选择。"
    )  # fmt: skip


def not_found() -> NotFound:
    """No such round, or out of scope, or taken by somebody else."""
    return NotFound("rounds.not_found", "没有这次走访，或者不是您取走的。")


def over(words: str) -> Conflict:
    """Ended or cancelled before."""
    return Conflict("rounds.over", f"这次走访{words}，没有改动。", next_step="请刷新页面查看现在的情况。")


def cancelled(name: str, at: datetime) -> Conflict:
    """The telephone was reported lost."""
    return Conflict(
        "rounds.cancelled", f"这次走访已由{name}于 {at:%m-%d %H:%M} 作废，没有登记。{_KEPT}",
        next_step="确实走访过的，请照手机上的内容在“登记服务”页面补登，再选“不登记这一户”。",
    )  # fmt: skip


def ended() -> Conflict:
    """The officer said that it was over."""
    return Conflict(
        "rounds.ended", f"这次走访已经结束，没有登记。{_KEPT}",
        next_step="请在“登记服务”页面补登，再选“不登记这一户”。",
    )  # fmt: skip


def too_late(days: int) -> Conflict:
    """Days have passed."""
    return Conflict(
        "rounds.too_late", f"走访当天过后 {days} 天内没有上传，没有登记。{_KEPT}",
        next_step="请在“登记服务”页面补登，再选“不登记这一户”。",
    )  # fmt: skip


def clock_wrong(minutes: int, moment: datetime) -> Conflict:
    """The telephone's clock differs; positive where it is slow."""
    side = "慢" if minutes > 0 else "快"
    return Conflict(
        "rounds.clock_wrong", f"手机的时钟比系统{side}约 {abs(minutes):,} 分钟，没有登记。{_KEPT}",
        next_step=f"换算成系统时间，这一户是 {moment:%Y-%m-%d %H:%M} 登记的；确实如此的，请选“按换算后的时间登记”。",
    )  # fmt: skip


def time_not_possible() -> Invalid:
    """Before the round was taken, or ahead of now: the clock was moved under way."""
    return Invalid(
        "rounds.time_not_possible", f"登记的时间不在这次走访之内，可能中途改过手机时钟，没有登记。{_KEPT}",
        next_step="请核对内容，选“修改后再传”重新保存一次。",
    )  # fmt: skip


def person_died() -> Conflict:
    """The death was told meanwhile."""
    return Conflict(
        "rounds.person_died", f"本人已登记去世，没有登记走访。{_KEPT}",
        next_step="如果您当天见到了本人，请马上核实死亡登记；其余情况可以只留作备注。",
    )  # fmt: skip


def person_gone() -> Refused:
    """Moved out of the scope, merged, or no longer looked after."""
    return Refused(
        "rounds.person_gone", f"本人已不在您的管理范围内（迁出、合并或退回），没有登记。{_KEPT}",
        next_step="要留下的情况，请告诉现在负责的社区，再选“不登记这一户”。",
    )  # fmt: skip


def no_longer_due() -> Conflict:
    """The standard or the person's facts have changed."""
    return Conflict(
        "rounds.no_longer_due", f"服务标准或本人情况已变化，这一户的服务不再需要，没有登记。{_KEPT}",
        next_step="您了解到的情况可以只作为备注保存。",
    )  # fmt: skip


def unreadable() -> Invalid:
    """What was sent is no recording."""
    return Invalid(
        "rounds.unreadable", f"这一户的内容不完整，没有登记。{_KEPT}", next_step="请选“修改后再传”，补全后保存。"
    )  # fmt: skip


def plan_not_found() -> NotFound:
    """No such plan or visit, or out of scope."""
    return NotFound("rounds.plan_not_found", "没有这份一周走访计划。")


def week_planned() -> Conflict:
    """One plan for a community and week."""
    return Conflict(
        "rounds.week_planned", "这个社区这一周已有走访计划，没有另外编排。",
        next_step="请在“一周计划”里打开它，按“重新编排”。",
    )  # fmt: skip


def week_over() -> Conflict:
    """Nobody can be visited in a week that has passed."""
    return Conflict("rounds.week_over", "这一周已经没有工作日了，没有编排。", next_step="请选以后的一周。")


def nobody_to_plan() -> Invalid:
    """Nothing is due until the day that was chosen."""
    return Invalid(
        "rounds.nobody_to_plan", "到所选的期限为止没有要上门办的服务，没有编排。",
        next_step="请把“列入到哪一天为止的服务”改晚一些。",
    )  # fmt: skip


def nobody_goes() -> Invalid:
    """A plan needs somebody who goes."""
    sentence = "请至少选择一位走访人，没有编排。"
    return Invalid("rounds.nobody_goes", sentence, next_step="请选择后再提交。", fields={"officers": sentence})


def slot_missing() -> Invalid:
    """No such officer and day in this plan, or the day has passed."""
    sentence = "这位走访人这一天不在计划里，或者日期已过，没有改动。"
    return Invalid("rounds.slot_missing", sentence, next_step="请重新选择。", fields={"slot": sentence})


def plan_as_it_is() -> Conflict:
    """Confirmed before."""
    return Conflict("rounds.plan_confirmed", "这份计划已经确认，没有改动。", next_step="请刷新页面查看现在的情况。")
