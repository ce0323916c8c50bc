"""The sentence of a case follows from its state; the right from the day of the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from yinqiao.areas.case_results.rules import right, sentence
from yinqiao.areas.cases.types import CaseState, Group, Kind, OwnCase

TODAY = date(2026, 3, 9)
LIMITS = {"ask_review_days": 30, "review_days": 30, "ask_second_review_days": 30, "second_review_days": 30}
KIND = Kind("petition", "信访事项", Group.PETITION, "at_desk", "", "", 60, False, 30, "v", "s", "assumed", TODAY)
CASE = OwnCase(
    UUID(int=1), UUID(int=2), "LD-2026-00001", KIND, CaseState.NEW, "岳麓区", date(2026, 3, 2), None, date(2026, 3, 17),
    None, "", 0, False,
)  # fmt: skip


def test_a_petition_says_first_until_when_it_is_taken_then_until_when_it_is_answered() -> None:
    assert "2026年3月17日以前告诉您是否受理" in sentence(CASE, False, date(2026, 3, 17))
    assert "已经超过告知期限" in sentence(CASE, False, date(2026, 3, 18))
    taken = replace(CASE, state=CaseState.OPEN, accepted_on=TODAY, due_on=date(2026, 5, 8))
    assert sentence(taken, False, TODAY) == "岳麓区正在办，2026年5月8日以前办完。"
    assert "等待接收" in sentence(replace(taken, state=CaseState.NEW), False, TODAY)
    assert "上级会督办" in sentence(taken, False, date(2026, 5, 9))


def test_what_is_over_says_its_result_only_once_it_was_told() -> None:
    over = replace(CASE, state=CaseState.CLOSED, result="solved")
    assert sentence(over, False, TODAY) == "已经办完，岳麓区会把结果告诉您。"
    assert sentence(over, True, TODAY) == "已经办完：已解决。"


def test_the_right_to_a_review_ends_thirty_days_after_the_answer_and_after_the_second_there_is_none() -> None:
    # Answer received 2025-05-09: the review by 2025-06-08.
    assert "2025年6月8日以前" in right("petition", date(2025, 5, 9), LIMITS)
    assert "请求复核" in right("petition_review", date(2025, 5, 9), LIMITS)
    assert "不再受理" in right("petition_second_review", date(2025, 5, 9), LIMITS)
    assert right("housing_repair", TODAY, LIMITS) == ""
