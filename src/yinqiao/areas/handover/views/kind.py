"""The roster as a kind of list: its columns and words, its events, who judges it, what its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yinqiao.areas.handover import events, queries
from yinqiao.areas.handover.services.judging import batches_with_rows, forget_rows, judge_roster, rows_left_behind
from yinqiao.areas.handover.types import ROSTER, ROSTER_WORDS
from yinqiao.areas.handover.views.figures import batch_figures
from yinqiao.areas.lists.queries import ListKind
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.rosters.queries import field_specs, sentence_of, template_columns, title_of
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import ColumnSpec


def _template() -> tuple[Sequence[ColumnSpec], Sequence[str]]:
    columns = template_columns()
    specs = [
        ColumnSpec(one.label, width=one.width, comment=f"【{one.necessity.value}】{one.help_text}", choices=one.allowed)
        for one in columns
    ]
    return specs, [one.example for one in columns]


def _report(scope: Scope, batch: Any) -> Mapping[str, Any]:
    """The figures of a roster; while it can be submitted also who still waits somewhere and does not stand in it."""
    is_checked = batch.state == BatchState.CHECKED
    missing = queries.list_missing(scope=scope, batch_id=batch.id).count() if is_checked else 0
    return {"figures": batch_figures(scope, batch, missing), "missing": missing}


ROSTERS = ListKind(
    name=ROSTER,
    words=ROSTER_WORDS,
    fields=field_specs(),
    template_name="移交人员名册模板.xlsx",
    template=_template,
    title_of=title_of,
    sentence_of=sentence_of,
    uploaded=events.ROSTER_UPLOADED,
    checked=events.ROSTER_CHECKED,
    undone=events.BATCH_UNDONE,
    judge=judge_roster,
    forget=forget_rows,
    holding=batches_with_rows,
    left_behind=rows_left_behind,
    report=_report,
    acts_template="handover/batch_acts.html",
)
