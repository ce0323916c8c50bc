"""Archives that an office keeps: the list, the catalogue of one with its scans, its materials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.forms import ArchiveFilter, ItemCorrection, ItemForm
from yinqiao.areas.digitised.rules import KEEPERS
from yinqiao.areas.digitised.tables import ArchiveTable
from yinqiao.areas.digitised.types import LookupState
from yinqiao.kernel.archive_classes import class_label
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="档案数字化", table=ArchiveTable, filters=ArchiveFilter, unit="卷", page_size=50, is_wide=True,
    export=TableExport("档案数字化", "digitised.archives_exported", hint=UNNAMED),
    empty=Empty("本单位还没有接收档案", "清点接收的档案列在这里，可以登记材料目录、上传扫描件、申请查阅。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def archives(request: HttpRequest) -> HttpResponseBase:
    """The archives of the scope's store rooms."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.kept_archives(scope=scope)
        if number := (chosen.get("number") or "").strip():
            found = found.filter(Q(archive_no__startswith=number) | Q(barcode=number))
        if name := (chosen.get("name") or "").strip():
            found = found.filter(name__startswith=name)
        if chosen.get("scans"):
            found = found.filter(scan_count__gt=0) if chosen["scans"] == "yes" else found.filter(scan_count=0)
        return found

    return answer_list(request, LIST, load, template="digitised/archives.html")


def crumbs_of(archive: Any, title: str = "") -> list[tuple[str, str]]:
    """The list, the archive, this page."""
    page = reverse("digitised:archive", args=[archive.pk])
    before = [("档案数字化", reverse("digitised:archives"))]
    return [*before, (archive.archive_no, page), (title, "")] if title else [*before, (archive.archive_no, "")]


@require_GET
@requires(*KEEPERS)
def archive(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """One archive: its catalogue, which materials are scanned, who looks into it, where the original is."""
    actor = actor_of(request)
    row = queries.get_kept(scope=actor.scope, archive_id=archive_id)
    items = queries.list_items(scope=actor.scope, archive_id=archive_id)
    titles = queries.purposes_on(day=timezone.localdate())
    lookups = [
        (one, titles[one.purpose].title, LookupState(one.state).label)
        for one in queries.list_lookups(scope=actor.scope, archive_id=archive_id)[:10]
    ]
    record_read(actor, action="digitised.archive_opened", retiree_id=row.retiree_id, people=1, purpose="查看档案目录")
    context = {
        "row": row, "items": [(one, class_label(one.class_no)) for one in items], "lookups": lookups,
        "loan": queries.find_open_loan(scope=actor.scope, archive_id=archive_id), "today": timezone.localdate(),
        "links": ui.links_of("archive", archive_id), "crumbs": crumbs_of(row),
    }  # fmt: skip
    return render(request, "digitised/archive.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def add_item(request: HttpRequest, archive_id: UUID) -> HttpResponse:
    """List a material."""
    actor = actor_of(request)
    row = queries.get_kept(scope=actor.scope, archive_id=archive_id)
    form, back = ItemForm(request.POST or None), reverse("digitised:archive", args=[archive_id])
    page = ActPage(
        "登记材料", "登记", "已登记。", "按十类目录逐份登记，序号在每一类中从1起编。涉密材料只登记目录，不得扫描。"
    )
    shown = Shown("digitised/form.html", {"back": back, "crumbs": crumbs_of(row, "登记材料")}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.add_item(actor=actor, at=timezone.now(), archive_id=archive_id, new=form.material()), shown,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def correct_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Correct a material, or mark it as classified."""
    actor = actor_of(request)
    row = queries.get_item(scope=actor.scope, item_id=item_id)
    names = ("class_no", "serial", "title", "made_on", "pages", "is_classified")
    form = ItemCorrection(request.POST or None, initial={one: getattr(row, one) for one in names})
    back = reverse("digitised:archive", args=[row.archive_id])
    page = ActPage("修改材料", "保存", "已保存。", "类号和序号不能修改。标注涉密后，这份材料不能上传、查阅和提供。")
    shown = Shown(
        "digitised/form.html", {"back": back, "crumbs": crumbs_of(row.archive, "修改材料")}, back=lambda _: back
    )
    return answer_form(
        request, page, form,
        lambda: services.correct_item(
            actor=actor, at=timezone.now(), item_id=item_id, new=form.material(), is_sure=form.cleaned_data["is_sure"]
        ),
        shown,
    )  # fmt: skip
