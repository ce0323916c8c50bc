"""What the pages of the opening load share: names of enterprises, progress, how a run answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from yinqiao.areas.opening.queries import totals_of
from yinqiao.areas.opening.rules import AT_WORK
from yinqiao.areas.opening.types import RunState
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.parts import Count, Figure, Progress, Step

_CHECK_STEPS = (("waiting", "等待"), ("reading", "读取文件"), ("checking", "逐行检查"), ("comparing", "与登记簿比对"))
_TITLES = {
    RunState.UPLOADED: "演练",
    RunState.CHECKING: "演练",
    RunState.LOADING: "入库",
    RunState.UNDOING: "撤回入库",
}


def with_names(request: HttpRequest) -> None:
    """Let the tables of this request name the enterprises: several hundred names, one query when the first row asks."""
    request.enterprise_names = SimpleLazyObject(lambda: enterprise_names(None))  # type: ignore[attr-defined]


def progress_of(run: Any) -> Progress:
    """The progress of whatever is under way; finished when nothing is."""
    state = member_of(RunState, run.state)
    names = [name for name, _ in _CHECK_STEPS]
    at = names.index(run.progress_step) if run.progress_step in names else 0
    steps = [
        Step(label, "done" if number < at else "now" if number == at else "waiting")
        for number, (_, label) in enumerate(_CHECK_STEPS)
    ]
    is_check, is_done = state in (RunState.UPLOADED, RunState.CHECKING), state not in AT_WORK
    return Progress(
        title=_TITLES.get(state, "旧系统数据"),
        steps=steps if is_check else (),
        done=run.progress_done,
        total=run.progress_total,
        unit="行" if is_check else "人",
        poll_url=reverse("opening:run", args=[run.pk]),
        is_finished=is_done,
        counts=[Count("行数", run.counts.get("rows", 0))] if is_done else (),
    )


def figures_of(run: Any) -> list[Figure]:
    """The figures of a table to be loaded; each that is not settled opens its rows."""
    totals, rows = totals_of(run), f"{reverse('opening:rows')}?run={run.pk}&state="
    is_loaded = run.state in (RunState.LOADED, RunState.UNDOING)
    return [
        Figure("旧系统人数", totals.rows, "等于后面各项之和", "", unit="人"),
        Figure("已入库" if is_loaded else "可入库", totals.ready, "", f"{rows}ready" if totals.ready else "", "good" if totals.ready else "neutral"),
        Figure("改正后入库", totals.mended, "由以后的批次入库", f"{rows}mended" if totals.mended else ""),
        Figure("登记簿已有", totals.known, "不重复入库", f"{rows}known" if totals.known else ""),
        Figure("已说明", totals.explained, "有原因，不入库", f"{rows}explained" if totals.explained else ""),
        Figure(
            "待处理", totals.held, "请改正或说明", f"{rows}held" if totals.held else "", "soon" if totals.held else "neutral"
        ),
    ]  # fmt: skip
