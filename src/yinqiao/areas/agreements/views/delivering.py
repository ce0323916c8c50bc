"""Which batches an agreement is fulfilled with: the enterprise links them and takes them out again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.agreements import errors, queries, services
from yinqiao.areas.agreements.forms import BatchForm, UnlinkForm
from yinqiao.areas.agreements.rules import ENTERPRISE_ROLES
from yinqiao.areas.agreements.types import Step
from yinqiao.areas.agreements.views.shared import actor_of, answer_step, initial_of, page_of
from yinqiao.platform.ui.act_page import ActPage
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*ENTERPRISE_ROLES)
def link(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """关联移交批次."""
    row = page_of(request, agreement_id, Step.LINK)
    batches = queries.list_linkable_batches(scope=actor_of(request).scope, agreement_id=agreement_id)
    form = BatchForm(request.POST or None, batches=batches, initial=initial_of(row))
    text = "关联后，批次中移交到接收方的人员、档案计入本协议的已送出、已接收。有人或档案被接收之前可以解除关联。"
    if not batches:
        text = "没有可以关联的批次：请先在“移交名册”“档案移交”中提交名册或档案目录；已关联到其他协议的批次不再列出。"
    return answer_step(
        request, ActPage("关联移交批次", "关联", "已关联批次。", text), row, form,
        lambda: services.link_batch(
            actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id),
            batch_id=form.cleaned_data["batch"],
        ),
    )  # fmt: skip


@require_POST
@requires(*ENTERPRISE_ROLES)
def unlink(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """解除关联, after asking."""
    actor = actor_of(request)
    row = page_of(request, agreement_id, Step.UNLINK)
    form = UnlinkForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    question = Confirm(
        "解除关联",
        "解除后，这一批次不再计入本协议，移交和接收不受影响。",
        "解除关联",
        back=row.get_absolute_url(),
    )
    if asked := ask_first(request, question):
        return asked
    services.unlink_batch(
        actor=actor, at=timezone.now(), seen=form.seen(agreement_id), batch_id=form.cleaned_data["batch"]
    )
    messages.success(request, "已解除关联。")
    return redirect("agreements:agreement", agreement_id=agreement_id)
