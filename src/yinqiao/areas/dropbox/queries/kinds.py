"""What a file may report: every registered type of message, and the comparison; the columns of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from yinqiao.areas.dropbox.rules import findings, read_fields, statuses, words_of
from yinqiao.areas.dropbox.types import COMPARISON, FindingCode
from yinqiao.areas.intake.types import InwardType, inward_types
from yinqiao.areas.rosters.queries import ROSTER_FIELDS, field_specs, load_fields
from yinqiao.areas.rosters.queries import sentence_of as sentence_of_cell
from yinqiao.areas.rosters.queries import title_of as title_of_cell
from yinqiao.areas.rosters.types import FieldList, RosterField
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.types import FieldSpec

_OWN = "dropbox."
# Field of a message → the field of a roster by which its cells are read and checked.
_OF_ROSTER = {"id_number": "id_no", "name": "name"}
# Read where a file has them, for they must not contradict the number; never told on.
_BESIDE = ("born_on", "sex")


@dataclass(frozen=True, slots=True)
class ReportKind:
    """What one kind of file reports. `keys` is field of the file → field of the message."""

    code: str
    title: str
    fields: FieldList
    keys: Mapping[str, str]

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """The columns as header recognition takes them."""
        return field_specs(self.fields)

    @property
    def is_comparison(self) -> bool:
        """Whether it names everybody, with how each stands."""
        return self.code == COMPARISON


@cache
def kind_named(code: str) -> ReportKind:
    """The kind of a code; KeyError when no room registered it, or when it takes earlier messages back."""
    if code == COMPARISON:
        return ReportKind(code, "人员状态比对", _comparison_fields(), {})
    kind = inward_types()[code]
    if kind.is_withdrawal:
        raise KeyError(code)
    return ReportKind(code, kind.title, _fields_of(kind), _keys_of(kind))


def find_kinds(*, scope: Scope, types: Sequence[str]) -> list[ReportKind]:
    """What a source that may tell these types may send as a file, the comparison first; nothing for an empty scope."""
    if scope.is_empty and scope.office is None:
        return []
    told = [one for one in types if one in inward_types() and not inward_types()[one].is_withdrawal]
    compared = {one.type for one in statuses().values()}
    codes = [COMPARISON, *told] if compared & set(told) else told
    return [kind_named(one) for one in codes]


def title_of_kind(code: str) -> str:
    """A kind in words; its code where the type is not known any more."""
    if code == COMPARISON:
        return "人员状态比对"
    kind = inward_types().get(code)
    return kind.title if kind else code


def _keys_of(kind: InwardType) -> dict[str, str]:
    return {_OF_ROSTER.get(key, key): key for key in kind.schema.model_fields}


def _people() -> list[RosterField]:
    wanted = [replace(ROSTER_FIELDS[name], is_required=True, is_expected=False) for name in ("name", "id_no")]
    beside = [
        replace(ROSTER_FIELDS[name], is_required=False, is_expected=False, is_in_template=False) for name in _BESIDE
    ]
    return [*wanted, *beside, ROSTER_FIELDS["serial_no"]]


def _entries() -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in read_fields()["field"]}


def _comparison_fields() -> FieldList:
    entries = _entries()
    words = {
        "method": {**entries["method"], "label": "认证方式"},
        "reference": {**entries["reference"], "label": "办理编号"},
    }
    own = load_fields([*read_fields()["comparison"], *words.values(), entries["event_no"]])
    return _list(own)


def _fields_of(kind: InwardType) -> FieldList:
    """The columns of one type: labels and help are the descriptions of its fields, what else there is, is data."""
    entries, made = _entries(), []
    for key, field in kind.schema.model_fields.items():
        if key in _OF_ROSTER:
            continue
        label, _, hint = (field.description or key).partition("，")
        usual = {"name": key, "label": label.partition("；")[0], "kind": "text", "max_length": 200, "help_text": hint}
        made.append({**usual, **entries.get(key, {}), "required": field.is_required()})
    return _list(load_fields([*made, entries["event_no"]]))


def _list(own: FieldList) -> FieldList:
    """Person first; a word of the roster's columns that is one of ours belongs to ours."""
    taken = {word for one in own for word in (one.label, *one.synonyms)}
    people = [replace(one, synonyms=tuple(word for word in one.synonyms if word not in taken)) for one in _people()]
    return FieldList((*people, *own))


def coded(field: str) -> Mapping[str, str]:
    """Word → code of a field whose messages know codes alone."""
    return words_of(field)


def title_of(code: str) -> str:
    """The heading under which findings of a code are counted."""
    if code.startswith(_OWN):
        return findings()[FindingCode(code)].title
    # The words of a roster's cells, said of a file.
    return title_of_cell(code).replace("名册", "文件")


def sentence_of(kind: ReportKind, code: str, field: str, args: Mapping[str, Any] | None) -> str:
    """The Chinese sentence of one finding: what is wrong with the cell, and what to do."""
    if not code.startswith(_OWN):
        return sentence_of_cell(code, field, args, kind.fields).replace("名册", "文件")
    return findings()[FindingCode(code)].text.format_map({"row": "", **(args or {}), "label": kind.fields.label(field)})
