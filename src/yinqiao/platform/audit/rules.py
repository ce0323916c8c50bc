"""When an actor's day stands out among those of the same role. Pure: counts and limits in, findings out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What one actor read on one day, beside the median of the others of the same role that day.

    `opened` are different people, `exported` is the largest single list, `missed` are full ID numbers that found
    nobody in the actor's scope.
    """

    opened: int = 0
    usual: int = 0
    off_hours: int = 0
    revealed: int = 0
    exported: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class StandsOut:
    """One way in which a day stands out: code, how many, the sentence that explains it."""

    kind: str
    count: int
    why: str


KINDS = {
    "opened": "查看人数过多",
    "off_hours": "非工作时间查看",
    "revealed": "频繁显示完整信息",
    "exported": "大量导出或打印",
    "missed": "以证件号码查找范围外人员",
    "watched": "查看重点关注人员",
}


def usual_of_others(counts: Sequence[int], own: int) -> int:
    """The median of a role's sorted counts with one's own left out, rounded down; 0 for who has no peer that day.

    One's own count must not raise the bar that it is measured by: a lone officer would never stand out. Of
    [4, 4, 4, 60], the usual beside 60 is 4.
    """
    left, gap = len(counts) - 1, bisect_left(counts, own)
    if left < 1:
        return 0
    middle = [counts[place + (place >= gap)] for place in ((left - 1) // 2, left // 2)]
    return sum(middle) // 2


def stands_out(day: DayCounts, parameters: Mapping[str, Any]) -> list[StandsOut]:
    """Every way in which the day stands out; nothing follows by itself, a person looks at it.

    “Too many people” needs both: the floor `opened_at_least`, and `opened_times_usual` times the median of the role.
    With a floor of 60 and five times the usual 20, 99 people are too few and 100 stand out.
    """
    limit = max(parameters["opened_at_least"], day.usual * parameters["opened_times_usual"])
    checks = (
        ("opened", day.opened, limit, f"一日内查看 {day.opened} 人，同类角色当日一般为 {day.usual} 人"),
        ("off_hours", day.off_hours, parameters["off_hours"], f"非工作时间查看 {day.off_hours} 人"),
        ("revealed", day.revealed, parameters["revealed"], f"一日内显示完整信息 {day.revealed} 次"),
        ("exported", day.exported, parameters["exported"], f"一次导出或打印 {day.exported} 人"),
        ("missed", day.missed, parameters["missed"], f"一日内 {day.missed} 次以完整证件号码查找，范围内都没有此人"),
    )
    return [StandsOut(kind, count, why) for kind, count, least, why in checks if count >= least]


def _example(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    return [one.kind for one in stands_out(DayCounts(**given), parameters)]


FORMULAS = {"audit.unusual_lookups": _example}
