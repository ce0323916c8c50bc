"""疑似重复人员: the list of pairs, one pair side by side, and what is decided about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.duplicates import queries, services
from yinqiao.areas.duplicates.rules import SETTLE
from yinqiao.areas.duplicates.tables import DuplicateTable
from yinqiao.areas.duplicates.types import DuplicateRow, DuplicateState, PersonSide
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import Actor
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import CompareRow, Comparison, Reason
from yinqiao.platform.ui.registry import TodayEntry

DUPLICATES = ListSpec(
    title="疑似重复人员", table=DuplicateTable, unit="组",
    export=TableExport("疑似重复人员", "duplicates.list_exported", hint=UNNAMED),
    empty=Empty("没有待判定的疑似重复", "每晚自动查找，发现后列在这里，由您逐组判定。", picture="done"),
)  # fmt: skip
_SETTLERS = SETTLE.roles


@require_http_methods(["GET", "POST"])
@requires(*_SETTLERS)
def duplicates(request: HttpRequest) -> HttpResponse | FileResponse:
    """Pairs that this office may settle, the likeliest first."""
    state = DuplicateState.MERGED if request.GET.get("state") == "merged" else DuplicateState.OPEN

    def load(_: Mapping[str, Any]) -> Any:
        return queries.list_duplicates(scope=actor_of(request).scope, state=state)

    is_merged = state is DuplicateState.MERGED
    spec = replace(DUPLICATES, empty=Empty("没有已合并的登记")) if is_merged else DUPLICATES
    context = {"is_merged": is_merged}
    return answer_list(request, spec, load, template="duplicates/duplicates.html", context=context)


@require_GET
@requires(*_SETTLERS)
def duplicate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One pair side by side, the score explained; a person decides."""
    actor = actor_of(request)
    row, left, right = queries.get_duplicate(scope=actor.scope, case_id=case_id)
    for side in (left, right):
        note_person_opened(actor=actor, at=timezone.now(), retiree_id=side.id)
    context = {"case": row, "left": left, "right": right, "comparison": _comparison(row, left, right)}
    return render(request, "duplicates/duplicate.html", context)


def _comparison(row: DuplicateRow, left: PersonSide, right: PersonSide) -> Comparison:
    facts = zip(left.facts, right.facts, strict=True)
    rows = [CompareRow(label, one, other) for (label, one), (_, other) in facts]
    return Comparison(
        left_title=f"登记一（{left.status_label}）",
        right_title=f"登记二（{right.status_label}）",
        rows=[CompareRow("状态", left.status_label, right.status_label), *rows],
        score=row.score,
        score_words="分数只用于排序，是否同一人由您判定。",
        reasons=[Reason(f"{label}（{weight:+d}）", weight > 0) for label, weight in row.reasons],
    )


@require_POST
@requires(*_SETTLERS)
def settle(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Merge, keep apart, or take a merge back; merging asks once more."""
    actor, at = actor_of(request), timezone.now()
    decision = request.POST.get("decision", "")
    _, left, right = queries.get_duplicate(scope=actor.scope, case_id=case_id)
    if decision in ("merge_first", "merge_second"):
        keep, gone = (left, right) if decision == "merge_first" else (right, left)
        if asked := ask_first(request, _merge_question(case_id, keep, gone)):
            return asked
        services.merge_people(actor=actor, at=at, case_id=case_id, keep_id=keep.id)
        messages.success(request, "已合并。原登记保留，可以撤销。")
    elif decision == "distinct":
        services.mark_distinct(actor=actor, at=at, case_id=case_id)
        messages.success(request, "已判定为不同的人，今后不再提示。")
    elif decision == "split":
        services.split_people(actor=actor, at=at, case_id=case_id)
        messages.success(request, "已撤销合并，两条登记恢复原状。")
    else:
        raise Invalid("retirees.decision_missing", "没有收到您的判定。", next_step="请返回后重新选择。")
    return redirect("duplicates:duplicates")


def _merge_question(case_id: UUID, keep: PersonSide, gone: PersonSide) -> Confirm:
    return Confirm(
        title="合并登记",
        text="合并后，被并入的登记不再出现在台账和查找结果中，其信息、走访和经历都保留，可以撤销。",
        button="合并",
        back=reverse("duplicates:duplicate", args=[case_id]),
        facts=(
            ("保留的登记", f"{keep.name}（{keep.status_label}）"),
            ("并入的登记", f"{gone.name}（{gone.status_label}）"),
        ),
    )


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """Open pairs; the count is that of the list it opens."""
    pairs = queries.count_duplicates(scope=actor.scope) if actor.role in _SETTLERS else 0
    return [TodayEntry("疑似重复人员待判定", pairs, reverse("duplicates:duplicates"), "逐组判定")] if pairs else []
