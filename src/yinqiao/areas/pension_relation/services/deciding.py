"""Relations are moved by human resources."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.outside_decisions.services import Office

OFFICE: Final = Office(SourceKind.HUMAN_RESOURCES, "pension_relation.need")
