"""Reads the fields of a list, which are data: a roster's in `rulebook/roster_fields.toml`, other lists' in their rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from yinqiao.areas.rosters.types.codes import (
    EnterpriseKind,
    HealthState,
    InjuryGrade,
    SpecialGroup,
    YesNo,
)
from yinqiao.areas.rosters.types.fields import FieldKind, FieldList, RosterField
from yinqiao.kernel.codes import CodeTable, Education, EthnicGroup, PoliticalStatus, RetirementType, Sex
from yinqiao.kernel.id_number import DEMO_DIVISION, check_digit

_TABLES: dict[str, type[CodeTable]] = {
    "sex": Sex,
    "ethnic_group": EthnicGroup,
    "political_status": PoliticalStatus,
    "education": Education,
    "health_state": HealthState,
    "enterprise_kind": EnterpriseKind,
    "retirement_type": RetirementType,
    "injury_grade": InjuryGrade,
}
_FLAGS = {
    "required": "is_required",
    "expected": "is_expected",
    "sensitive": "is_sensitive",
    "blanks_placeholders": "blanks_placeholders",
    "in_template": "is_in_template",
}
_PLAIN = ("name", "label", "max_length", "most", "help_text", "example", "ticks")
_KNOWN = {*_PLAIN, *_FLAGS, "kind", "synonyms", "under", "parts", "table", "choices"}
_EXAMPLE_FIRST_17 = f"{DEMO_DIVISION}19580315998"


def load_fields(
    entries: Iterable[dict[str, Any]], tables: Mapping[str, type[CodeTable]] = MappingProxyType({})
) -> FieldList:
    """The fields in the order of the template; `tables` are code tables of the list's own room by name.

    Raises ValueError for a key that nobody reads, a table that is not there, or a field named twice.
    """
    return FieldList(tuple(_field(entry, {**_TABLES, **tables}) for entry in entries))


def _field(entry: dict[str, Any], tables: Mapping[str, type[CodeTable]]) -> RosterField:
    unknown = set(entry) - _KNOWN
    if unknown:
        raise ValueError(f"field {entry.get('name')}: unknown keys {sorted(unknown)}")
    given: dict[str, Any] = {key: entry[key] for key in _PLAIN if key in entry}
    given |= {flag: entry[key] for key, flag in _FLAGS.items() if key in entry}
    kind = FieldKind(entry["kind"])
    given["kind"] = kind
    given["synonyms"] = (*entry.get("synonyms", ()), *_nested(entry), *_ticked(entry))
    given["choices"] = tuple(entry.get("choices", ()))
    given["table"] = YesNo if kind is FieldKind.YES_NO else _table(entry, tables)
    if kind is FieldKind.ID:
        # A number that can belong to nobody, so that a template left as it is can never meet a real person.
        given["example"] = _EXAMPLE_FIRST_17 + check_digit(_EXAMPLE_FIRST_17)
    return RosterField(**given)


def _table(entry: dict[str, Any], tables: Mapping[str, type[CodeTable]]) -> type[CodeTable] | None:
    name = entry.get("table")
    if name is not None and name not in tables:
        raise ValueError(f"field {entry['name']}: no code table {name}")
    return tables[name] if name else None


def _nested(entry: dict[str, Any]) -> Sequence[str]:
    """The headers of a two-row form: every group with every part, as `配偶/姓名` and written together."""
    parts = entry.get("parts", ())
    return [
        header for group in entry.get("under", ()) for part in parts for header in (f"{group}/{part}", group + part)
    ]


def _ticked(entry: dict[str, Any]) -> Sequence[str]:
    """The headers of a column that is ticked for one special group."""
    if "ticks" not in entry:
        return ()
    group = next(group for group in SpecialGroup if group.value == entry["ticks"])
    words = (group.label, *group.synonyms)
    return [header for word in words for header in (f"特殊人员/{word}", f"特殊群体/{word}", f"是否{word}")]
