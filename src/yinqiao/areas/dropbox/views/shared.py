"""What the pages of files share: progress, figures, the way back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from yinqiao.areas.dropbox.rules import AT_WORK
from yinqiao.areas.dropbox.tables import OUTCOME_TONES, OUTCOMES
from yinqiao.areas.dropbox.types import Checked, FileState, LineState
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.parts import Count, Figure, Progress, Step

_CHECK_STEPS = (("waiting", "等待"), ("reading", "读取文件"), ("comparing", "与登记比对"))
_TITLES = {
    FileState.UPLOADED: "检查",
    FileState.CHECKING: "检查",
    FileState.TAKING: "办理",
    FileState.WITHDRAWING: "撤回",
}
_HINTS = {
    LineState.UNCHANGED: ("登记中已是这样", "good"),
    LineState.NEW: ("办理后写入登记", "accent"),
    LineState.OLDER: ("登记中有更新的内容", "neutral"),
    LineState.DISPUTED: ("由社区核实后决定", "soon"),
    LineState.UNKNOWN: ("登记后自动核对", "neutral"),
    LineState.NOT_OURS: ("不留存", "neutral"),
    LineState.REPEATED: ("不重复办理", "neutral"),
    LineState.NO_GROUND: ("不留存，先登记依据或本人同意", "soon"),
    LineState.BLOCKED: ("改正后另行上传", "danger"),
}


def crumbs_of(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The list of files, then these."""
    return [("报送文件", reverse("dropbox:files")), *more]


def progress_of(file: Any, *, is_own: bool = False) -> Progress:
    """The progress of whatever is under way; finished when nothing is.

    How many lines are compared tells how many say nothing new: the office itself (`is_own`) is shown no figure of that.
    """
    state = member_of(FileState, file.state)
    names = [name for name, _ in _CHECK_STEPS]
    at = names.index(file.progress_step) if file.progress_step in names else 0
    steps = [
        Step(label, "done" if number < at else "now" if number == at else "waiting")
        for number, (_, label) in enumerate(_CHECK_STEPS)
    ]
    is_check, is_done = (
        state in (FileState.UPLOADED, FileState.CHECKING),
        state not in AT_WORK or bool(file.refusal_code),
    )
    return Progress(
        title=f"{_TITLES.get(state, '')}报送文件",
        steps=steps if is_check else (),
        done=0 if is_own and is_check else file.progress_done,
        total=0 if is_own and is_check else file.progress_total,
        unit="行",
        poll_url=reverse("dropbox:file", args=[file.pk]),
        is_finished=is_done,
        counts=[Count("行数", file.counts.get("rows", 0))] if is_done else (),
    )


def foreseen_figures(file: Any) -> list[Figure]:
    """What the check foresees; each figure opens its lines."""
    lines = f"{reverse('dropbox:lines', args=[file.pk])}?state="
    found = [Figure("总行数", file.counts.get("rows", 0), "等于后面各项之和", "", unit="行")]
    for state, (hint, tone) in _HINTS.items():
        many = int(file.counts.get(state.value, 0))
        if many or state in (LineState.UNCHANGED, LineState.NEW, LineState.DISPUTED, LineState.BLOCKED):
            url, shown = (f"{lines}{state.value}", tone) if many else ("", "neutral")
            found.append(Figure(state.label.partition("，")[0], many, hint, url, shown, unit="行"))
    return found


def checked_figures(file: Any) -> list[Figure]:
    """What an office is told of its own file before it is taken in; each figure opens its lines."""
    lines, many = f"{reverse('dropbox:lines', args=[file.pk])}?checked=", file.counts.get
    blocked, repeated, rows = int(many("blocked", 0)), int(many("repeated", 0)), int(many("rows", 0))
    found = [Figure("总行数", rows, "等于后面各项之和", "", unit="行")]
    for one, lot, hint, tone in (
        (Checked.READY, rows - blocked - repeated, "办理后逐行给回执", "accent"),
        (Checked.REPEATED, repeated, "不重复办理", "neutral"),
        (Checked.BLOCKED, blocked, "改正后另行上传", "danger"),
    ):
        url, shown = (f"{lines}{one.value}", tone) if lot else ("", "neutral")
        found.append(Figure(one.label.partition("，")[0], lot, hint, url, shown, unit="行"))
    return found


def outcome_figures(file: Any) -> list[Figure]:
    """What became of the lines; each figure opens them."""
    lines = f"{reverse('dropbox:lines', args=[file.pk])}?outcome="
    first = [*OUTCOME_TONES]
    told = sorted(
        file.outcomes.items(), key=lambda one: (first.index(one[0]) if one[0] in first else len(first), -one[1])
    )
    return [Figure("总行数", sum(file.outcomes.values()), "等于后面各项之和", "", unit="行")] + [
        Figure(OUTCOMES.get(code, code).partition("，")[0], many, "", f"{lines}{code}", OUTCOME_TONES.get(code, "neutral"), unit="行")
        for code, many in told
    ]  # fmt: skip
