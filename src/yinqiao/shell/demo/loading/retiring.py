"""Who retires soon in the demo city: an enterprise's list taken over, some confirmed, one postponed, some late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import polars as pl
from django.utils import timezone

from yinqiao.areas.lists.services import begin_submission
from yinqiao.areas.routine import services as routine
from yinqiao.areas.routine.queries import list_expected
from yinqiao.areas.routine.types import RETIRING, ExpectedState, Postponement, PostponeReason, Retirement
from yinqiao.kernel.id_number import check_digit
from yinqiao.kernel.periods import add_months, month_of
from yinqiao.kernel.retirement_age import RetirementCategory, retirement_months
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.identity import DEMO_DIVISION
from yinqiao.shell.demo.loading.sending import send_list

_HEADER = "序号,姓名,身份证号,性别,岗位类别,弹性选择,选定退休年月,手机号,常住地址,所在社区,原工作单位,政治面貌,档号\n"
_POSTS: Mapping[RetirementCategory, tuple[str, str]] = {
    RetirementCategory.MAN: ("男", "工人岗位"),
    RetirementCategory.WOMAN_55: ("女", "管理技术岗位"),
    RetirementCategory.WOMAN_50: ("女", "工人岗位"),
}
# Months from now → how many of the people of a list retire then.
_SPREAD = (-3, -2, -1, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 5, 6, 8, 10, 12)
_LATE_STAY, _CONFIRMED = 2, 3
_FIRST_SERIAL = 601
# So far back somebody is looked for whose birthday leads to a month.
_AGES = range(588, 790)


def load_retiring(*, firm: Actor, at: datetime, people: pl.DataFrame) -> None:
    """Send a list in which the names and homes of these newcomers stand with birthdays of those who retire soon."""
    today = timezone.localdate(at)
    lines = [
        _line(number, person, add_months(month_of(today), _SPREAD[number % len(_SPREAD)]))
        for number, person in enumerate(people.select("name", "address", "community").to_dicts())
    ]
    content = (_HEADER + "".join(lines)).encode("utf-8-sig")
    batch_id = send_list(actor=firm, at=at, kind=RETIRING, content=content, name="即将退休人员名单.csv")
    begin_submission(actor=firm, at=at, kind=RETIRING, batch_id=batch_id)
    routine.submit_batch(actor=firm, at=at, batch_id=batch_id)
    _walk(firm, at, today)
    routine.raise_late_people(actor=Actor.system("演示数据"), at=at)


def _line(number: int, person: Mapping[str, str], month: date) -> str:
    category = tuple(_POSTS)[number % 3]
    born, option, chosen = _birthday(category, month)
    sex, post = _POSTS[category]
    serial = _FIRST_SERIAL + 2 * number + (category is not RetirementCategory.MAN)
    head = f"{DEMO_DIVISION}{born:%Y%m}{number % 27 + 1:02d}{serial:03d}"
    cells = (
        str(number + 1), person["name"], head + check_digit(head), sex, post, option, chosen, "", person["address"],
        person["community"] or "", "", "群众", f"TX-{serial:04d}",
    )  # fmt: skip
    return ",".join(cells) + "\n"


def _birthday(category: RetirementCategory, month: date) -> tuple[date, str, str]:
    """A month of birth that leads to a month of retirement; where the law leaps over it, one with a chosen delay."""
    before = date.min
    for age in reversed(_AGES):
        born = add_months(month, -age)
        lawful = retirement_months(born, category).statutory
        if lawful == month:
            return born, "无", ""
        if lawful > month:
            break
        before = born
    return before, "延迟", f"{month:%Y-%m}"


def _walk(firm: Actor, at: datetime, today: date) -> None:
    """Two stay late, some of those whose month has come are confirmed, one is postponed."""
    with acting(firm):
        due = list_expected(scope=firm.scope).filter(
            state=ExpectedState.EXPECTED, planned_on__lte=month_of(today)
        )  # fmt: skip
        ids: list[UUID] = list(due.values_list("pk", flat=True))[_LATE_STAY:]
    confirmed, postponed = ids[:_CONFIRMED], ids[_CONFIRMED:][:1]
    decision = Retirement(today, f"演示退审〔{today.year}〕12号")
    routine.confirm_people(actor=firm, at=at, ids=confirmed, retirement=decision)
    for one in postponed:
        later = Postponement(add_months(month_of(today), 2), PostponeReason.PROCEDURE)
        routine.postpone_person(actor=firm, at=at, expected_id=one, postponement=later)
