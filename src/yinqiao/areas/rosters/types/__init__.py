"""Words of the rosters: fields and their codes, findings, and how a community was found."""

from yinqiao.areas.rosters.types.amounts import read_amount
from yinqiao.areas.rosters.types.changes import RowChange
from yinqiao.areas.rosters.types.codes import (
    EnterpriseKind,
    HealthState,
    InjuryGrade,
    SpecialGroup,
    YesNo,
    read_codes,
)
from yinqiao.areas.rosters.types.counts import read_count
from yinqiao.areas.rosters.types.fields import FieldKind, FieldList, RosterField
from yinqiao.areas.rosters.types.findings import FindingCode, FindingKind, Severity
from yinqiao.areas.rosters.types.routes import Declared, RouteHow
from yinqiao.areas.rosters.types.sheets import SheetLayout, SheetReading

__all__ = [
    "Declared",
    "EnterpriseKind",
    "FieldKind",
    "FieldList",
    "FindingCode",
    "FindingKind",
    "HealthState",
    "InjuryGrade",
    "RosterField",
    "RouteHow",
    "RowChange",
    "Severity",
    "SheetLayout",
    "SheetReading",
    "SpecialGroup",
    "YesNo",
    "read_amount",
    "read_codes",
    "read_count",
]
