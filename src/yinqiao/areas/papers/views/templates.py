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
from yinqiao.platform.access.types import Actor
from yinqiao.platform.papers.builtin import built_in
from yinqiao.platform.papers.codes import new_code
from yinqiao.platform.papers.confined import fill
from yinqiao.platform.papers.filling import Filling
from yinqiao.platform.papers.kinds import OBLIGATORY, PaperKind, papers
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_SEND = ActPage(
    "上传模板", "上传并检查", "模板已检查并保存，请下载预览核对。",
    "先下载当前模板，在 WPS 中修改版式和文字，占位符原样保留或移动，再上传。",
)  # fmt: skip


def _kind(actor: Actor, code: str) -> PaperKind:
    """Who keeps templates sees every kind; others those that they print."""
    kind = papers.find(code)
    if kind is None or (actor.role not in TEMPLATE_ROLES and actor.role not in kind.roles):
        raise errors.no_such_kind()
    return kind


@require_GET
@requires(*PRINTERS)
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of paper with the template that is in force for the reader's office."""
    actor, today = actor_of(request), timezone.localdate()
    shown = list(papers.kinds.values()) if actor.role in TEMPLATE_ROLES else papers.of_role(actor.role)
    lines = [(kind, queries.template_for(scope=actor.scope, kind=kind.code, day=today)) for kind in shown]
    named = [(kind, row, places().label(row.place_no) if row else "") for kind, row in lines]
    return render(request, "papers/templates.html", {"lines": named, "is_keeper": actor.role in TEMPLATE_ROLES})


@require_http_methods(["GET", "POST"])
@requires(*PRINTERS)
def kind_page(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind: its words, its versions, and for who keeps templates the form to send one."""
    actor, today = actor_of(request), timezone.localdate()
    its = _kind(actor, kind)
    form = TemplateForm(request.POST or None, request.FILES or None, initial={"from_on": today})
    in_force = queries.template_for(scope=actor.scope, kind=kind, day=today)
    versions = list(queries.list_templates(scope=actor.scope, kind=kind))
    context = {
        "kind": its, "in_force": in_force, "is_keeper": actor.role in TEMPLATE_ROLES,
        "versions": [(one, places().label(one.place_no), one.place_no == actor.scope.place_from) for one in versions],
        "obligatory": OBLIGATORY, "words": [(f"{{{{ {word} }}}}", meaning) for word, meaning in its.words.items()],
    }  # fmt: skip
    shown = Shown("papers/template.html", context, back=lambda _: reverse("papers:template", args=[kind]))
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
    its = _kind(actor, kind)
    row = queries.template_for(scope=actor.scope, kind=kind, day=timezone.localdate())
    return _file(*_bytes(row, its), f"{its.short}模板")


@require_GET
@requires(*PRINTERS)
def preview(request: HttpRequest, kind: str) -> FileResponse:
    """The template in force, filled with made-up data."""
    actor = actor_of(request)
    its = _kind(actor, kind)
    row = queries.template_for(scope=actor.scope, kind=kind, day=timezone.localdate())
    return _file(*_example(row, its), f"{its.short}预览（虚构数据）")


@require_GET
@requires(*PRINTERS)
def version(request: HttpRequest, template_id: UUID) -> FileResponse:
    """One version as it was sent."""
    actor = actor_of(request)
    row = queries.get_template(scope=actor.scope, template_id=template_id)
    its = _kind(actor, row.kind)
    return _file(bytes(row.content), row.suffix, f"{its.short}模板{row.from_on:%Y%m%d}")


@require_GET
@requires(*PRINTERS)
def version_preview(request: HttpRequest, template_id: UUID) -> FileResponse:
    """One version filled with made-up data, before its day has come."""
    actor = actor_of(request)
    row = queries.get_template(scope=actor.scope, template_id=template_id)
    its = _kind(actor, row.kind)
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
