"""Papers about archives: 档案转递通知单 with its slip, 档案移交表 with what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from yinqiao.areas.archives import queries
from yinqiao.areas.archives.rules import ENTERPRISE_ROLES, PARTIES
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, ids_of

# One more than a paper may have rows: the act says that it is too long, and no more than that is read.
_MOST_READ = 3_001


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """What a catalogue says, for its enterprise and for the place that receives its archives."""
    return [_frame(actor.scope, one) for one in ids_of(subjects)]


def _frame(scope: Scope, catalogue_id: UUID) -> Frame:
    row: Any = queries.get_catalogue(scope=scope, catalogue_id=catalogue_id)
    tally = queries.get_tally(scope=scope, catalogue_id=catalogue_id)
    volumes = queries.list_archives(scope=scope).filter(catalogue_id=catalogue_id)[:_MOST_READ]
    archives = [_volume(at, one) for at, one in enumerate(volumes, start=1)]
    extras = queries.list_extras(scope=scope, catalogue_id=catalogue_id)
    texts = {
        "移交单位": row.enterprise.name, "接收单位": places().label(row.place_no), "批次号": row.batch_no,
        "卷数": f"{tally.due:,}", "已接收卷数": f"{tally.counted:,}", "缺少卷数": f"{tally.missing:,}",
        "破损卷数": f"{tally.damaged:,}", "多出": "、".join(one.code for one in extras) or "无",
        "清点完成": f"{row.finished_at:%Y-%m-%d}，{row.finished_name}" if row.finished_at else "尚未完成清点",
    }  # fmt: skip
    return Frame(f"{row.batch_no}，{len(archives):,} 卷", texts, {"档案": archives}, len(archives), row.enterprise_id)


def _volume(at: int, one: Any) -> dict[str, str]:
    damage = f"，破损：{one.damage_note}" if one.is_damaged else ""
    return {
        "序号": str(at), "档号": one.archive_no, "姓名": one.name, "盒号": one.box_no,
        "份数": "" if one.items is None else str(one.items), "页数": "" if one.pages is None else str(one.pages),
        "缺件说明": one.missing_note, "清点结果": f"{one.get_state_display()}{damage}",
    }  # fmt: skip


_TEXTS = {
    "移交单位": Text("企业名称", "示例企业有限公司"), "接收单位": Text("接收档案的单位", "示例区 · 示例街道"),
    "批次号": Text("档案目录的批次号", "示例批次0001"), "卷数": Text("应移交的卷数", "3"),
    "已接收卷数": Text("清点到的卷数", "2"), "缺少卷数": Text("缺少的卷数", "1"), "破损卷数": Text("破损的卷数", "0"),
    "多出": Text("不在目录内的条形码或档号", "无"), "清点完成": Text("完成清点的日期和人", "2026-03-02，示例经办人"),
}  # fmt: skip
_ARCHIVES = {
    "序号": Column("顺序号", ("1", "2", "3"), 5), "档号": Column("档号", ("示例001", "示例002", "示例003"), 14),
    "姓名": Column("姓名", ("张示例", "李示例", "王示例"), 9), "盒号": Column("盒号", ("示例盒1",), 9),
    "份数": Column("材料份数", ("20", "31"), 6), "页数": Column("页数", ("120", "188"), 6),
    "缺件说明": Column("缺件说明", ("无", "缺履历表"), 16), "清点结果": Column("清点结果", ("已清点", "已清点", "缺少"), 16),
}  # fmt: skip

NOTICE = PaperKind(
    code="archives-transfer-notice", title="离退休人员人事档案转递通知单", short="档案转递通知单", subject="catalogue",
    mark="档转", source="《关于国有企业退休人员人事档案移交工作的通知》附表", roles=frozenset(ENTERPRISE_ROLES), load=_load,
    is_list=True, texts=_TEXTS, lists={"档案": _ARCHIVES},
    layout=Layout(
        body=(
            "{{ 接收单位 }}：",
            "现将离退休人员人事档案{{ 卷数 }}卷（批次号{{ 批次号 }}）转去，请按下列名单清点查收，并将回执退回。", "@档案",
        ),
        signs=("移交单位",),
        slip=("{{ 移交单位 }}：", "你单位转来的人事档案（通知单编号{{ 编号 }}）______卷，已收到并清点。"), slip_signs=("接收单位",),
    ),
)  # fmt: skip

HANDOVER_LIST = PaperKind(
    code="archives-handover-list", title="企业退休人员人事档案移交表", short="档案移交表", subject="catalogue", mark="档移",
    source="《关于国有企业退休人员人事档案移交工作的通知》附表", roles=frozenset(PARTIES), load=_load, is_list=True, texts=_TEXTS,
    lists={"档案": _ARCHIVES},
    layout=Layout(
        body=(
            "移交单位：{{ 移交单位 }}　　接收单位：{{ 接收单位 }}　　批次号：{{ 批次号 }}",
            "应收{{ 卷数 }}卷，已清点{{ 已接收卷数 }}卷，缺少{{ 缺少卷数 }}卷，破损{{ 破损卷数 }}卷；多出：{{ 多出 }}。清点：{{ 清点完成 }}。"
            "缺少的档案仍由移交单位保管。",
            "@档案",
        ),
        signs=("移交单位", "接收单位"), is_landscape=True,
    ),
)  # fmt: skip

PAPERS = (NOTICE, HANDOVER_LIST)
