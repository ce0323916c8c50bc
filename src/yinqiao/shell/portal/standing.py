"""Where a retiree's certification stands, in three sentences: what is settled, what comes next and when, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from yinqiao.areas.certification.types import State, Why

_URGENT = frozenset({State.DUE_30, State.DUE_7, State.OVERDUE, State.SUSPENDED})
_REST = {
    Why.NOT_DRAWING: "您还没有开始领养老金，现在不用认证。",
    Why.LEFT: "您的认证由别的城市办理。",
}


@dataclass(frozen=True, slots=True)
class Certification:
    """`title` is the one sentence of the home page; `steps` what to do; `tone` colours it beside the words."""

    title: str
    next_step: str
    tone: str
    is_urgent: bool = False
    steps: tuple[str, ...] = ()


def day_words(day: date) -> str:
    """A day as it is read aloud: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def certification_of(clock: Any, today: date) -> Certification:
    """What a clock says to its person; without one nothing is known here."""
    if clock is None:
        return Certification(
            "这里还没有您的认证日期。", "社区接收您以后会登记。想知道的话，请给社区打电话。", "neutral"
        )
    if clock.state == State.NOT_REQUIRED:
        return Certification(_REST.get(Why(clock.why), "您现在不用认证。"), "有变化时，这里会告诉您。", "good")
    if clock.state == State.SUSPENDED:
        return Certification(
            "因为没有认证，您的养老金暂停发放了。",
            "请马上认证。认证以后，养老金会恢复，停发的会补发。",
            "danger",
            True,
            _HOW,
        )
    if clock.state == State.EXEMPT:
        return Certification(
            "今年不用您动手，已经通过数据比对认证。", "有变化时，这里会告诉您。", "good"
        )  # fmt: skip
    left = (clock.due_on - today).days
    if left < 0:
        return Certification(f"您的认证过期 {-left} 天了。", "请尽快认证，免得养老金停发。", "danger", True, _HOW)
    title = f"请在{day_words(clock.due_on)}以前认证。" if clock.state != State.VALID else "您的认证有效。"
    told = f"还有 {left} 天。" if left else "今天是最后一天。"
    is_urgent = clock.state in _URGENT
    tone = "soon" if is_urgent else "good" if clock.state == State.VALID else "neutral"
    ahead = f"下一次认证请在{day_words(clock.due_on)}以前办，{told}" if clock.state == State.VALID else told
    return Certification(title, ahead, tone, is_urgent, _HOW)


_HOW = (
    "在手机上：打开本市的社保手机应用，点“资格认证”，照着提示对一对脸。",
    "去社区：带上身份证，请社区的同志帮您办。",
    "走不动：给社区打电话，请他们上门来办。不收钱。",
)
