"""Reimbursements are decided by medical insurance."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.outside_decisions.services import Office

OFFICE: Final = Office(SourceKind.MEDICAL_INSURANCE, "reimbursement.estimate")
