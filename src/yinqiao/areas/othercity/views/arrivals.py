"""Whom other cities offer: the list, the roster for the usual door, acceptance and return, each answered by a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.othercity import queries, services
from yinqiao.areas.othercity.forms import ArrivalFilter, PurposeForm, ReturnForm
from yinqiao.areas.othercity.rules import CITY_ROLES
from yinqiao.areas.othercity.tables import ArrivalTable
from yinqiao.areas.othercity.views.steps import answer_step, goes_by
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, XLSX, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids, with_choices
from yinqiao.platform.ui.ticked import sent

_ROSTER = ActPage(
    "下载转入名册", "下载", "",
    "名册按移交名册模板生成。请交由原企业或承接其职责的单位在“移交名册”上传，检查、提交后由社区接收；接收之后再在这里答复对方。",
)  # fmt: skip
_RETURN = ActPage(
    "退回移出城市", "退回", "已生成签名的退回答复。", "退回后，这些人员仍由移出城市管理，原因写在答复里。", True
)  # fmt: skip


def _arrivals_list(scope: Scope) -> tuple[ListSpec, Load]:
    every = queries.list_arrivals(scope=scope)

    def load(chosen: Mapping[str, Any]) -> QuerySet[Any]:
        wanted = {name: chosen[name] for name in ("state", "mark") if chosen.get(name)}
        if chosen.get("city"):
            wanted["package__city"] = chosen["city"]
        if name := (chosen.get("name") or "").strip():
            wanted["name__contains"] = name
        return every.filter(**wanted)

    cities = sorted(set(every.order_by().values_list("package__city", flat=True)))
    spec = ListSpec(
        title="外市移入", table=ArrivalTable, filters=with_choices(ArrivalFilter, found=cities), is_wide=True, page_size=50,
        bulk=(
            BulkAction("接收", "othercity:accept", is_main=True), BulkAction("下载转入名册", "othercity:roster"),
            BulkAction("退回", "othercity:return", is_dangerous=True),
        ),
        export=TableExport("外市移入人员", "othercity.arrivals_exported", hint=UNNAMED),
        empty=Empty(
            "没有外市移入的人员", "收到外市发来的移交包文件后，点“上传交换文件”，人员会列在这里。",
            url=reverse("othercity:take_in"), button="上传交换文件",
        ),
    )  # fmt: skip
    return spec, load


def _chosen(request: HttpRequest) -> list[UUID]:
    return chosen_uuids(request, *_arrivals_list(actor_of(request).scope))


@require_http_methods(["GET", "POST"])
@requires(*CITY_ROLES)
def arrivals(request: HttpRequest) -> HttpResponseBase:
    """Everybody whom other cities offer or have offered."""
    return answer_list(request, *_arrivals_list(actor_of(request).scope), template="othercity/arrivals.html")


@require_POST
@requires(*CITY_ROLES)
def roster(request: HttpRequest) -> HttpResponseBase:
    """下载转入名册: those who were ticked and wait, in the roster's own template, for a purpose."""
    ids, form = _chosen(request), PurposeForm(sent(request))

    def act() -> HttpResponseBase:
        purpose = form.cleaned_data["purpose"]
        file = services.write_roster(actor=actor_of(request), at=timezone.now(), ids=ids, purpose=purpose)
        answer = FileResponse(
            file, as_attachment=True, filename=f"转入名册_{timezone.localdate():%Y%m%d}.xlsx", content_type=XLSX
        )
        answer["Cache-Control"] = "no-store"
        return answer

    return answer_step(request, _ROSTER, form, ids, act, reverse("othercity:arrivals"))


@require_POST
@requires(*CITY_ROLES)
def accept(request: HttpRequest) -> HttpResponse:
    """接收: those who were ticked and whom our register holds, after a page that asks."""
    ids, back = _chosen(request), reverse("othercity:arrivals")
    question = Confirm(
        "接收外市移入人员",
        "请确认人员已由社区接收、随转的档案和党组织关系都已收到。接收后由本市负责管理，不能撤回；系统生成签名的接收答复。",
        "接收并答复",
        back=back,
        facts=(("所选人数", f"{len(ids):,} 人"),),
        is_dangerous=False,
    )
    if asked := ask_first(request, question):
        return asked
    made = services.accept_arrivals(actor=actor_of(request), at=timezone.now(), ids=ids)
    messages.success(request, f"已生成签名的接收答复。{goes_by()}")
    return redirect(_next(made))


@require_POST
@requires(*CITY_ROLES)
def return_arrivals(request: HttpRequest) -> HttpResponseBase:
    """退回: one reason for those who were ticked."""
    ids, form = _chosen(request), ReturnForm(sent(request))

    def act() -> str:
        return _next(services.return_arrivals(actor=actor_of(request), at=timezone.now(), ids=ids, **form.cleaned_data))

    page = replace(_RETURN, done=f"{_RETURN.done}{goes_by()}")
    return answer_step(request, page, form, ids, act, reverse("othercity:arrivals"))


def _next(made: Sequence[Any]) -> str:
    """The package whose answer is to be downloaded, or the list of several."""
    return str(made[0].get_absolute_url()) if len(made) == 1 else reverse("othercity:packages")
