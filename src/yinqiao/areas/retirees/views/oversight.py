"""Requests about personal data, who saw or changed a person, entries that may be one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.retirees import queries, services
from yinqiao.areas.retirees.forms import DataAnswerForm
from yinqiao.areas.retirees.rules import ACTS
from yinqiao.areas.retirees.tables import DataRequestTable, DuplicateTable
from yinqiao.areas.retirees.types import DataRequestKind, DataRequestState, DuplicateRow, DuplicateState, PersonSide
from yinqiao.areas.retirees.views.act_page import ActPage, actor_of, answer_act
from yinqiao.areas.retirees.views.panels import OVERSEERS
from yinqiao.kernel.errors import Invalid
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import CompareRow, Comparison, Reason

REQUESTS = ListSpec(
    title="个人信息请求", table=DataRequestTable, unit="项",
    empty=Empty("没有待答复的个人信息请求", "本人提出查阅、复制、更正或删除时，在人员页面登记。", picture="done"),
)  # fmt: skip
DUPLICATES = ListSpec(
    title="疑似重复人员", table=DuplicateTable, unit="组",
    empty=Empty("没有待判定的疑似重复", "每晚自动查找，发现后列在这里，由您逐组判定。", picture="done"),
)  # fmt: skip
_SETTLERS = ACTS["settle_duplicate"].roles


@require_GET
@requires(*ACTS["answer_data_request"].roles)
def data_requests(request: HttpRequest) -> HttpResponse | FileResponse:
    """Open requests of the scope, the earliest due first."""

    def load(_: Mapping[str, Any]) -> Any:
        return queries.list_data_requests(scope=actor_of(request).scope, is_open=True)

    return answer_list(request, REQUESTS, load)


@require_http_methods(["GET", "POST"])
@requires(*ACTS["answer_data_request"].roles)
def data_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, and its answer."""
    scope = actor_of(request).scope
    asked = queries.get_data_request(scope=scope, request_id=request_id)
    card = queries.get_person(scope=scope, retiree_id=asked.retiree_id)
    if asked.state != DataRequestState.OPEN:
        return render(request, "retirees/data_request.html", {"asked": asked, "card": card})
    is_copy = asked.kind == DataRequestKind.COPY
    changes = None if is_copy else queries.list_changes_for(scope=scope, request_id=request_id)
    form = DataAnswerForm(request.POST or None, changes=changes, initial={"answered_on": timezone.localdate()})
    text = f"{asked.asked_by}于 {asked.received_on:%Y-%m-%d} 提出“{asked.kind_label}”：{asked.text}（答复期限 {asked.due_on:%Y-%m-%d}）"
    page = ActPage(
        "答复个人信息请求", "提交答复", "已记录答复。", text, link=_copy_link(request_id) if is_copy else None
    )
    return answer_act(
        request, page, card, form,
        lambda: services.answer_data_request(
            actor=actor_of(request), at=timezone.now(), request_id=request_id, answer=form.answer()
        ),
    )  # fmt: skip


def _copy_link(request_id: UUID) -> tuple[str, str]:
    return "打印个人信息副本", reverse("shell:person_copy", args=[request_id])


@require_GET
@requires(*OVERSEERS)
def touches(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """谁看过、改过: every reading and every act on one person."""
    actor = actor_of(request)
    card = queries.get_person(scope=actor.scope, retiree_id=retiree_id)
    services.note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = queries.who_touched(scope=actor.scope, retiree_id=retiree_id)
    return render(request, "retirees/touches.html", {"card": card, "rows": rows})


@require_GET
@requires(*_SETTLERS)
def duplicates(request: HttpRequest) -> HttpResponse | FileResponse:
    """Pairs that this office may settle, the likeliest first."""
    state = DuplicateState.MERGED if request.GET.get("state") == "merged" else DuplicateState.OPEN

    def load(_: Mapping[str, Any]) -> Any:
        return queries.list_duplicates(scope=actor_of(request).scope, state=state)

    is_merged = state is DuplicateState.MERGED
    spec = replace(DUPLICATES, empty=Empty("没有已合并的登记")) if is_merged else DUPLICATES
    context = {"is_merged": is_merged}
    return answer_list(request, spec, load, template="retirees/duplicates.html", context=context)


@require_GET
@requires(*_SETTLERS)
def duplicate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One pair side by side, the score explained; a person decides."""
    actor = actor_of(request)
    row, left, right = queries.get_duplicate(scope=actor.scope, case_id=case_id)
    for side in (left, right):
        services.note_person_opened(actor=actor, at=timezone.now(), retiree_id=side.id)
    context = {"case": row, "left": left, "right": right, "comparison": _comparison(row, left, right)}
    return render(request, "retirees/duplicate.html", context)


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
    return redirect("retirees:duplicates")


def _merge_question(case_id: UUID, keep: PersonSide, gone: PersonSide) -> Confirm:
    return Confirm(
        title="合并登记",
        text="合并后，被并入的登记不再出现在台账和查找结果中，其信息、走访和经历都保留，可以撤销。",
        button="合并",
        back=reverse("retirees:duplicate", args=[case_id]),
        facts=(
            ("保留的登记", f"{keep.name}（{keep.status_label}）"),
            ("并入的登记", f"{gone.name}（{gone.status_label}）"),
        ),
    )
