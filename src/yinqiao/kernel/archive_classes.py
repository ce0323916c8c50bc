"""The ten categories 十类 of a personnel archive, as its catalogue numbers them (干部人事档案材料收集归档规定, 2018)."""

from __future__ import annotations

from typing import Final

# The ten categories (十类) of a personnel archive with the parts of the fourth and the ninth.
CLASSES: Final = {
    "1": "履历类", "2": "自传和思想类", "3": "考核鉴定类", "4": "学历、职称、学术、教育培训类", "4-1": "学历学位类", "4-2": "专业技术职务（职称）类",
    "4-3": "学术评鉴类", "4-4": "教育培训类", "5": "政审、审计和审核类", "6": "党、团类", "7": "表彰奖励类",
    "8": "违规违纪违法处理处分类", "9": "工资、任免、出国、录用类", "9-1": "工资类", "9-2": "任免类", "9-3": "出国（境）类",
    "9-4": "录用、招工、代表会议等类", "10": "其他可供组织参考的材料",
}  # fmt: skip
_NUMERALS = "一二三四五六七八九十"


def class_label(class_no: str) -> str:
    """`4-1` → `四-1 学历学位类`."""
    main, _, part = class_no.partition("-")
    return f"{_NUMERALS[int(main) - 1]}{'-' + part if part else ''} {CLASSES[class_no]}"
