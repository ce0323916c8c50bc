"""Lists of the oversight pages."""

from __future__ import annotations

from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.platform.audit.unusual import Unusual
from yinqiao.platform.retention.models import Proposal
from yinqiao.platform.retention.queries import Period
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.ui.columns import DayColumn, NumberColumn, PickColumn, StateColumn
from yinqiao.shell.oversight.words import ACTIONS, KINDS, ROLES


class EntryTable(tables.Table):
    """The audit log."""

    at = tables.DateTimeColumn(
        verbose_name="时间", format="Y-m-d H:i:s", linkify=("shell:audit_entry", {"entry_id": tables.A("id")})
    )
    kind = StateColumn(verbose_name="类别", labels=KINDS, tones={"widen": "soon", "act": "accent"})
    action = StateColumn(verbose_name="动作", labels=ACTIONS)
    actor_name = tables.Column("操作人")
    actor_role = StateColumn(verbose_name="角色", labels=ROLES)
    scope = tables.Column("管理范围", orderable=False)
    people = NumberColumn(verbose_name="涉及人数")
    purpose = tables.Column("目的", orderable=False)


class UnusualTable(tables.Table):
    """Days that stand out."""

    day = DayColumn(verbose_name="日期")
    actor_name = tables.Column("操作人")
    actor_role = StateColumn(verbose_name="角色", labels=ROLES)
    scope = tables.Column("管理范围")
    kind_label = tables.Column("类型", orderable=False)
    why = tables.Column("情况", orderable=False)
    count = NumberColumn(verbose_name="数量")
    look = tables.Column("核查", accessor="key", orderable=False)

    def render_look(self, record: Unusual) -> SafeString:
        """Who looked at it and what was found, or the way to do so."""
        address = f"{reverse('shell:look')}?{urlencode({'key': record.key})}"
        if record.look:
            return format_html('<a href="{}">{}：{}</a>', address, record.look.by, record.look.note)
        return format_html('<a class="nowrap" href="{}">去核查</a>', address)


class ProposalTable(tables.Table):
    """What is due for destruction."""

    pick = PickColumn(accessor="id", name="label")
    label = tables.Column("内容")
    kept_since = DayColumn(verbose_name="保存起始")
    due_on = DayColumn(verbose_name="到期日期")
    rule_version = tables.Column("依据规则")
    reason = tables.Column("曾延期的理由", orderable=False)

    def render_rule_version(self, value: str, record: Proposal) -> SafeString:
        """What the rule is called, its number small beside it."""
        title = next((one.title for one in rulebook().history(record.rule) if one.version == value), "")
        return format_html('{} <span class="error-code">{}</span>', title, value)


STANDINGS = {"confirmed": "已核对原文", "from_memory": "待核对原文", "assumed": "暂定，待本市确定"}


class PeriodTable(tables.Table):
    """How long what is kept, by which rule."""

    title = tables.Column("内容", accessor="rule__title")
    days = tables.Column("保存期限", order_by="days")
    source = tables.Column("依据与规则编号", accessor="rule__source", orderable=False, attrs={"td": {"class": "wrap"}})
    standing = StateColumn(
        verbose_name="依据状态", accessor="rule__standing", labels=STANDINGS,
        tones={"confirmed": "good", "from_memory": "soon", "assumed": "soon"},
    )  # fmt: skip
    waiting = NumberColumn(verbose_name="到期")
    kept = NumberColumn(verbose_name="延期保存")
    destroyed = NumberColumn(verbose_name="已销毁")

    def render_source(self, value: str, record: Period) -> SafeString:
        """The words of the law, the number of the rule small beside them."""
        return format_html('{} <span class="error-code">{}</span>', value, record.rule.version)

    def render_days(self, value: int, record: Period) -> str:
        """How long, from when on; a floor says that it is one."""
        return f"自{record.starts}起{'至少 ' if record.is_floor else ' '}{value:,} 日"


class RecordTable(tables.Table):
    """What was destroyed."""

    record_no = tables.Column("销毁清单号", linkify=("shell:destruction_record", {"record_no": tables.A("record_no")}))
    label = tables.Column("内容")
    kept_since = DayColumn(verbose_name="保存起始")
    decided_at = tables.DateTimeColumn(verbose_name="销毁时间", format="Y-m-d H:i")
    decided_name = tables.Column("确认人")


class FoundTable(tables.Table):
    """People whom the overseer's question found: only what tells them apart."""

    name = tables.Column("姓名", linkify=("datarights:touches", {"retiree_id": tables.A("id")}))
    born_on = DayColumn(verbose_name="出生日期")
    sex = tables.Column("性别")
    place_label = tables.Column("所在社区")
    enterprise_name = tables.Column("原企业")
    status_label = tables.Column("状态")
