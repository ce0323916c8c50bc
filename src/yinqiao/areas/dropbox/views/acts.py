"""What is decided about a checked file: taken in, put away, taken back as a whole."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.forms import WithdrawForm
from yinqiao.areas.dropbox.types import FileState
from yinqiao.areas.dropbox.views.senders import senders
from yinqiao.areas.dropbox.views.shared import checked_figures, crumbs_of
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first

_SAID = (
    ("new", "将采用"),
    ("disputed", "有矛盾，由社区核实"),
    ("unknown", "等待登记"),
    ("unchanged", "与登记一致"),
    ("blocked", "需修改，不办理"),
)


@require_POST
@senders
def take(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """办理: what differs is told like a programme's messages; asked once more, with the figures."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    back = reverse("dropbox:file", args=[file_id])
    facts = [("来源", found.source.name), ("报送内容", queries.title_of_kind(found.kind))]
    if actor.scope.office is not None:
        facts += [(one.label, f"{one.value:,} 行") for one in checked_figures(found) if one.value]
    else:
        facts += [(label, f"{found.counts[code]:,} 行") for code, label in _SAID if found.counts.get(code)]
    question = Confirm(
        "办理这份报送文件",
        "有变化的行按规则写入登记，有矛盾的转社区核实，每一行都有回执。办理后可以整份撤回。",
        "办理", back=back, facts=facts, is_dangerous=False,
    )  # fmt: skip
    if found.state == FileState.CHECKED and (asked := ask_first(request, question)):
        return asked
    services.begin_taking(actor=actor, at=timezone.now(), file_id=file_id)
    return redirect(back)


@require_POST
@senders
def discard(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Put a file away that will not be taken in."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    question = Confirm(
        "放弃这份文件", "检查结果会清除，登记没有任何变化。原文件按保存期限保留，需要时可以重新上传。", "放弃",
        back=reverse("dropbox:file", args=[file_id]),
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    services.discard_file(actor=actor, at=timezone.now(), file_id=file_id)
    messages.success(request, f"{found.file_no} 已放弃，登记没有变化。")
    return redirect("dropbox:files")


@require_http_methods(["GET", "POST"])
@senders
def withdraw(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """整份撤回: undone where nothing rests on it; the rest goes to the community."""
    actor = actor_of(request)
    found = queries.get_file(scope=actor.scope, file_id=file_id)
    back = reverse("dropbox:file", args=[file_id])
    page = ActPage(
        "整份撤回", "撤回", "正在撤回，本页会显示进度。",
        "这份文件带来的变更逐条撤销，人员恢复原来的登记；此后登记又有变更的，转社区核实，不自动改动。此前其他文件已报送的行不受影响。",
        is_dangerous=True,
    )  # fmt: skip
    form = WithdrawForm(request.POST or None)
    crumbs = crumbs_of((found.file_no, back), ("整份撤回", ""))
    shown = Shown("dropbox/withdraw.html", {"file": found, "back": back, "crumbs": crumbs}, back=lambda _: back)
    return answer_form(
        request, page, form,
        lambda: services.begin_withdrawal(
            actor=actor, at=timezone.now(), file_id=file_id, reason=form.cleaned_data["reason"]
        ),
        shown,
    )  # fmt: skip
