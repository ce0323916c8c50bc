"""Facts of a roster that the register keeps as they came, in the words of its columns."""

from __future__ import annotations

from collections.abc import Mapping

from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS, FieldKind
from yinqiao.areas.rosters.types.codes import SpecialGroup
from yinqiao.kernel.codes import CodeTable

# Ticked columns are kept together under one name.
_TOGETHER: Mapping[str, tuple[str, type[CodeTable]]] = {"special_group": ("特殊群体", SpecialGroup)}

_YES_NO = {"true": "是", "false": "否"}


def describe_facts(*, facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """(column, content) of every fact that is known, in the order of the roster's columns; codes in words.

    A fact that no column has (of an older form) stands at the end under its own name: nothing is left out.
    """
    order = {name: at for at, name in enumerate(ROSTER_FIELDS.by_name)}
    names = sorted((name for name, value in facts.items() if value), key=lambda name: (order.get(name, 999), name))
    return [_words(name, facts[name]) for name in names]


def _words(name: str, value: str) -> tuple[str, str]:
    if name in _TOGETHER:
        label, table = _TOGETHER[name]
        return label, "、".join(_label(table, one) for one in value.split(",") if one)
    field = ROSTER_FIELDS.by_name.get(name)
    if field is None:
        return name, value
    if field.kind is FieldKind.YES_NO:
        return field.label, _YES_NO.get(value.lower(), value)
    return field.label, _label(field.table, value) if field.table else value


def _label(table: type[CodeTable], value: str) -> str:
    return next((one.label for one in table if one.value == value), value)
