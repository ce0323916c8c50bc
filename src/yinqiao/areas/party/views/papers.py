"""党员组织关系接收登记单: what the receiving side keeps on paper of a transfer whose letter is the national system's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.party import errors, queries
from yinqiao.areas.party.rules import RECEIVER_ROLES
from yinqiao.areas.party.tables import STATUS_LABELS
from yinqiao.areas.party.types import MemberState
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.papers import Frame, Layout, PaperKind, Text, day_words, ids_of, month_words


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """A slip for each member whom the place has received; Conflict for anybody else."""
    return [_frame(actor.scope, one, timezone.localdate()) for one in ids_of(subjects)]


def _frame(scope: Scope, member_id: UUID, today: date) -> Frame:
    row = queries.get_member(scope=scope, member_id=member_id, today=today)
    if row.state != MemberState.RECEIVED:
        raise errors.not_received_yet()
    letter = queries.list_letters(scope=scope, member_id=member_id).filter(voided_at__isnull=True).first()
    texts = {
        "姓名": row.name, "政治面貌": STATUS_LABELS.get(row.political_status, row.political_status),
        "转出党组织": row.organisation.name, "上级党组织": row.organisation.upper, "移交单位": row.enterprise.name,
        "接收单位": queries.receiver_label(row, scope), "介绍信编号": letter.number if letter else "",
        "介绍信方式": letter.get_medium_display() if letter else "", "开出日期": day_words(letter.issued_on) if letter else "",
        "报到日期": day_words(row.reported_on), "接收日期": day_words(row.received_on), "回执编号": row.receipt_no,
        "党费交至": month_words(row.dues_paid_to),
    }  # fmt: skip
    return Frame(row.name, texts)


RECEPTION_SLIP = PaperKind(
    code="party-reception", title="党员组织关系接收登记单", short="接收登记单", subject="party_member", mark="党接",
    source="《中国共产党党员教育管理工作条例》关于组织关系转接的规定；登记单格式由城市确定", roles=frozenset(RECEIVER_ROLES),
    load=_load,
    texts={
        "姓名": Text("党员姓名", "张示例"), "政治面貌": Text("政治面貌", "中共党员"),
        "转出党组织": Text("转出的党支部", "示例支部"), "上级党组织": Text("转出党支部的上级党组织", "示例党委"),
        "移交单位": Text("移交企业", "示例企业有限公司"), "接收单位": Text("接收的社区、街道或经办机构", "示例社区"),
        "介绍信编号": Text("全国党员管理信息系统的介绍信编号", "示例第0001号"), "介绍信方式": Text("纸质或电子", "电子"),
        "开出日期": Text("介绍信开出日期", "2026年3月1日"), "报到日期": Text("报到日期", "2026年3月10日"),
        "接收日期": Text("接收日期", "2026年3月12日"), "回执编号": Text("回执编号", "示例回0001"),
        "党费交至": Text("党费交至的月份", "2026年2月"),
    },
    layout=Layout(
        (
            "姓名：{{ 姓名 }}　　政治面貌：{{ 政治面貌 }}", "转出党组织：{{ 转出党组织 }}（上级：{{ 上级党组织 }}）", "移交单位：{{ 移交单位 }}",
            "接收单位：{{ 接收单位 }}",
            "全国党员管理信息系统介绍信：{{ 介绍信编号 }}（{{ 介绍信方式 }}），{{ 开出日期 }}开出。",
            "{{ 报到日期 }}报到，{{ 接收日期 }}接收，回执编号 {{ 回执编号 }}，党费交至 {{ 党费交至 }}。",
            "本单只登记全国党员管理信息系统中介绍信和回执的编号、日期，不是党员组织关系介绍信，不能用于转接。",
        ),
        signs=("接收党组织", "党员本人"),
    ),
)  # fmt: skip
