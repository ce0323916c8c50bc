"""The shape of a roster field's definition and the kinds of content that are read alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from yinqiao.kernel.codes import CodeTable


class FieldKind(StrEnum):
    """How the cells of a field are read."""

    SERIAL = "serial"
    NAME = "name"
    ID = "id"
    DATE = "date"
    PHONE = "phone"
    CODE = "code"
    YES_NO = "yes_no"
    GROUPS = "groups"
    CREDIT_CODE = "credit_code"
    NUMBER_TEXT = "number_text"
    COUNT = "count"
    AMOUNT = "amount"
    CODES = "codes"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterField:
    """One field of a roster.

    `is_required`: a row without it is held back. `is_expected`: its absence is pointed out. `is_sensitive`: its
    content never goes into the text of a finding. `blanks_placeholders`: 无, 不详, / and the like mean an empty cell.
    `max_length` in characters is what the register holds, `most` the largest amount that can be meant. `ticks` names the
    special group that a ticked column means.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    is_expected: bool = False
    is_sensitive: bool = False
    blanks_placeholders: bool = False
    is_in_template: bool = True
    max_length: int = 100
    most: int = 0
    table: type[CodeTable] | None = None
    ticks: str | None = None
    choices: tuple[str, ...] = ()
    help_text: str = ""
    example: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The words of a drop-down list: the chosen ones, else all labels of the code table."""
        if self.choices:
            return self.choices
        return tuple(member.label for member in self.table) if self.table else ()


@dataclass(frozen=True)
class FieldList:
    """The columns that one kind of list may have (a roster, an archive catalogue), in the order of its template."""

    fields: tuple[RosterField, ...]

    def __post_init__(self) -> None:
        """Refuse a field that is named twice.

        Raises ValueError.
        """
        if len(self.by_name) != len(self.fields):
            raise ValueError("a field is named twice")

    @cached_property
    def by_name(self) -> dict[str, RosterField]:
        """Name → field."""
        return {field.name: field for field in self.fields}

    def __iter__(self) -> Iterator[RosterField]:
        """The fields in order."""
        return iter(self.fields)

    def __len__(self) -> int:
        """How many fields there are."""
        return len(self.fields)

    def __getitem__(self, name: str) -> RosterField:
        """The field of a name; KeyError when the list has none."""
        return self.by_name[name]

    def __contains__(self, name: object) -> bool:
        """Whether the list has a field of this name."""
        return name in self.by_name

    def label(self, name: str) -> str:
        """The Chinese label of a field; a name that is no field comes back as it is."""
        return self.by_name[name].label if name in self.by_name else name

    def header_words(self) -> list[str]:
        """Every word that the header of a column may be: by these a header row is told from the titles above it."""
        return [word for field in self.fields for word in (field.label, *field.synonyms)]
