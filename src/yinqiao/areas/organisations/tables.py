"""The list of enterprises."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables

from yinqiao.areas.organisations.types import CITY_DESK_CODE, EnterpriseSource
from yinqiao.platform.ui.columns import DayColumn, StateColumn


class EnterpriseTable(tables.Table):
    """Enterprises, those that stand and those that were dissolved."""

    name = tables.Column("名称", linkify=("organisations:enterprise", {"code": tables.A("uscc")}))
    standing = StateColumn(
        verbose_name="状态", tones={"standing": "good", "dissolved": "neutral"},
        labels={"standing": "存续", "dissolved": "已注销"},
    )  # fmt: skip
    former = tables.Column("曾用名称", default="—", orderable=False)
    source = StateColumn(verbose_name="隶属", labels={one.value: one.label for one in EnterpriseSource})
    group = tables.Column("所属集团", accessor="group__name", default="—")
    answers = tables.Column("承继单位", accessor="pk", orderable=False)
    dissolved_on = DayColumn(verbose_name="注销日期", default="—")
    uscc = tables.Column("统一社会信用代码", attrs={"td": {"class": "nowrap"}})

    def render_former(self, value: list[str]) -> str:
        """The names before, the latest first."""
        return "、".join(value) or "—"

    def render_answers(self, record: Any) -> str:
        """Who answers today for one that was dissolved."""
        return self.answering.get(record.pk, "—")

    def render_uscc(self, value: str) -> str:
        """The code; the city's desk has none."""
        return "—" if value == CITY_DESK_CODE else value

    @property
    def answering(self) -> dict[int, str]:
        """Dissolved enterprise → the name of who answers for it, as the page has put it on the request."""
        known: dict[int, str] = self.request.answering
        return known
