"""拟定: a new item, a new version, the pages of the editor, what is proposed. Each page is kept as it is, whole or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.service_items import errors, queries, services
from yinqiao.areas.service_items.forms import NewItemForm, ProposeForm
from yinqiao.areas.service_items.rules import MANAGERS
from yinqiao.areas.service_items.types import EDITABLE, Part
from yinqiao.areas.service_items.views.parts import Editor, editor_of
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, add_refusal, answer_form
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])
_NEW = ActPage(
    "新建服务事项", "建立草稿", "草稿已建立，可以逐页填写，随时离开，内容不会丢失。",
    "先建立草稿，逐页填写；提交后由另一位市级管理员批准，到生效日期开始受理。",
)  # fmt: skip
_DRAFT = ActPage(
    "拟定新版本", "建立草稿", "草稿已建立，内容与现行版本相同，可以逐页修改。",
    "以现行版本为底稿。新版本生效以前，现行版本照常受理；已受理的按原版本办完。",
)  # fmt: skip
_CLOSE = ActPage(
    "停止受理", "建立草稿", "草稿已建立，提交批准后从生效日期起停止受理。",
    "拟定一个停止受理的版本，由另一位市级管理员批准，从生效日期起不再受理新的申请；正在办的继续办完。",
    is_dangerous=True,
)  # fmt: skip
_PROPOSE = ActPage(
    "提交批准", "提交批准", "已提交，由另一位市级管理员批准后发布。",
    "提交后由另一位市级管理员批准；发布的版本不能再改，只能另行拟定。生效以前，现行版本照常受理。",
)  # fmt: skip


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """List, then what follows."""
    return [("服务事项", reverse("service_items:items")), *last]


def version_url(version_id: object) -> str:
    """The page of a version."""
    return reverse("service_items:version", args=[version_id])


@_BOTH
@requires(*MANAGERS)
def new(request: HttpRequest) -> HttpResponse:
    """A new item, empty or like another."""
    actor, now = actor_of(request), timezone.localtime()
    listed = [(one.code, one.title) for one in queries.list_items(scope=actor.scope, today=now.date()) if one.version]
    form = NewItemForm(request.POST or None, items=listed)
    back = reverse("service_items:items")
    shown = Shown(
        "service_items/begin.html", {"back": back, "crumbs": crumbs(("新建", ""))}, back=lambda made: _first_page(made)
    )
    return answer_form(
        request, _NEW, form, lambda: services.begin_item(actor=actor, at=now, **form.cleaned_data), shown
    )


def _first_page(made: object) -> str:
    return reverse("service_items:edit", args=[made, Part.BASICS.value])


@_BOTH
@requires(*MANAGERS)
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of an item."""
    return _begin(request, code, _DRAFT, is_closing=False)


@_BOTH
@requires(*MANAGERS)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """A version by which nobody applies any more."""
    return _begin(request, code, _CLOSE, is_closing=True)


def _begin(request: HttpRequest, code: str, page: ActPage, *, is_closing: bool) -> HttpResponse:
    found = queries.version_on(code, timezone.localdate()) or next(reversed(queries.known_versions(code)), None)
    if found is None:
        raise errors.not_found()
    back = reverse("service_items:item", args=[code])
    status, refusal = 200, None
    if request.method == "POST":
        try:
            made = services.begin_version(actor=actor_of(request), at=timezone.now(), code=code, is_closing=is_closing)
        except Conflict as problem:
            refusal, status = problem, problem.status
        else:
            messages.success(request, page.done)
            return redirect(version_url(made) if is_closing else _first_page(made))
    context = {
        "page": page,
        "item": found,
        "back": back,
        "refusal": refusal,
        "crumbs": crumbs((found.title, back), (page.title, "")),
    }
    return render(request, "service_items/begin_version.html", context, status=status)


@_BOTH
@requires(*MANAGERS)
def edit(request: HttpRequest, version_id: UUID, part: str) -> HttpResponse:
    """One page of the editor. POST: kept, then on; a click on a row's button keeps and changes the rows."""
    actor = actor_of(request)
    if part not in {one.value for one in Part}:
        raise errors.not_found()
    row = queries.get_draft(scope=actor.scope, version_id=version_id)
    if row.state not in EDITABLE or row.drafted_by != actor.id:
        return redirect(version_url(version_id))
    editor, status = editor_of(Part(part), row, request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if editor.is_valid():
            try:
                return _kept(request, version_id, editor)
            except (Invalid, Conflict, Refused) as refusal:
                add_refusal(editor.told_at, refusal)
                status = refusal.status
    elif "checked" in request.GET:
        editor.mark(queries.troubles(row))
    context = {"row": row, "editor": editor, "part": Part(part), "tabs": _tabs(row), "crumbs": crumbs((row.title, version_url(version_id)), ("修改", ""))}  # fmt: skip
    return render(request, "service_items/edit.html", context, status=status)


def _kept(request: HttpRequest, version_id: UUID, editor: Editor) -> HttpResponse:
    """Kept; to the next page where nothing is wrong with this one, else back to it with what is."""
    actor, now, seen = actor_of(request), timezone.now(), editor.seen
    if editor.part is Part.TEXT:
        services.paste_text(actor=actor, at=now, version_id=version_id, seen=seen, text=editor.text)
        messages.success(request, "事项文件已采用。")
        return redirect(version_url(version_id))
    services.keep_part(actor=actor, at=now, version_id=version_id, seen=seen, values=editor.values())
    here = reverse("service_items:edit", args=[version_id, editor.part.value])
    if editor.act:
        return redirect(f"{here}#row-{editor.focus}")
    wrong = [
        one
        for one in queries.troubles(queries.get_draft(scope=actor.scope, version_id=version_id))
        if one.part == editor.part
    ]
    if wrong:
        messages.warning(request, f"已保存。本页还有 {len(wrong)} 处需要修改，提交前改好即可。")
        return redirect(f"{here}?checked=1")
    messages.success(request, "已保存。")
    return redirect(_after(version_id, editor.part))


def _after(version_id: UUID, part: Part) -> str:
    """The next page of the editor; after the last one the version itself."""
    parts: list[Part] = [one for one in Part if one is not Part.TEXT]
    at = parts.index(part) + 1
    return (
        reverse("service_items:edit", args=[version_id, parts[at].value])
        if at < len(parts)
        else version_url(version_id)
    )


def _tabs(row: Any) -> list[tuple[Part, int]]:
    """The pages with how much is wrong on each, once something was kept."""
    counts: dict[str, int] = {}
    for one in queries.troubles(row) if row.revision else ():
        counts[one.part] = counts.get(one.part, 0) + 1
    return [(one, counts.get(one.value, 0)) for one in Part]


@_BOTH
@requires(*MANAGERS)
def propose(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """From which day, and why; then it waits for the second person."""
    actor, now = actor_of(request), timezone.localtime()
    row = queries.get_draft(scope=actor.scope, version_id=version_id)
    form, back = ProposeForm(request.POST or None, first=earliest(now)), version_url(version_id)
    context: Mapping[str, object] = {"row": row, "back": back, "crumbs": crumbs((row.title, back), ("提交批准", ""))}
    act: Callable[[], object] = lambda: services.propose_version(  # noqa: E731
        actor=actor, at=now, version_id=version_id, **form.cleaned_data
    )
    return answer_form(request, _PROPOSE, form, act, Shown("service_items/begin.html", context, back=lambda _: back))
