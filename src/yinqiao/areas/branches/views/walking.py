"""The steps of one organisation: the one that is due, one put right, the scan that goes with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.branches import errors, queries, services
from yinqiao.areas.branches.forms import DueStepForm, StepForm
from yinqiao.areas.branches.rules import PARTIES, side_of, step_after, step_named
from yinqiao.areas.branches.types import Need, Path, State
from yinqiao.areas.branches.views.shared import answer_act, own_row
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, actor_of
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def step(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """登记下一步: what the step that is due needs."""
    row = own_row(request, organisation_id)
    due = step_named(row.stand.path, row.next_step)
    if due is None:
        raise errors.step_not_open(State(row.state).label)
    if due.side is not side_of(actor_of(request).role):
        raise NotFound
    is_signed = due.leads_to is State.RECEIVED and row.state != State.RECEIVED
    is_grave = is_signed or step_after(row.stand.path, due.code) is None
    form = DueStepForm(
        request.POST or None, request.FILES or None, step=due,
        initial={"step": due.code, "version": row.lock_version, "named": row.now_name or row.name},
    )  # fmt: skip
    page = ActPage(due.label, "登记这一步", f"“{due.label}”已登记。", due.hint, is_dangerous=is_grave)
    return answer_act(
        request, page, row, form,
        lambda: services.record_step(
            actor=actor_of(request), at=timezone.now(), organisation_id=organisation_id,
            version=form.cleaned_data["version"], code=form.cleaned_data["step"], facts=form.facts(),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PARTIES)
def correct(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """更正登记: what was told of a step is put right by a row that names the old one."""
    seen = queries.get_step(scope=actor_of(request).scope, step_id=step_id)
    row = own_row(request, seen.organisation_id)
    done = step_named(member_of(Path, seen.path), seen.code)
    if done is None or seen.round != row.round or seen.side != side_of(actor_of(request).role):
        raise NotFound
    told = {
        one.value: getattr(seen, one.value, "") for one in Need if one not in (Need.CODE, Need.SECRETARY, Need.PHONE)
    }
    form = StepForm(
        request.POST or None, request.FILES or None, step=done, is_correction=True,
        initial={**told, "code": seen.organisation_code},
    )  # fmt: skip
    text = "更正后原来的登记仍保留，注明已更正；办理状态和负责单位不变。"
    return answer_act(
        request, ActPage(f"更正“{done.label}”", "保存更正", "已更正，原登记保留。", text), row, form,
        lambda: services.correct_step(
            actor=actor_of(request), at=timezone.now(), step_id=step_id, facts=form.facts()
        ),
    )  # fmt: skip


@require_GET
@requires(*PARTIES)
def scan(request: HttpRequest, step_id: UUID) -> StreamingHttpResponse:
    """The scan that goes with a step, as a file to keep; noted, for it holds seals and may hold names."""
    actor = actor_of(request)
    seen = queries.get_step(scope=actor.scope, step_id=step_id)
    if seen.file_id is None:
        raise NotFound("branches.no_file", "这一步没有扫描件。")
    file = get_file(seen.file_id)
    record_read(actor, action="branches.scan_downloaded", people=0, purpose="查看党组织批复扫描件")
    return answer_file(file)
