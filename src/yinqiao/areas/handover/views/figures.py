"""The figures of a roster's page, each with the address of the list that shows exactly the rows or people it counts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from yinqiao.areas.handover import queries
from yinqiao.areas.handover.views.shared import STATE_FILTERS
from yinqiao.areas.lists.types import BatchState
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.parts import Figure

# Label, state and change of the list of rows, name in the counts of the check, hint, tone, unit.
_ROWS = (
    ("名册人数", "", "", "rows", "", "neutral", "人"),
    ("可提交", "passed", "", "ready", "检查通过", "good", "人"),
    ("需修改", "blocked", "", "blocked", "改好后再次上传", "danger", "行"),
    ("新增", "passed", "new", "change_new", "登记中没有", "neutral", "人"),
    ("变更", "passed", "changed", "change_changed", "与登记不同", "neutral", "人"),
    ("无变化", "passed", "unchanged", "change_unchanged", "与登记相同", "neutral", "人"),
)
_OFFERS = (
    ("已移交社区", "sent", "含社区已接收的", "accent"),
    ("等待接收", "offered", "社区尚未办理", "soon"),
    ("已退回", "returned", "请核对后答复", "danger"),
)


def batch_figures(scope: Scope, batch: Any, missing: int) -> list[Figure]:
    """What a roster holds and, once it was submitted, where its people stand now; `missing` stand in no row of it.

    A roster whose rows were put away keeps the figures of its check, which open nothing.
    """
    is_submitted, rows = batch.state == BatchState.SUBMITTED, queries.count_rows(scope=scope, batch_id=batch.id)
    figures = []
    for label, state, change, name, hint, tone, unit in _ROWS:
        words = "已提交" if is_submitted and name == "ready" else label
        if rows["", ""]:
            url = _url("handover:rows", batch.id, state=state, change=change)
            figures.append(Figure(words, rows[state, change], hint, url, tone, unit))
        else:
            figures.append(Figure(words, int(batch.counts.get(name, 0)), hint, "", tone, unit))
    if missing:
        url = _url("handover:people", roster=batch.id)
        figures.append(Figure("不在本批", missing, "已移交、待接收", url, "soon"))
    if is_submitted:
        offers = queries.list_offers(scope=scope).filter(batch_id=batch.id).order_by()
        people = offers.aggregate(**{state: Count("id", filter=STATE_FILTERS[state]) for _, state, _, _ in _OFFERS})
        figures += [
            Figure(label, people[state], hint, _url("handover:people", batch=batch.id, state=state), tone)
            for label, state, hint, tone in _OFFERS if people[state]
        ]  # fmt: skip
    return figures


def _url(name: str, *args: object, **query: object) -> str:
    return f"{reverse(name, args=args)}?{urlencode({key: value for key, value in query.items() if value})}".rstrip("?")
