"""What one version of an item says otherwise than another, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from yinqiao.areas.applications.types import Item
from yinqiao.areas.service_items.rules.words import LABELS, in_words
from yinqiao.areas.service_items.types import LISTS, Change, Part

# What every version has of its own.
_OWN = frozenset({"code", "version", "valid_from"})
_CALLED = {Part.FIELD: "填写项", Part.MATERIAL: "材料", Part.CHECK: "条件", Part.STEP: "环节", Part.REFUSAL: "理由"}


def differences(before: Item | None, after: Item) -> list[Change]:
    """Every difference in the order of the editor's pages; of an item that is new, what there is."""
    return [*_heads(before, after), *(one for part in LISTS for one in _lists(part, before, after))]


def _heads(before: Item | None, after: Item) -> Iterator[Change]:
    for part in (Part.BASICS, Part.OUTCOME):
        for key, label in LABELS[part].items():
            if key in _OWN:
                continue
            new = in_words(part, key, getattr(after, key))
            old = in_words(part, key, getattr(before, key)) if before else "无"
            if old != new:
                yield Change(part.label, f"{label}由“{old}”改为“{new}”" if before else f"{label}：{new}")


def _lists(part: Part, before: Item | None, after: Item) -> Iterator[Change]:
    old = {_key(part, one): one for one in _rows(part, before)}
    new = {_key(part, one): one for one in _rows(part, after)}
    for key, row in old.items():
        if key not in new:
            yield Change(part.label, f"删去{_named(part, row)}")
    for key, row in new.items():
        if key not in old:
            yield Change(part.label, f"增加{_named(part, row)}{_told(part, row)}")
        else:
            yield from _changed(part, old[key], row)
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        yield Change(part.label, f"顺序改为：{'、'.join(_label(part, one) for one in new.values())}")


def _rows(part: Part, item: Item | None) -> Sequence[Any]:
    return getattr(item, part.value) if item else ()


def _key(part: Part, row: Any) -> str:
    return str(row.kind if part is Part.CHECK else row.code)


def _label(part: Part, row: Any) -> str:
    if part is Part.CHECK:
        return f"{in_words(part, 'kind', row.kind)} {row.value} 周岁"
    return str(row.title if part is Part.STEP else row.label)


def _named(part: Part, row: Any) -> str:
    return f"{_CALLED[part]}“{_label(part, row)}”"


def _told(part: Part, row: Any) -> str:
    """Of what is new the one thing that one wants to know first."""
    first = {
        Part.FIELD: "kind",
        Part.MATERIAL: "when",
        Part.STEP: "role",
        Part.REFUSAL: "remedy",
        Part.CHECK: "remedy",
    }[part]
    days = f"，{row.days} 个工作日" if part is Part.STEP else ""
    return f"（{in_words(part, first, getattr(row, first))}{days}）"


def _changed(part: Part, old: Any, new: Any) -> Iterator[Change]:
    for key, label in LABELS[part].items():
        was, will = in_words(part, key, getattr(old, key)), in_words(part, key, getattr(new, key))
        if was == will:
            continue
        # “材料‘身份证’由必需改为代办时需要” needs no name of what changed.
        of = "" if key == "when" else f"的{label}"
        yield Change(part.label, f"{_named(part, old)}{of}由“{was}”改为“{will}”")
