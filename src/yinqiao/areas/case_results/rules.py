"""What a person is told of how an own case stands, in plain words; the right that follows from an answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from yinqiao.areas.cases.types import CaseState, OwnCase, Result

PETITION, REVIEW, SECOND = "petition", "petition_review", "petition_second_review"


def day(value: date) -> str:
    """“3月9日”, as one says it."""
    return f"{value.year}年{value.month}月{value.day}日"


def sentence(case: OwnCase, is_told: bool, today: date) -> str:
    """How far it is: who has it, until when; the words follow from the state alone."""
    late = case.due_on < today
    if case.state is CaseState.CLOSED:
        if is_told and case.result:
            return f"已经办完：{Result(case.result).label}。"
        return f"已经办完，{case.lead}会把结果告诉您。"
    if case.kind.code == PETITION and case.accepted_on is None:
        until = "已经超过告知期限，上级会督办" if late else f"{day(case.due_on)}以前告诉您是否受理"
        return f"已经登记，由{case.lead}处理，{until}。"
    doing = "等待接收" if case.state is CaseState.NEW else "正在办"
    until = "已经超过期限，上级会督办" if late else f"{day(case.due_on)}以前办完"
    return f"{case.lead}{doing}，{until}。"


def right(kind: str, told_on: date, limits: Mapping[str, int]) -> str:
    """What somebody may do who is not content with the answer to a petition, and until when; empty for other kinds.

    Answer received 2025-05-09: the review by 2025-06-08. 《信访工作条例》第三十五条、第三十六条.
    """
    if kind == PETITION:
        until = told_on + timedelta(days=limits["ask_review_days"])
        return (
            f"对这个答复不服的，可以自收到书面答复之日起{limits['ask_review_days']}日内（{day(until)}以前）向答复单位的上一级"
            f"请求复查，复查在{limits['review_days']}日内答复。"
        )
    if kind == REVIEW:
        until = told_on + timedelta(days=limits["ask_second_review_days"])
        return (
            f"对复查意见不服的，可以自收到书面答复之日起{limits['ask_second_review_days']}日内（{day(until)}以前）向复查单位的"
            f"上一级请求复核，复核在{limits['second_review_days']}日内答复。"
        )
    if kind == SECOND:
        return "这是复核意见。仍以同一事实和理由提出的，不再受理。"
    return ""
