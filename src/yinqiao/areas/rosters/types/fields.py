"""The shape of a roster field's definition and the kinds of content that are read alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterField:
    """One field of a roster.

    `is_required`: a row without it is held back. `is_expected`: its absence is pointed out. `is_sensitive`: its
    content never goes into the text of a finding. `blanks_placeholders`: 无, 不详, / and the like mean an empty cell.
    `max_length` in characters is what the register holds. `ticks` names the special group that a ticked column means.
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
