"""Batches of scans: the list, a new one, its quality report, the sample and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.forms import BatchFilter, BatchForm, JudgeForm, PackageForm, ScanFilter
from yinqiao.areas.digitised.rules import BATCH_FLOW, KEEPERS
from yinqiao.areas.digitised.tables import BATCH_TONES, BatchTable, ScanTable
from yinqiao.areas.digitised.types import BatchState, PageRef, Sample
from yinqiao.kernel.archive_classes import class_label
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

BATCHES = ListSpec(
    title="扫描批次", table=BatchTable, filters=BatchFilter, unit="批", page_size=25, is_wide=True,
    export=TableExport("扫描批次", "digitised.batches_exported", is_personal=False),
    empty=Empty("还没有扫描批次", "新建一批后上传扫描件，文件名为“条形码_类号_序号”，自动挂接到材料目录。",
                "/digitised/batches/new/", "新建批次"),
)  # fmt: skip
REPORT = ListSpec(
    title="质量报告", table=ScanTable, filters=ScanFilter, unit="个文件", page_size=50, is_wide=True,
    export=TableExport("质量报告", "digitised.report_exported", is_personal=False),
    empty=Empty("还没有文件", "在上面选择文件、文件夹或 ZIP 压缩包上传；挂接了没有、为什么，逐个列在这里。"),
)  # fmt: skip
HURT = ListSpec(
    title="丢失或改变的扫描件", table=ScanTable, unit="个文件", page_size=50, is_wide=True,
    export=TableExport("丢失或改变的扫描件", "digitised.hurt_exported", is_personal=False),
    empty=Empty("扫描件都完好", "系统每晚核验一部分扫描件的校验值；丢失的、内容改变的列在这里。", picture="done"),
)  # fmt: skip
_CRUMB = "扫描批次"


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def batches(request: HttpRequest) -> HttpResponseBase:
    """The batches of the scope's offices."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_batches(scope=scope)
        return found.filter(state=chosen["state"]) if chosen.get("state") else found

    return answer_list(request, BATCHES, load, template="digitised/batches.html")


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def new_batch(request: HttpRequest) -> HttpResponse:
    """Begin a batch."""
    actor, back = actor_of(request), reverse("digitised:batches")
    form = BatchForm(request.POST or None)
    page = ActPage("新建扫描批次", "新建", "已新建，可以上传扫描件。", "一次扫描任务建一批，便于核对和抽检。")
    shown = Shown(
        "digitised/form.html", {"back": back, "crumbs": [(_CRUMB, back), ("新建", "")]},
        back=lambda made: reverse("digitised:batch", args=[made]),
    )  # fmt: skip
    return answer_form(
        request, page, form,
        lambda: services.open_batch(actor=actor, at=timezone.now(), name=form.cleaned_data["name"]), shown,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """One batch: upload, figures, what became of each file."""
    scope = actor_of(request).scope
    row = queries.get_batch(scope=scope, batch_id=batch_id)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_scans(scope=scope, batch_id=batch_id, standing=chosen.get("standing") or "")
        name = (chosen.get("name") or "").strip()
        return found.filter(name__contains=name) if name else found

    steps, tally = BATCH_FLOW[BatchState(row.state)], queries.get_batch_tally(scope=scope, batch_id=batch_id)
    context = {
        "row": row, "tally": tally, "state": BatchState(row.state).label, "tone": BATCH_TONES[row.state],
        "may_upload": "upload" in steps, "may_draw": "draw" in steps and tally.filed, "may_judge": "judge" in steps,
        "plain": PackageForm(), "crumbs": [(_CRUMB, reverse("digitised:batches")), (row.name, "")],
    }  # fmt: skip
    return answer_list(request, replace(REPORT, title=row.name), load, template="digitised/batch.html", context=context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def hurt(request: HttpRequest) -> HttpResponseBase:
    """Scans of every batch that the last rounds over the store found missing or altered."""
    scope = actor_of(request).scope
    return answer_list(request, HURT, lambda _: queries.list_scans(scope=scope, standing="hurt"))


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def draw(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Draw the sample."""
    actor, back = actor_of(request), reverse("digitised:batch", args=[batch_id])
    row = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    form, sample = (
        Form(request.POST if request.method == "POST" else None),
        reverse("digitised:sample", args=[batch_id]),
    )
    page = ActPage(
        "抽检这一批", "随机抽样", "已抽样，请另一位经办人逐份检查。",
        "系统随机抽取一部分扫描件，由没有上传这些扫描件的经办人逐份看。抽样后这一批不再接收上传；不合格的退回重扫。",
    )  # fmt: skip
    crumbs = [(_CRUMB, reverse("digitised:batches")), (row.name, back), ("抽检", "")]
    shown = Shown("digitised/form.html", {"back": back, "crumbs": crumbs}, back=lambda _: sample)
    return answer_form(
        request, page, form,
        lambda: services.draw_sample(actor=actor, at=timezone.now(), batch_id=batch_id), shown,
    )  # fmt: skip


@require_GET
@requires(*KEEPERS)
def sample(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """What was drawn, with the one main thing to do: look at the next."""
    actor = actor_of(request)
    row = queries.get_batch(scope=actor.scope, batch_id=batch_id)
    drawn = list(queries.list_drawn(scope=actor.scope, batch_id=batch_id))
    context = {
        "row": row, "state": BatchState(row.state).label, "tone": BATCH_TONES[row.state],
        "drawn": [(one, class_label(one.item.class_no), Sample(one.sample).label, one.author_id == actor.id,
                   queries.note_of(one, "bad_note")) for one in drawn if one.item],
        "crumbs": [(_CRUMB, reverse("digitised:batches")), (row.name, reverse("digitised:batch", args=[batch_id])),
                   ("抽检", "")],
    }  # fmt: skip
    return render(request, "digitised/sample.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def judge(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """A drawn scan page by page, and what is said of it."""
    actor = actor_of(request)
    row = queries.get_scan(scope=actor.scope, scan_id=scan_id)
    form, back = JudgeForm(request.POST or None), reverse("digitised:sample", args=[row.batch_id])
    page = ActPage(
        f"抽检 {row.name}", "提交", "已记录。",
        "逐页看：歪斜不超过3度、清楚、不缺页、顺序对、与目录一致。查看的每一页都有记录。",
    )  # fmt: skip
    crumbs = [(_CRUMB, reverse("digitised:batches")), (row.batch.name, back), ("检查", "")]
    context = {"back": back, "crumbs": crumbs, "row": row, "pages": range(1, (row.pages or 0) + 1)}
    return answer_form(
        request, page, form,
        lambda: services.judge_scan(
            actor=actor, at=timezone.now(), scan_id=scan_id, is_good=form.cleaned_data["verdict"] == "good",
            reason=form.cleaned_data["reason"],
        ),
        Shown("digitised/judge.html", context, back=lambda _: back),
    )  # fmt: skip


@require_GET
@requires(*KEEPERS)
def sample_page(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """A page of a drawn scan as a picture."""
    picture = services.see_sample(
        actor=actor_of(request), at=timezone.now(), page=PageRef(scan_id, number_in(request, "page", 1))
    )
    return picture_answer(picture)


def number_in(request: HttpRequest, name: str, least: int) -> int:
    """A small number that the address asks with; `least` for anything else."""
    told = request.GET.get(name, "")
    return max(least, int(told)) if told.isascii() and told.isdigit() and len(told) < 6 else least


def picture_answer(picture: bytes) -> HttpResponse:
    """A page of a scan that no browser keeps."""
    return HttpResponse(
        picture, content_type="image/jpeg", headers={"Cache-Control": "no-store", "Content-Disposition": "inline"}
    )
