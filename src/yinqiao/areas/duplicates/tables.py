"""The list of pairs to be judged."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.platform.ui.columns import NumberColumn


class DuplicateTable(tables.Table):
    """Pairs of entries that may be one person, the likeliest first."""

    first_name = tables.Column("登记一", linkify=("duplicates:duplicate", {"case_id": tables.A("id")}))
    second_name = tables.Column("登记二")
    score = NumberColumn("相似度")
    reasons = tables.Column("主要理由", accessor="reason_words", orderable=False)
    place_label = tables.Column("处理地")
    state_label = tables.Column("状态")
