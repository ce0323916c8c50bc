"""Branches that party rosters name and nobody has listed: listed as they are, or said to be one that is listed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.branches import queries, services
from yinqiao.areas.branches.forms import LinkForm
from yinqiao.areas.branches.rules import ENTERPRISE_ROLES
from yinqiao.areas.branches.tables import UnlistedTable
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import BulkAction, Empty, ListSpec, Load, answer_list, chosen_uuids

LIST = ListSpec(
    title="名册中的党支部", table=UnlistedTable, unit="个", page_size=50,
    bulk=(BulkAction("按名册列入", "branches:list_chosen", is_main=True),),
    export=TableExport("名册中尚未列入的党支部", "branches.unlisted_exported", is_personal=False),
    empty=Empty("名册中的党支部都已列入", "党员名册提交后，还没有对应到党组织的党支部会列在这里。", picture="done"),
)  # fmt: skip


def _load(scope: Scope) -> Load:
    return lambda _: queries.list_unlisted(scope=scope, today=timezone.localdate())


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def unlisted(request: HttpRequest) -> HttpResponseBase:
    """What rosters name and nobody has listed, with what each probably is."""
    scope = actor_of(request).scope
    return answer_list(request, LIST, _load(scope), template="branches/unlisted.html")


@require_POST
@requires(*ENTERPRISE_ROLES)
def list_chosen(request: HttpRequest) -> HttpResponse:
    """按名册列入: those that were ticked."""
    actor = actor_of(request)
    ids = chosen_uuids(request, LIST, _load(actor.scope))
    done = services.list_from_rosters(actor=actor, at=timezone.now(), ids=ids)
    messages.success(request, f"已列入 {done:,} 个党组织，人数按名册填写，请补充负责人等情况。")
    return redirect("branches:organisations")


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def link(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """对应到已列入的党组织: a person says which one it is."""
    actor = actor_of(request)
    found = queries.list_unlisted(scope=actor.scope, today=timezone.localdate(), only=[branch_id])
    if not found:
        raise NotFound
    one = found[0]
    listed = queries.list_organisations(scope=actor.scope).filter(enterprise_id=one.enterprise_id)
    choices = [(str(row.pk), f"{row.name}（{row.get_kind_display()}）") for row in listed.order_by("name")]
    form = LinkForm(request.POST or None, organisations=choices, initial={"organisation": str(one.suggested_id or "")})
    text = f"名册中写作“{one.name}”，有党员 {one.members:,} 人。"
    text += f"系统认为可能是“{one.suggested}”：{one.why}，请核对。" if one.suggested else "没有名称相近的。"
    page = ActPage("对应到已列入的党组织", "确认对应", "已对应，人数计入这个党组织。", text)
    chosen: dict[str, Any] = {}

    def act() -> None:
        chosen["id"] = UUID(form.cleaned_data["organisation"])
        services.link_branch(actor=actor, at=timezone.now(), branch_id=branch_id, organisation_id=chosen["id"])

    shown = Shown(
        "branches/act.html", {"back": reverse("branches:unlisted")},
        lambda _: reverse("branches:organisation", args=[chosen["id"]]),
    )  # fmt: skip
    return answer_form(request, page, form, act, shown)


@require_POST
@requires(*ENTERPRISE_ROLES)
def unlink(request: HttpRequest, branch_id: UUID) -> HttpResponse:
    """取消对应, after a page that asks."""
    back = reverse("branches:unlisted")
    question = Confirm(
        "取消对应", "取消后，名册中的这个党支部重新列为尚未列入，人数不再计入这个党组织。", "取消对应", back=back
    )
    if asked := ask_first(request, question):
        return asked
    services.unlink_branch(actor=actor_of(request), at=timezone.now(), branch_id=branch_id)
    messages.success(request, "已取消对应。")
    return redirect(back)
