"""Packages: the list, one with its people and files, taken back, its files handed out; files of other cities taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.othercity import errors, queries, services
from yinqiao.areas.othercity.forms import FileForm, PackageFilter, PurposeForm, TransferFilter
from yinqiao.areas.othercity.rules import DESK_ROLES, city_label
from yinqiao.areas.othercity.rules.sealing import MOST_BYTES
from yinqiao.areas.othercity.tables import ArrivalTable, PackageTable, TransferTable
from yinqiao.areas.othercity.types import Covered, PaperKind, Side, Taken
from yinqiao.areas.othercity.views.steps import goes_by
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, actor_of, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, Load, answer_list, with_choices

_DOWNLOAD = ActPage(
    "下载交换文件", "下载", "", "文件已签名并加密，只有收件城市能打开。请通过光盘、政务内网等约定的方式送达，不要用个人邮箱和微信。"
)  # fmt: skip
_TAKEN = {
    PaperKind.PACKAGE: "已收到移交包 {number}，共 {people:,} 人，请在“外市移入”办理。",
    PaperKind.ANSWER: "已登记对方对移交包 {number} 的答复，{people:,} 人。",
    PaperKind.WITHDRAWAL: "对方已撤回移交包 {number} 中的 {people:,} 人。",
}
_LEFT = {
    PaperKind.ANSWER: "另有 {left:,} 人对方答复接收，但人员已故、又迁居或登记已合并，仍由本市管理，请联系对方核对。",
    PaperKind.WITHDRAWAL: "另有 {left:,} 人本市此前已答复接收，请联系对方核对由谁管理。",
}


def _packages_list(scope: Scope) -> tuple[ListSpec, Load]:
    every = queries.list_packages(scope=scope)

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        found = every.filter(**{name: chosen[name] for name in ("side", "city") if chosen.get(name)})
        if number := (chosen.get("number") or "").strip():
            found = found.filter(number__contains=number)
        state = chosen.get("state")
        if state == "risen":
            return found.filter(queries.risen_filter(timezone.localdate()))
        return found.filter(ended_on__isnull=state == "open") if state else found

    cities = sorted(set(every.order_by().values_list("city", flat=True)))
    spec = ListSpec(
        title="移交包", table=PackageTable, filters=with_choices(PackageFilter, found=cities), unit="个", is_wide=True,
        export=TableExport("异地移交包", "othercity.packages_exported", is_personal=False),
        empty=Empty("没有移交包", "在“异地移交”勾选人员后点“移交外市”，生成的移交包列在这里；对方发来的移交包也在这里。"),
    )  # fmt: skip
    return spec, load


@require_http_methods(["GET", "POST"])
@requires(*DESK_ROLES)
def packages(request: HttpRequest) -> HttpResponseBase:
    """Packages out and in, the newest first; those whose answer is late are said."""
    return answer_list(request, *_packages_list(actor_of(request).scope), template="othercity/packages.html")


@require_http_methods(["GET", "POST"])
@requires(*DESK_ROLES)
def package(request: HttpRequest, package_id: UUID) -> HttpResponseBase:
    """One package: under which rule, until when, its people, its files."""
    scope = actor_of(request).scope
    row = queries.get_package(scope=scope, package_id=package_id)
    is_out = row.side == Side.OUT
    covers = [one.label for one in Covered if one.value in row.covers]
    context = {
        "row": row,
        "is_out": is_out,
        "city": city_label(row.city),
        "covers": "、".join(covers),
        "papers": queries.list_papers(scope=scope, package_id=package_id),
        "today": timezone.localdate(),
    }
    spec, load = _people_of(scope, row, is_out=is_out)
    return answer_list(request, spec, load, template="othercity/package.html", context=context)


def _people_of(scope: Scope, row: Any, *, is_out: bool) -> tuple[ListSpec, Load]:
    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        if is_out:
            found: QuerySet[Any] = queries.list_transfers(scope=scope, package_id=row.pk)
        else:
            found = queries.list_arrivals(scope=scope).filter(package_id=row.pk)
        if chosen.get("state"):
            found = found.filter(state=chosen["state"])
        return found.filter(name__contains=chosen["name"].strip()) if chosen.get("name") else found

    spec = ListSpec(
        title=f"移交包 {row.number}", table=TransferTable if is_out else ArrivalTable,
        filters=TransferFilter if is_out else None, is_wide=not is_out,
        export=TableExport("异地移交包人员", "othercity.package_exported", hint=UNNAMED),
        empty=Empty("没有符合条件的人员"),
    )  # fmt: skip
    return spec, load


@require_POST
@requires(*DESK_ROLES)
def take_back(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """撤回: whoever of a package waits for an answer, after a page that asks."""
    actor = actor_of(request)
    row = queries.get_package(scope=actor.scope, package_id=package_id)
    back = row.get_absolute_url()
    question = Confirm(
        "撤回移交包",
        "撤回后，等待答复的人员继续由本市管理，之后到的接收答复不算数。系统生成签名的撤回文件。",
        "撤回",
        back=back,
        facts=(("移交包", row.number), ("等待答复", f"{row.open:,} 人")),
    )
    if asked := ask_first(request, question):
        return asked
    people = services.take_back(actor=actor, at=timezone.now(), package_id=package_id)
    messages.success(request, f"已撤回 {people:,} 人。{goes_by('撤回文件')}")
    return redirect(back)


@require_http_methods(["GET", "POST"])
@requires(*DESK_ROLES)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponseBase:
    """One sealed file, handed out for a purpose, on record."""
    actor = actor_of(request)
    row = queries.get_paper(scope=actor.scope, paper_id=paper_id)
    form = PurposeForm(request.POST or None)

    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        return answer_file(services.hand_out_paper(actor=actor, at=timezone.now(), paper_id=paper_id, purpose=purpose))
    context = {"page": _DOWNLOAD, "form": form, "back": row.package.get_absolute_url(), "row": row}
    return render(request, "othercity/step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(*DESK_ROLES)
def take_in(request: HttpRequest) -> HttpResponse:
    """上传交换文件: a package, an answer or a withdrawal of another city."""
    form, status = FileForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                taken = _take(request, form.cleaned_data["file"])
            except (Invalid, Conflict, Refused) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                _tell(request, taken)
                return redirect("othercity:arrivals" if taken.kind is PaperKind.PACKAGE else "othercity:packages")
    return render(request, "othercity/take_in.html", {"form": form}, status=status)


def _take(request: HttpRequest, file: Any) -> Taken:
    if file.size > MOST_BYTES:
        raise errors.too_large(MOST_BYTES)
    return services.take_in(actor=actor_of(request), at=timezone.now(), content=file.read())


def _tell(request: HttpRequest, taken: Taken) -> None:
    if not taken.is_new:
        messages.info(request, "这个文件此前已经登记，没有重复登记。")
        return
    messages.success(request, _TAKEN[taken.kind].format(number=taken.number, people=taken.people))
    if taken.left:
        messages.warning(request, _LEFT[taken.kind].format(left=taken.left))
