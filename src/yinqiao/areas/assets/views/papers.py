"""移交资产清单 as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from yinqiao.areas.assets import queries
from yinqiao.areas.assets.rules import ENTERPRISE_ROLES, RECEIVER_ROLES
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor, Scope
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, ids_of

# One more than a paper may have rows: the act says that it is too long, and no more than that is read.
_MOST_READ = 3_001


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    """What a list of assets says, for its enterprise and for the place that receives it."""
    return [_frame(actor.scope, one) for one in ids_of(subjects)]


def _frame(scope: Scope, list_id: UUID) -> Frame:
    row: Any = queries.get_list(scope=scope, list_id=list_id)
    found = queries.list_assets(scope=scope).filter(list_id=list_id).order_by("asset_no", "id")[:_MOST_READ]
    assets = [_asset(at, one) for at, one in enumerate(found, start=1)]
    texts = {
        "移交单位": row.enterprise.name, "接收单位": places().label(row.place_no), "批次号": row.batch_no,
        "项数": f"{row.assets - row.gone_assets:,}", "面积": _area(row.area - row.gone_area),
    }  # fmt: skip
    return Frame(f"{row.batch_no}，{len(assets):,} 项", texts, {"资产": assets}, 0, row.enterprise_id)


def _area(area: Decimal | None) -> str:
    return "" if area is None else f"{area:,.2f}"


def _asset(at: int, one: Any) -> dict[str, str]:
    return {
        "序号": str(at), "资产编号": one.asset_no, "名称": one.name, "地址": one.address, "类别": one.get_kind_display(),
        "面积": _area(one.area), "核实面积": _area(one.found_area), "权属状况": one.get_title_state_display(),
        "移交方式": one.get_path_display(), "办理情况": one.get_state_display(),
    }  # fmt: skip


ASSET_PAPER = PaperKind(
    code="assets-list", title="国有企业退休人员社会化管理移交资产清单", short="资产清单", subject="asset_list", mark="资移",
    source="《关于国有企业退休人员社会化管理的指导意见》（厅字〔2019〕19号）",
    roles=frozenset((*ENTERPRISE_ROLES, *RECEIVER_ROLES)), load=_load, is_list=True,
    texts={
        "移交单位": Text("企业名称", "示例企业有限公司"), "接收单位": Text("接收单位", "示例区 · 示例街道"),
        "批次号": Text("清单的批次号", "示例批次0001"), "项数": Text("资产项数", "2"), "面积": Text("清单面积合计", "1,200.00"),
    },
    lists={"资产": {
        "序号": Column("顺序号", ("1", "2"), 5), "资产编号": Column("资产编号", ("示例001", "示例002"), 12),
        "名称": Column("名称", ("示例活动室", "示例老年学校"), 16), "地址": Column("地址", ("示例路1号",), 20),
        "类别": Column("类别", ("活动场所",), 10), "面积": Column("清单面积（平方米）", ("200.00", "1,000.00"), 10),
        "核实面积": Column("核实面积（平方米）", ("200.00",), 10), "权属状况": Column("权属状况", ("证照齐全",), 12),
        "移交方式": Column("移交方式", ("移交", "共用"), 10), "办理情况": Column("办理情况", ("已核实",), 10),
    }},
    layout=Layout(
        (
            "移交单位：{{ 移交单位 }}　　接收单位：{{ 接收单位 }}　　批次号：{{ 批次号 }}",
            "共 {{ 项数 }} 项，{{ 面积 }} 平方米。", "@资产",
        ),
        signs=("移交单位", "接收单位"), is_landscape=True, suffix=".xlsx",
    ),
)  # fmt: skip
