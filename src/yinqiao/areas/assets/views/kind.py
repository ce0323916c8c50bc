"""The asset list as a kind of list: its columns and words, its events, who judges it, what its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from yinqiao.areas.assets import events, queries
from yinqiao.areas.assets.queries import ASSET_FIELDS
from yinqiao.areas.assets.services.judging import (
    batches_with_rows,
    forget_rows,
    judge_list,
    rows_left_behind,
)
from yinqiao.areas.assets.types import ASSET_LIST, ASSET_WORDS, Delivered
from yinqiao.areas.assets.views.shared import assets_url, square_metres
from yinqiao.areas.lists.queries import ListKind
from yinqiao.areas.lists.types import BatchState, RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.rosters.queries import field_specs, template_columns
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.parts import Figure

_ROWS = (
    ("清单项数", "", "rows", "", "neutral"),
    ("可提交", RowState.READY.value, "ready", "检查通过", "good"),
    ("需修改", RowState.BLOCKED.value, "blocked", "改好后再次上传", "danger"),
)


def _template() -> tuple[Sequence[ColumnSpec], Sequence[str]]:
    columns = template_columns(ASSET_FIELDS)
    specs = [
        ColumnSpec(one.label, width=one.width, comment=f"【{one.necessity.value}】{one.help_text}", choices=one.allowed)
        for one in columns
    ]
    return specs, [one.example for one in columns]


def _report(scope: Scope, batch: Any) -> Mapping[str, Any]:
    """The figures of a list and, once it was submitted, where its assets stand now."""
    figures = [_row_figure(scope, batch, one) for one in _ROWS]
    found = queries.find_list(scope=scope, list_id=batch.id) if batch.state == BatchState.SUBMITTED else None
    if found is None:
        return {"figures": figures}
    told = queries.delivered(scope=scope, batch_ids=[batch.id]).get(batch.id, Delivered())
    waiting = queries.list_assets(scope=scope, wanted="waiting").filter(list_id=batch.id).count()
    return {
        "figures": [*figures, *delivered_figures(told, list=batch.id)],
        "list": found,
        "receiver": places().label(found.place_no),
        "is_untouched": waiting == found.assets and not found.gone_assets,
    }


def _row_figure(scope: Scope, batch: Any, shown: tuple[str, str, str, str, str]) -> Figure:
    label, state, name, hint, tone = shown
    rows = queries.list_rows(scope=scope, batch_id=batch.id)
    url = reverse("assets:rows", args=[batch.id]) + (f"?state={state}" if state else "")
    words = "已提交" if batch.state == BatchState.SUBMITTED and state == RowState.READY else label
    # A list whose rows were put away keeps the figures of its check, which open nothing.
    if not rows.exists():
        return Figure(words, int(batch.counts.get(name, 0)), hint, "", tone, "项")
    return Figure(words, rows.filter(state=state).count() if state else rows.count(), hint, url, tone, "项")


def delivered_figures(told: Delivered, **narrowed: object) -> list[Figure]:
    """Received, left and open with their square metres, each with the list of exactly those."""
    shown = (
        ("由属地使用", told.received, "received", "good"),
        ("留企", told.left, "stayed", "neutral"),
        ("未办结", told.open, "open", "soon" if told.open.assets else "neutral"),
    )
    return [
        Figure(label, part.assets, square_metres(part.area), assets_url(state=state, **narrowed), tone, "项")
        for label, part, state, tone in shown
    ]


ASSET_LISTS = ListKind(
    name=ASSET_LIST,
    words=ASSET_WORDS,
    fields=field_specs(ASSET_FIELDS),
    template_name="移交资产清单模板.xlsx",
    template=_template,
    title_of=queries.title_of,
    sentence_of=queries.sentence_of,
    uploaded=events.LIST_UPLOADED,
    checked=events.LIST_CHECKED,
    undone=events.LIST_UNDONE,
    judge=judge_list,
    forget=forget_rows,
    holding=batches_with_rows,
    left_behind=rows_left_behind,
    report=_report,
    acts_template="assets/batch_acts.html",
)
