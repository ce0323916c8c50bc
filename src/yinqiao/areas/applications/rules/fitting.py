"""Whom an item is for: who may apply, and what the machine looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinqiao.areas.applications.types import Applicant, Item


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why somebody cannot apply, in words that end in a comma; with what to do then, where the item says it."""

    words: str
    remedy: str = ""


def why_not(item: Item, applicant: Applicant, status: str, born_on: date, today: date) -> Unfit | None:
    """Why this item is not for somebody today; None where it is."""
    if item.is_posthumous and status not in item.statuses:
        return Unfit("死亡登记以后，亲属才能申请本事项，", "请先凭死亡证明材料办理死亡登记。")
    if status not in item.statuses:
        return Unfit("这个人现在的状态不能申请本事项，")
    if not item.takes(applicant):
        return Unfit("本事项不接受这种申请人，")
    for one in item.check:
        age = _age(born_on, today)
        if (age < one.value) if one.kind == "min_age" else (age > one.value):
            return Unfit(one.words, one.remedy)
    return None


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
