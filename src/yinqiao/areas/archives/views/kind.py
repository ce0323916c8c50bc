"""The archive catalogue as a kind of list: its columns and words, its events, who judges it, what its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from yinqiao.areas.archives import events, queries
from yinqiao.areas.archives.queries import CATALOGUE_FIELDS
from yinqiao.areas.archives.services.judging import (
    batches_with_rows,
    forget_rows,
    judge_catalogue,
    rows_left_behind,
)
from yinqiao.areas.archives.types import CATALOGUE, CATALOGUE_WORDS, CatalogueState, Tally
from yinqiao.areas.archives.views.shared import archives_url
from yinqiao.areas.lists.queries import ListKind
from yinqiao.areas.lists.types import BatchState, RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.rosters.queries import field_specs, template_columns
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.parts import Figure

_ROWS = (
    ("目录卷数", "", "rows", "", "neutral"),
    ("可提交", RowState.READY.value, "ready", "检查通过", "good"),
    ("需修改", RowState.BLOCKED.value, "blocked", "改好后再次上传", "danger"),
)


def _template() -> tuple[Sequence[ColumnSpec], Sequence[str]]:
    columns = template_columns(CATALOGUE_FIELDS)
    specs = [
        ColumnSpec(one.label, width=one.width, comment=f"【{one.necessity.value}】{one.help_text}", choices=one.allowed)
        for one in columns
    ]
    return specs, [one.example for one in columns]


def _report(scope: Scope, batch: Any) -> Mapping[str, Any]:
    """The figures of a catalogue and, once it was submitted, where its archives stand now."""
    figures = [_row_figure(scope, batch, one) for one in _ROWS]
    found = queries.find_catalogue(scope=scope, catalogue_id=batch.id) if batch.state == BatchState.SUBMITTED else None
    if found is None:
        return {"figures": figures}
    state = CatalogueState(found.state)
    tally = queries.get_tally(scope=scope, catalogue_id=batch.id)
    return {
        "figures": [*figures, *tally_figures(batch.id, tally)],
        "catalogue": found,
        "receiver": places().label(found.place_no),
        "reception": state.label,
        "is_finished": state is CatalogueState.FINISHED,
        "is_untouched": state is CatalogueState.OFFERED,
    }


def _row_figure(scope: Scope, batch: Any, shown: tuple[str, str, str, str, str]) -> Figure:
    label, state, name, hint, tone = shown
    rows = queries.list_rows(scope=scope, batch_id=batch.id)
    url = reverse("archives:rows", args=[batch.id]) + (f"?state={state}" if state else "")
    words = "已提交" if batch.state == BatchState.SUBMITTED and state == RowState.READY else label
    # A catalogue whose rows were put away keeps the figures of its check, which open nothing.
    if not rows.exists():
        return Figure(words, int(batch.counts.get(name, 0)), hint, "", tone, "卷")
    return Figure(words, rows.filter(state=state).count() if state else rows.count(), hint, url, tone, "卷")


def tally_figures(catalogue_id: UUID, tally: Tally) -> list[Figure]:
    """Due, counted, not counted (missing, once it is finished), damaged, each with the list of exactly those."""
    waits = ("未清点", tally.open, "open", "完成清点后列为缺少", "soon" if tally.open else "neutral")
    missing = ("缺少", tally.missing, "missing", "仍由移交企业保管", "danger")
    explained = (("双方确认无卷", tally.explained, "explained", "不再移交", "neutral"),) if tally.explained else ()
    shown = (
        ("应收", tally.due, "", "", "neutral"),
        ("已清点", tally.counted, "counted", "", "good"),
        missing if tally.missing else waits,
        *explained,
        ("有破损", tally.damaged, "damaged", "", "danger" if tally.damaged else "neutral"),
    )
    return [
        Figure(label, value, hint, archives_url(catalogue=catalogue_id, state=state), tone, "卷")
        for label, value, state, hint, tone in shown
    ]


CATALOGUES = ListKind(
    name=CATALOGUE,
    words=CATALOGUE_WORDS,
    fields=field_specs(CATALOGUE_FIELDS),
    template_name="档案移交名册表模板.xlsx",
    template=_template,
    title_of=queries.title_of,
    sentence_of=queries.sentence_of,
    uploaded=events.CATALOGUE_UPLOADED,
    checked=events.CATALOGUE_CHECKED,
    undone=events.CATALOGUE_UNDONE,
    judge=judge_catalogue,
    forget=forget_rows,
    holding=batches_with_rows,
    left_behind=rows_left_behind,
    report=_report,
    acts_template="archives/batch_acts.html",
)
