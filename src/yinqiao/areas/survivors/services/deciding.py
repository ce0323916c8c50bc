"""Death benefits are decided by human resources; not before the death that they are about."""

from __future__ import annotations

from typing import Final

from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.outside_decisions.services import Office
from yinqiao.areas.outside_decisions.types import after_death

OFFICE: Final = Office(SourceKind.HUMAN_RESOURCES, "survivors.benefit", after_death)
