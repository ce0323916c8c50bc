"""模板: what an office can edit in WPS, the words that it may use, its versions, previews about nobody."""

from __future__ import annotations

import io
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.papers import errors, queries, services
from yinqiao.areas.papers.forms import TemplateForm
from yinqiao.areas.papers.rules import PRINTERS, TEMPLATE_ROLES
from yinqiao.platform.papers.builtin import built_in
from yinqiao.platform.papers.codes import new_code
from yinqiao.platform.papers.confined import fill
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.kinds import PaperKind, papers
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_SEND = ActPage(
    "上传模板", "上传并检查", "模板已检查并保存，请下载预览核对。",
    "先下载当前模板，在 WPS 中修改版式和文字，占位符原样保留或移动，再上传；编号和二维码必须保留。页码请用 WPS 的“插入—页码”，签字、盖章、骑缝章的位置直接写在模板里。",
)  # fmt: skip


def _kind(code: str) -> PaperKind:
    """A template names nobody: every office may see each."""
    kind = papers.find(code)
    if kind is None:
        raise errors.no_such_kind()
    return kind


@require_GET
@requires(*PRINTERS)
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of paper with the template that is in force for the reader's office."""
    actor, today = actor_of(request), timezone.localdate()
    lines = [(one, queries.template_for(scope=actor.scope, kind=one.code, day=today)) for one in papers.kinds.values()]
    named = [(kind, row, places().label(row.place_no) if row else "") for kind, row in lines]
    return render(request, "papers/templates.html", {"lines": named, "is_keeper": actor.role in TEMPLATE_ROLES})


@require_GET
@requires(*PRINTERS)
def kind_page(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its words, and its versions."""
    actor, its = actor_of(request), _kind(kind)
    versions = list(queries.list_templates(scope=actor.scope, kind=kind))
    context = {
        "kind": its, "is_keeper": actor.role in TEMPLATE_ROLES,
        "in_force": queries.template_for(scope=actor.scope, kind=kind, day=timezone.localdate()),
        "versions": [(one, places().label(one.place_no), one.place_no == actor.scope.place_from) for one in versions],
        "words": [(f"{{{{ {word} }}}}", meaning) for word, meaning in its.words.items()],
    }  # fmt: skip
    return render(request, "papers/template.html", context)


@require_http_methods(["GET", "POST"])
@requires(*TEMPLATE_ROLES)
def send(request: HttpRequest, kind: str) -> HttpResponse:
    """上传模板 of the own office: checked at once, what is wrong is told with its place."""
    actor, its = actor_of(request), _kind(kind)
    form = TemplateForm(request.POST or None, request.FILES or None, initial={"from_on": timezone.localdate()})
    back = reverse("papers:template", args=[kind])
    shown = Shown("papers/form.html", {"about": its.title, "back": back, "is_file": True}, back=lambda _: back)
    return answer_form(
        request, _SEND, form,
        lambda: services.send_template(actor=actor, at=timezone.now(), new=form.new(kind)),
        shown,
    )  # fmt: skip


@require_GET
@requires(*PRINTERS)
def current(request: HttpRequest, kind: str) -> FileResponse:
    """The template in force, to edit."""
    actor = actor_of(request)
    its = _kind(kind)
    row = queries.template_for(scope=actor.scope, kind=kind, day=timezone.localdate())
    return _file(*_bytes(row, its), f"{its.short}模板")


@require_GET
@requires(*PRINTERS)
def preview(request: HttpRequest, kind: str) -> FileResponse:
    """The template in force, filled with made-up data."""
    actor = actor_of(request)
    its = _kind(kind)
    row = queries.template_for(scope=actor.scope, kind=kind, day=timezone.localdate())
    return _file(*_example(row, its), f"{its.short}预览（虚构数据）")


@require_GET
@requires(*PRINTERS)
def version(request: HttpRequest, template_id: UUID) -> FileResponse:
    """One version as it was sent."""
    actor = actor_of(request)
    row = queries.get_template(scope=actor.scope, template_id=template_id)
    its = _kind(row.kind)
    return _file(bytes(row.content), row.suffix, f"{its.short}模板{row.from_on:%Y%m%d}")


@require_GET
@requires(*PRINTERS)
def version_preview(request: HttpRequest, template_id: UUID) -> FileResponse:
    """One version filled with made-up data, before its day has come."""
    actor = actor_of(request)
    row = queries.get_template(scope=actor.scope, template_id=template_id)
    its = _kind(row.kind)
    return _file(*_example(row, its), f"{its.short}预览（虚构数据）")


@require_POST
@requires(*TEMPLATE_ROLES)
def stop(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """停用 a version; the one before holds again."""
    kind = services.stop_template(actor=actor_of(request), at=timezone.now(), template_id=template_id)
    messages.success(request, "已停用这个版本，以前用它打印的文书不变。")
    return redirect("papers:template", kind=kind)


def _bytes(row: object, kind: PaperKind) -> tuple[bytes, str]:
    return (bytes(row.content), row.suffix) if row else built_in(kind)  # type: ignore[attr-defined]


def _example(row: object, kind: PaperKind) -> tuple[bytes, str]:
    content, suffix = _bytes(row, kind)
    return fill(content, suffix, [Filling(new_code(), *kind.example())])[0], suffix


def _file(content: bytes, suffix: str, name: str) -> FileResponse:
    response = FileResponse(io.BytesIO(content), as_attachment=True, filename=f"{name}{suffix}")
    response["Cache-Control"] = "no-store"
    return response
