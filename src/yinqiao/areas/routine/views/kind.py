"""The list of retiring people as a kind of list: its columns and words, its events, who judges it, what its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from yinqiao.areas.lists.queries import ListKind
from yinqiao.areas.lists.types import BatchState
from yinqiao.areas.rosters.queries import field_specs, template_columns
from yinqiao.areas.rosters.types import RowChange
from yinqiao.areas.routine import events, queries
from yinqiao.areas.routine.queries import RETIRING_FIELDS
from yinqiao.areas.routine.services.judging import batches_with_rows, forget_rows, judge_list, rows_left_behind
from yinqiao.areas.routine.types import RETIRING, RETIRING_WORDS, RowState
from yinqiao.platform.access.types import Scope
from yinqiao.platform.sheets.writer import ColumnSpec
from yinqiao.platform.ui.parts import Figure

_READY, _BLOCKED = RowState.READY.value, RowState.BLOCKED.value
# Words, filters of the rows, key of the counts, hint, tone.
_FIGURES: tuple[tuple[str, Mapping[str, str], str, str, str], ...] = (
    ("名单人数", {}, "rows", "", "neutral"),
    ("可列入", {"state": _READY}, "ready", "检查通过", "good"),
    ("新增", {"state": _READY, "change": RowChange.NEW.value}, "change_new", "", "neutral"),
    ("变更", {"state": _READY, "change": RowChange.CHANGED.value}, "change_changed", "更新已列入的内容", "accent"),
    ("无变化", {"state": _READY, "change": RowChange.UNCHANGED.value}, "change_unchanged", "", "neutral"),
    ("需修改", {"state": _BLOCKED}, "blocked", "改好后再次上传", "danger"),
)


def _template() -> tuple[Sequence[ColumnSpec], Sequence[str]]:
    columns = template_columns(RETIRING_FIELDS)
    specs = [
        ColumnSpec(one.label, width=one.width, comment=f"【{one.necessity.value}】{one.help_text}", choices=one.allowed)
        for one in columns
    ]
    return specs, [one.example for one in columns]


def _report(scope: Scope, batch: Any) -> Mapping[str, Any]:
    """The figures of a list, each with the rows behind it as long as they are kept."""
    rows = queries.list_rows(scope=scope, batch_id=batch.id)
    is_kept = rows.exists()
    is_done = batch.state == BatchState.SUBMITTED
    shown = []
    for label, chosen, name, hint, tone in _FIGURES:
        words = "已列入" if is_done and name == "ready" else label
        query = "&".join(f"{key}={value}" for key, value in chosen.items())
        url = f"{reverse('routine:rows', args=[batch.id])}?{query}".rstrip("?") if is_kept else ""
        count = rows.filter(**chosen).count() if is_kept else int(batch.counts.get(name, 0))
        shown.append(Figure(words, count, hint, url, tone, "人"))
    return {"figures": shown}


RETIRING_LISTS = ListKind(
    name=RETIRING,
    words=RETIRING_WORDS,
    fields=field_specs(RETIRING_FIELDS),
    template_name="即将退休人员名单模板.xlsx",
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
    acts_template="routine/batch_acts.html",
)
