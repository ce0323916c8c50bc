"""Code tables that only rosters use: health, special groups, work injury, yes and no.

Where a national table exists its codes are taken; the others are ours and stable.
"""

from __future__ import annotations

import re

from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.text import normalise_code


class HealthState(CodeTable):
    """Health as people describe it (main classes of GB/T 2261.3)."""

    GOOD = "1", "健康或良好", "健康", "良好", "好", "较好", "身体健康"
    FAIR = "2", "一般或较弱", "一般", "较弱", "较差", "差", "体弱", "尚可"
    CHRONIC = "3", "有慢性病", "慢性病", "患病", "重病", "大病", "有病", "疾病", "患慢性病"
    DISABLED = "6", "残疾", "有残疾", "残障", "伤残"


class SpecialGroup(CodeTable):
    """Groups that need particular care; one person may belong to several."""

    PRE_1949 = "pre_1949", "建国前参加工作", "建国前", "建国前老工人"
    AGED_80 = "aged_80", "八十岁以上高龄", "高龄", "80岁以上", "80岁以上高龄", "八十岁以上", "高龄老人"
    ALONE = "alone", "孤寡老人", "孤寡", "孤老", "独居", "独居老人"
    MODEL_WORKER = "model_worker", "劳模", "劳动模范", "全国劳模", "省劳模", "市劳模", "省部级劳模"
    DESTITUTE = "destitute", "特困", "特困人员", "困难", "困难人员"
    SERIOUS_ILLNESS = "serious_illness", "重病", "大病", "重大疾病", "患重病"
    SPECIAL_TRADE = "special_trade", "特殊工种", "从事特殊工种"


class EnterpriseKind(CodeTable):
    """Owner of the enterprise as rosters name it."""

    CENTRAL = "central", "央企", "中央企业", "中央", "央属企业"
    PROVINCIAL = "provincial", "省企", "省属企业", "省属", "省国企"
    MUNICIPAL = "municipal", "市企", "市属企业", "市属", "市国企"
    DISTRICT = "district", "区企", "区属企业", "县属企业", "区县属企业", "区属"


class InjuryGrade(CodeTable):
    """Grade of a work injury, 1 gravest to 10 (GB/T 16180); 0 says that there is none."""

    NONE = "0", "无", "无等级", "没有", "否", "未评定", "/"
    G1 = "1", "一级", "1级", "壹级"
    G2 = "2", "二级", "2级", "贰级"
    G3 = "3", "三级", "3级", "叁级"
    G4 = "4", "四级", "4级", "肆级"
    G5 = "5", "五级", "5级", "伍级"
    G6 = "6", "六级", "6级", "陆级"
    G7 = "7", "七级", "7级", "柒级"
    G8 = "8", "八级", "8级", "捌级"
    G9 = "9", "九级", "9级", "玖级"
    G10 = "10", "十级", "10级", "拾级"


class YesNo(CodeTable):
    """Yes or no in the ways people tick it."""

    YES = "yes", "是", "有", "√", "✓", "✔", "☑", "Y", "1", "享受", "已", "同意", "已数字化", "TRUE", "对"
    NO = "no", "否", "无", "×", "✗", "✘", "☐", "X", "N", "0", "不享受", "未", "没有", "未数字化", "FALSE", "不", "不是"


_BETWEEN = re.compile(r"[、,，;；/|\\\s和及]+")
_NOTHING = frozenset({"无", "否", "没有", "暂无", "不是", "-", "—", "0", "普通", "一般"})


def read_codes(text: str | None, table: type[CodeTable]) -> tuple[str | None, bool]:
    """The codes of a cell that may name several, joined by a comma in the order of the table; and whether a part is unknown.

    `工会、老年大学` → ("union,elder_university", False); an empty cell, `无` and the like → (None, False).
    """
    parts = [part for part in _BETWEEN.split(normalise_code(text or "").value) if part and part not in _NOTHING]
    found = {part: table.read(part) for part in parts}
    codes = {member.value for member in found.values() if member is not None}
    ordered = [member.value for member in table if member.value in codes]
    return ",".join(ordered) or None, None in found.values()


def read_special_groups(text: str | None) -> tuple[str | None, str | None]:
    """The codes of a cell joined by a comma, and the first part that is no known group.

    `高龄、孤寡` → ("aged_80,alone", None); an empty cell, `无` and the like → (None, None).
    """
    if text is None:
        return None, None
    found: list[str] = []
    unknown = None
    for part in _BETWEEN.split(normalise_code(text).value):
        if not part or part in _NOTHING:
            continue
        group = SpecialGroup.read(part)
        if group is None:
            unknown = unknown or part
        elif group.value not in found:
            found.append(group.value)
    order = [group.value for group in SpecialGroup]
    return ",".join(sorted(found, key=order.index)) or None, unknown
