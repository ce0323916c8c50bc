"""What the parts of an item are called in Chinese: on the pages of the editor, in differences, beside what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yinqiao.areas.applications.types import (
    KNOWN,
    OFFICE_OF_ROLE,
    Act,
    Applicant,
    FieldKind,
    effect_of,
    gate_of,
)
from yinqiao.areas.service_items.types import Part

STANDINGS = {"confirmed": "已核对文件", "from_memory": "依据待核对原文", "assumed": "参数待本市确定"}
STATUSES = {"managed": "已接收在管", "offered": "移交中", "deceased": "已去世（由亲属申请）"}
WHEN = {"always": "必需", "proxy": "代办时需要"}
CHECKS = {"min_age": "年满", "max_age": "不超过"}
# What a step may do beside going on.
MAY = {"ask": Act.ASK.label, "send_back": Act.SEND_BACK.label, "refuse": Act.REFUSE.label}

LABELS: Mapping[str, Mapping[str, str]] = {
    Part.BASICS: {
        "title": "事项名称", "about": "事项说明", "basis": "法律依据", "standing": "依据是否核对", "applicants": "谁可以申请",
        "statuses": "适用人员", "fee": "收费", "result": "办结时告诉申请人", "valid_to": "有效至", "closed": "停止受理新申请",
        "code": "事项代码", "version": "版本", "valid_from": "生效日期",
    },
    Part.FIELD: {
        "label": "名称", "kind": "类型", "required": "必填", "known": "由登记信息带出", "hint": "填写提示", "choices": "选项",
        "least": "最小值", "most": "最大值或最多字数", "code": "代码",
    },
    Part.MATERIAL: {"label": "名称", "when": "何时需要", "how": "收取方式", "code": "代码"},
    Part.CHECK: {"kind": "条件", "value": "周岁", "words": "不符合时告诉申请人", "remedy": "不符合时可以怎么办"},
    Part.STEP: {"title": "名称", "role": "由谁办理", "days": "时限（工作日）", "may": "除办理外还可以", "code": "代码"},
    Part.REFUSAL: {"label": "理由", "remedy": "救济途径", "code": "代码"},
    Part.OUTCOME: {"effects": "自动办理", "gates": "受理核对", "entrance": "办事入口"},
}  # fmt: skip
_NAMED: Mapping[str, Mapping[str, str]] = {
    "standing": STANDINGS, "applicants": {one.value: one.label for one in Applicant}, "statuses": STATUSES, "when": WHEN,
    "known": KNOWN, "role": OFFICE_OF_ROLE, "may": MAY,
}  # fmt: skip


def part_of(key: str) -> Part:
    """On which page of the editor a key of the file stands."""
    for part, labels in LABELS.items():
        if key == part or (part in (Part.BASICS, Part.OUTCOME) and key in labels):
            return Part(part)
    return Part.BASICS


def in_words(part: str, key: str, value: Any) -> str:
    """A value of an item as it is read."""
    if key == "kind":
        return CHECKS.get(value, value) if part == Part.CHECK else FieldKind(value).label
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "、".join(value.values()) or "无"
    if isinstance(value, list | tuple):
        return "、".join(_named(key, one) for one in value) or "无"
    return _named(key, value) if value not in (None, "") else "无"


def _named(key: str, value: Any) -> str:
    if key == "effects":
        effect = effect_of(value)
        return effect.label if effect else str(value)
    if key == "gates":
        gate = gate_of(value)
        return gate.label if gate else str(value)
    return _NAMED.get(key, {}).get(str(value), str(value))
