"""What a row of a roster would do to the register."""

from __future__ import annotations

from enum import StrEnum


class RowChange(StrEnum):
    """What a row would do to the register."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"new": "新增", "changed": "变更", "unchanged": "无变化"}[self.value]
