"""Standards in words, wrong shapes, and the days of festivals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yinqiao.areas.duties.rules import checked, in_words, shaped, shapes
from yinqiao.kernel.festivals import Festival, festival_on
from yinqiao.platform.rulebook import shipped

pytestmark = pytest.mark.fast
_SHAPE = {"id": "duties.x", "service": "visit", "when": "period"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"service": "dance"}, {"when": "sometimes"}, {"group": "rich"}, {"festival": "spring"}, {"when": "festival"},
        {"when": "festival", "festival": "christmas"}, {"when": "told"}, {"colour": "red"},
    ],
)  # fmt: skip
def test_a_standard_that_cannot_be_is_refused_when_it_is_read(wrong: dict[str, str]) -> None:
    assert checked(_SHAPE)
    with pytest.raises(ValueError):
        checked({**_SHAPE, **wrong})


def test_every_standard_has_a_rule_and_reads_as_a_sentence() -> None:
    words = {}
    for shape in shapes():
        rule = shipped().get(shape["id"], region="4301", day=date(2026, 12, 1))
        words[shape["id"].partition(".")[2]] = in_words(shaped(shape, rule.parameters, rule.version))
    assert words["very_old_visit"] == "80周岁以上的全部人员，每季度走访一次，每次约40分钟。"
    assert words["senior_call"] == "70至79周岁的全部人员，每半年电话问候一次，每次约10分钟。"
    assert words["round_birthday"] == "满80周岁起每10年的生日前7天内祝寿，每次约30分钟、200元。"
    assert words["health_visit"] == "应走访（健康原因），按告知的期限走访，每次约40分钟。"
    assert words["party_day_greeting"] == "80周岁以上的党员，建党节前20天内节日慰问，每次约30分钟、200元。"
    assert words["condolence"] == "全部人员，去世后7天内悼念，每次约60分钟、200元。"


def test_a_standard_that_is_off_says_so() -> None:
    off: dict[str, Any] = {"is_on": False, "from_age": 80, "to_age": 0, "every_months": 3, "minutes": 40, "yuan": 0}
    assert in_words(shaped(_SHAPE, off, "")) == "目前不执行。"


@pytest.mark.parametrize(
    ("festival", "year", "day"),
    [
        (Festival.SPRING, 2026, date(2026, 2, 17)),
        (Festival.SPRING, 2027, date(2027, 2, 6)),
        # 2025 has a doubled sixth month, 2033 a doubled eleventh one: neither is meant.
        (Festival.MID_AUTUMN, 2025, date(2025, 10, 6)),
        (Festival.DOUBLE_NINTH, 2025, date(2025, 10, 29)),
        (Festival.SPRING, 2034, date(2034, 2, 19)),
        (Festival.DRAGON_BOAT, 2026, date(2026, 6, 19)),
        (Festival.PARTY_DAY, 2026, date(2026, 7, 1)),
    ],
)
def test_a_festival_falls_on_its_day(festival: Festival, year: int, day: date) -> None:
    assert festival_on(festival, year) == day
