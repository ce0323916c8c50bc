"""What a row of a roster would do to the register."""

from __future__ import annotations

from yinqiao.kernel.labels import Labelled


class RowChange(Labelled):
    """What a row would do to the register."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    UNCHANGED = "unchanged", "无变化"
