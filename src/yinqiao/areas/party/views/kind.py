"""The party roster as a kind of list: its columns and words, its events, who judges it, what its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.lists.queries import ListKind
from yinqiao.areas.lists.types import BatchState, RowState
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party import events, queries
from yinqiao.areas.party.queries import ROSTER_FIELDS
from yinqiao.areas.party.services.judging import batches_with_rows, forget_rows, judge_roster, rows_left_behind
from yinqiao.areas.party.types import ROSTER, ROSTER_WORDS
from yinqiao.areas.party.views.shared import member_figures
from yinqiao.areas.rosters.queries import field_specs, template_columns
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.parts import Figure

_ROWS = (
    ("名册人数", "", "rows", "", "neutral"),
    ("可提交", RowState.READY.value, "ready", "检查通过", "good"),
    ("需修改", RowState.BLOCKED.value, "blocked", "改好后再次上传", "danger"),
)


def _template() -> tuple[Sequence[ColumnSpec], Sequence[str]]:
    columns = template_columns(ROSTER_FIELDS)
    specs = [
        ColumnSpec(one.label, width=one.width, comment=f"【{one.necessity.value}】{one.help_text}", choices=one.allowed)
        for one in columns
    ]
    return specs, [one.example for one in columns]


def _report(scope: Scope, batch: Any) -> Mapping[str, Any]:
    """The figures of a roster and, once it was submitted, where its members stand now."""
    figures = [_row_figure(scope, batch, one) for one in _ROWS]
    roster = queries.find_roster(scope=scope, batch_id=batch.id) if batch.state == BatchState.SUBMITTED else None
    if roster is None:
        return {"figures": figures}
    counted = queries.get_figures(scope=scope, today=timezone.localdate(), batch_id=batch.id)
    return {
        "figures": [*figures, *member_figures(counted, batch.id)],
        "roster": roster,
        "receiver": places().label(roster.named_no),
        "is_untouched": not queries.has_reports(scope=scope, batch_id=batch.id),
    }


def _row_figure(scope: Scope, batch: Any, shown: tuple[str, str, str, str, str]) -> Figure:
    label, state, name, hint, tone = shown
    rows = queries.list_rows(scope=scope, batch_id=batch.id)
    url = reverse("party:rows", args=[batch.id]) + (f"?state={state}" if state else "")
    words = "已提交" if batch.state == BatchState.SUBMITTED and state == RowState.READY else label
    # A roster whose rows were put away keeps the figures of its check, which open nothing.
    if not rows.exists():
        return Figure(words, int(batch.counts.get(name, 0)), hint, "", tone)
    return Figure(words, rows.filter(state=state).count() if state else rows.count(), hint, url, tone)


ROSTERS = ListKind(
    name=ROSTER,
    words=ROSTER_WORDS,
    fields=field_specs(ROSTER_FIELDS),
    template_name="党员移交名册模板.xlsx",
    template=_template,
    title_of=queries.title_of,
    sentence_of=queries.sentence_of,
    uploaded=events.ROSTER_UPLOADED,
    checked=events.ROSTER_CHECKED,
    undone=events.ROSTER_UNDONE,
    judge=judge_roster,
    forget=forget_rows,
    holding=batches_with_rows,
    left_behind=rows_left_behind,
    report=_report,
    acts_template="party/batch_acts.html",
)
