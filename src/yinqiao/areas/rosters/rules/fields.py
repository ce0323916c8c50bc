"""What a column of a roster may be: the definition of a field, and what header recognition and the template need.

The list itself is data: `rulebook/roster_fields.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yinqiao.areas.rosters.rules.field_list import load_fields
from yinqiao.areas.rosters.rules.rulebook import read_fields
from yinqiao.areas.rosters.types.fields import FieldKind, FieldList, RosterField

__all__ = [
    "EXAMPLE_ID_NO",
    "EXAMPLE_NAME",
    "ROSTER_FIELDS",
    "FieldKind",
    "FieldList",
    "Necessity",
    "RosterField",
    "TemplateColumn",
    "template_columns",
]

ROSTER_FIELDS: FieldList = load_fields(read_fields())

EXAMPLE_NAME = ROSTER_FIELDS["name"].example
EXAMPLE_ID_NO = ROSTER_FIELDS["id_no"].example


class Necessity(StrEnum):
    """What the template says above a column."""

    REQUIRED = "必填"
    EXPECTED = "应填"
    OPTIONAL = "选填"


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of the roster template.

    `allowed` is the list of choices for a drop-down, empty for free input; `is_text` says that the cells must be
    formatted as text, so that a spreadsheet does not turn a number into 4.3E+17; `width` in characters.
    """

    field: str
    label: str
    necessity: Necessity
    help_text: str
    example: str
    allowed: tuple[str, ...]
    is_text: bool
    is_sensitive: bool
    width: int


def template_columns(fields: FieldList = ROSTER_FIELDS) -> tuple[TemplateColumn, ...]:
    """The columns of the template workbook in order, with the example row's cells and the allowed values."""
    return tuple(_template_column(field) for field in fields if field.is_in_template)


def _template_column(field: RosterField) -> TemplateColumn:
    necessity = Necessity.OPTIONAL
    if field.is_required:
        necessity = Necessity.REQUIRED
    elif field.is_expected:
        necessity = Necessity.EXPECTED
    return TemplateColumn(
        field=field.name,
        label=field.label,
        necessity=necessity,
        help_text=field.help_text,
        example=field.example,
        allowed=field.allowed,
        is_text=field.kind in _TEXT_CELLS,
        is_sensitive=field.is_sensitive,
        width=max(2 * len(field.label) + 2, min(40, len(field.example.encode("gb18030")) + 2)),
    )


_TEXT_CELLS = frozenset(
    {FieldKind.ID, FieldKind.PHONE, FieldKind.DATE, FieldKind.NUMBER_TEXT, FieldKind.CREDIT_CODE, FieldKind.NAME}
)
