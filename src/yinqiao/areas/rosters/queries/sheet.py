"""A sheet against the check: what its header may say, and both phases at once."""

from __future__ import annotations

from yinqiao.areas.rosters.queries.normalise import normalise
from yinqiao.areas.rosters.rules.context import CheckContext
from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS, FieldList
from yinqiao.areas.rosters.rules.run import RosterCheck, check_normalised
from yinqiao.platform.sheets.types import FieldSpec, HeaderMatch, SheetTable


def field_specs(fields: FieldList = ROSTER_FIELDS) -> tuple[FieldSpec, ...]:
    """The fields as header recognition takes them."""
    return tuple(
        FieldSpec(name=field.name, label=field.label, synonyms=field.synonyms, required=field.is_required)
        for field in fields
    )


def check_roster(table: SheetTable, header: HeaderMatch, context: CheckContext) -> RosterCheck:
    """Both phases at once, for a context whose look-ups are already in it (or empty)."""
    return check_normalised(normalise(table, header, context), context)
