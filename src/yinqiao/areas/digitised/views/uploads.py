"""Where files come in: announced, sent block by block by the script, or one at a time by a plain form."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.forms import PackageForm
from yinqiao.areas.digitised.rules import KEEPERS
from yinqiao.areas.digitised.types import Progress
from yinqiao.areas.digitised.views.batches import number_in
from yinqiao.kernel.errors import DomainError, Invalid
from yinqiao.platform.scans.sealing import BLOCK, MOST_BLOCKS
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires


def _told(progress: Progress) -> JsonResponse:
    return JsonResponse(
        {
            "id": str(progress.scan_id),
            "received": progress.received,
            "whole": progress.is_whole,
            "block": BLOCK,
            "most": MOST_BLOCKS,
        }
    )


def _refused(refusal: DomainError) -> JsonResponse:
    told = {"code": refusal.code, "message": refusal.message, "next": refusal.next_step}
    return JsonResponse(told, status=refusal.status)


@require_POST
@requires(*KEEPERS)
def announce(request: HttpRequest, batch_id: UUID) -> JsonResponse:
    """A file comes: where to go on."""
    actor = actor_of(request)
    size = request.POST.get("size", "")
    try:
        return _told(
            services.begin_upload(
                actor=actor, at=timezone.now(), batch_id=batch_id, name=request.POST.get("name", "")[:1000],
                size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0,
            )
        )  # fmt: skip
    except DomainError as refusal:
        return _refused(refusal)


@require_POST
@requires(*KEEPERS)
def block(request: HttpRequest, scan_id: UUID) -> JsonResponse:
    """The bytes of the next blocks, as they are. Read as they come: never held whole."""
    try:
        return _told(
            services.take_blocks(
                actor=actor_of(request), at=timezone.now(), scan_id=scan_id, no=number_in(request, "no", 0),
                source=cast(BinaryIO, request),
            )
        )  # fmt: skip
    except DomainError as refusal:
        return _refused(refusal)


@require_POST
@requires(*KEEPERS)
def plain(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One file by a plain form, for browsers without script."""
    actor, form = actor_of(request), PackageForm(request.POST, request.FILES)
    queries.get_batch(scope=actor.scope, batch_id=batch_id)
    if form.is_valid():
        file: Any = form.cleaned_data["file"]
        try:
            progress = services.begin_upload(
                actor=actor, at=timezone.now(), batch_id=batch_id, name=file.name, size=file.size
            )
            file.seek(progress.received)
            while not progress.is_whole:
                progress = services.take_blocks(
                    actor=actor, at=timezone.now(), scan_id=progress.scan_id, no=progress.received // BLOCK,
                    source=cast(BinaryIO, _Part(file)),
                )  # fmt: skip
            messages.success(request, "已上传，正在检查；结果列在质量报告中。")
        except Invalid as refusal:
            messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.error(request, "请选择一个文件。")
    return redirect("digitised:batch", batch_id=batch_id)


class _Part:
    """The next blocks of a file that is here already."""

    def __init__(self, file: Any) -> None:
        self._file, self._left = file, MOST_BLOCKS * BLOCK

    def read(self, size: int) -> bytes:
        """The next bytes of them."""
        piece: bytes = self._file.read(min(size, self._left))
        self._left -= len(piece)
        return piece


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def drop(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """Give up a file that will never be whole."""
    actor = actor_of(request)
    row = queries.get_scan(scope=actor.scope, scan_id=scan_id)
    back, form = (
        reverse("digitised:batch", args=[row.batch_id]),
        Form(request.POST if request.method == "POST" else None),
    )
    page = ActPage(
        "删除没有传完的文件",
        "删除",
        "已删除。",
        f"“{row.name}”已传 {row.received:,} 字节，共 {row.size:,} 字节。删除后要重新上传。",
    )
    crumbs = [("扫描批次", reverse("digitised:batches")), (row.batch.name, back), ("删除", "")]
    return answer_form(
        request, page, form, lambda: services.drop_upload(actor=actor, at=timezone.now(), scan_id=scan_id),
        Shown("digitised/form.html", {"back": back, "crumbs": crumbs}, back=lambda _: back),
    )  # fmt: skip
