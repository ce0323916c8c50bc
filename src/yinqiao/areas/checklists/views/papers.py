"""移交准备催办单: what is late or due soon under one agreement, side by side, for printing and for the other side's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.agreements.queries import PARTIES, get_agreement
from yinqiao.areas.agreements.types import Side
from yinqiao.areas.checklists import queries
from yinqiao.areas.checklists.rules import days_late, items
from yinqiao.areas.checklists.types import ItemState, Turn
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers import Column, Frame, Layout, PaperKind, Text, day_words, ids_of

_LISTS = {Side.ENTERPRISE: "企业办理", Side.PLACE: "接收方办理"}


def _load(actor: Actor, subjects: Sequence[str]) -> list[Frame]:
    return [_reminder(actor, one) for one in ids_of(subjects)]


def _reminder(actor: Actor, agreement_id: UUID) -> Frame:
    today = timezone.localdate()
    row: Any = get_agreement(scope=actor.scope, agreement_id=agreement_id)
    late = queries.turn_filter(actor.scope, Turn.LATE, today)
    pressing = [
        one for one in queries.list_items(scope=actor.scope).filter(late, agreement_id=row.pk) if one.code in items()
    ]
    lists: dict[str, list[Mapping[str, str]]] = {name: [] for name in _LISTS.values()}
    for one in pressing:
        # Whose move it is now: what was reported waits for the other side's word.
        spec, state = items()[one.code], ItemState(one.state)
        side = spec.side if state is ItemState.OPEN else spec.side.other
        rows = lists[_LISTS[side]]
        rows.append({
            "序号": str(len(rows) + 1), "事项": spec.title, "负责部门": spec.department, "责任人": one.owner_name or "未定",
            "期限": f"{one.due_on:%Y-%m-%d}", "逾期天数": str(days_late(state, one.due_on, today)), "状态": state.label,
        })  # fmt: skip
    texts = {
        "协议编号": row.agreement_no, "企业": row.enterprise.name, "接收方": places().label(row.place_no),
        "逾期事项数": str(len(pressing)), "截至日期": day_words(today),
    }  # fmt: skip
    return Frame(f"{row.agreement_no}，逾期 {len(pressing)} 项", texts, lists, 0, row.enterprise_id)


_ROWS = {
    "序号": Column("顺序号", ("1", "2"), 5), "事项": Column("要准备的事项", ("示例事项一", "示例事项二"), 40),
    "负责部门": Column("负责部门", ("示例部门",), 14), "责任人": Column("责任人", ("示例责任人",), 9),
    "期限": Column("期限", ("2026-03-01",), 11), "逾期天数": Column("逾期天数", ("12",), 7),
    "状态": Column("待准备，或待对方确认", ("待准备", "待对方确认"), 11),
}  # fmt: skip

REMINDER = PaperKind(
    code="checklists-reminder", title="移交准备事项催办单", short="催办单", subject="agreement", mark="催办",
    source="移交协议约定的准备事项和期限；格式由城市确定", roles=frozenset(PARTIES), load=_load,
    texts={
        "协议编号": Text("移交协议的编号", "示例协议0001"), "企业": Text("企业名称", "示例企业有限公司"),
        "接收方": Text("接收的市、区县或街道", "示例区 · 示例街道"), "逾期事项数": Text("双方逾期的事项数", "2"),
        "截至日期": Text("统计到哪一天", "2026年3月13日"),
    },
    lists=dict.fromkeys(_LISTS.values(), _ROWS),
    layout=Layout(
        body=(
            "{{ 企业 }}、{{ 接收方 }}：",
            "移交协议{{ 协议编号 }}的准备事项，截至{{ 截至日期 }}有{{ 逾期事项数 }}项逾期，请按下列分工尽快办理。",
            "企业办理：", "@企业办理", "接收方办理：", "@接收方办理",
        ),
        signs=("催办单位",), is_landscape=True,
    ),
)  # fmt: skip
