"""Lists of the oversight pages."""

from __future__ import annotations

import django_tables2 as tables

from yinqiao.areas.accounts.types import Role
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn
from yinqiao.shell.oversight.forms import KINDS

_ROLES = {one.value: one.label for one in Role}


class EntryTable(tables.Table):
    """The audit log."""

    at = tables.DateTimeColumn(
        verbose_name="时间", format="Y-m-d H:i:s", linkify=("shell:audit_entry", {"entry_id": tables.A("id")})
    )
    kind = StateColumn(verbose_name="类别", labels=dict(KINDS), tones={"widen": "soon", "act": "accent"})
    action = tables.Column("动作")
    actor_name = tables.Column("操作人")
    actor_role = StateColumn(verbose_name="角色", labels=_ROLES)
    scope = tables.Column("管理范围", orderable=False)
    people = NumberColumn(verbose_name="涉及人数")
    purpose = tables.Column("目的", orderable=False)


class UnusualTable(tables.Table):
    """Days that stand out."""

    day = DayColumn(verbose_name="日期")
    actor_name = tables.Column("操作人")
    actor_role = StateColumn(verbose_name="角色", labels=_ROLES)
    scope = tables.Column("管理范围")
    why = tables.Column("情况", orderable=False)
    count = NumberColumn(verbose_name="数量")


class ProposalTable(tables.Table):
    """What is due for destruction."""

    pick = PickColumn(accessor="id", name="label")
    label = tables.Column("内容")
    kept_since = DayColumn(verbose_name="保存起始")
    due_on = DayColumn(verbose_name="到期日期")
    rule_version = tables.Column("依据规则")
    reason = tables.Column("曾延期的理由", orderable=False)


class RecordTable(tables.Table):
    """What was destroyed."""

    record_no = tables.Column("销毁清单号", linkify=("shell:destruction_record", {"record_no": tables.A("record_no")}))
    label = tables.Column("内容")
    kept_since = DayColumn(verbose_name="保存起始")
    decided_at = tables.DateTimeColumn(verbose_name="销毁时间", format="Y-m-d H:i")
    decided_name = tables.Column("确认人")
