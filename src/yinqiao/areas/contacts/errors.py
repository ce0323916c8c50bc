"""Refusals about contact persons."""

from __future__ import annotations

from yinqiao.kernel.errors import Refused


def too_many_contacts(most: int) -> Refused:
    """More contact persons than anybody would call."""
    return Refused(
        "retirees.too_many_contacts",
        f"这位退休人员已登记 {most} 位联系人。",
        next_step="请先修改或移除不再使用的联系人。",
    )
