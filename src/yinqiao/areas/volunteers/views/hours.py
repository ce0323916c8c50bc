"""志愿服务记录: services and their hours, confirmed by who organises, put right with a trace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.volunteers import queries, services
from yinqiao.areas.volunteers.forms import ConfirmForm, RecordFilter
from yinqiao.areas.volunteers.rules import ORGANISERS, in_hours
from yinqiao.areas.volunteers.tables import RecordTable
from yinqiao.areas.volunteers.types import Grade, Standing
from yinqiao.areas.volunteers.views.tasks import crumbs
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="志愿服务记录", table=RecordTable, filters=RecordFilter, unit="条", page_size=50, is_wide=True,
    export=TableExport("志愿服务记录", "volunteers.records_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的记录", "服务结束以后，在任务页面点姓名后面的“确认时长”；确认过的列在这里，可以开证明。"),
)  # fmt: skip
_CONFIRM = ActPage(
    "确认服务时长", "保存", "已保存。", "按实际服务的时间填写，不算路上和休息；由组织服务的人确认，不由本人确认。"
)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def records(request: HttpRequest) -> HttpResponseBase:
    """The record of people of the scope, or what is still to be confirmed."""
    scope = actor_of(request).scope

    def load(chosen: Mapping[str, Any]) -> Any:
        waits = chosen.get("wait") == "1"
        found = queries.list_to_confirm(scope=scope, now=timezone.now()) if waits else queries.list_records(scope=scope)
        for name, lookup in (
            ("since", "starts_at__date__gte"),
            ("until", "starts_at__date__lte"),
            ("title", "task__title__contains"),
            ("name", "retiree__name"),
        ):
            if value := chosen.get(name):
                found = found.filter(**{lookup: value})
        return found

    return answer_list(request, LIST, load, template="volunteers/records.html")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def confirm(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """How long somebody served; what was confirmed before stays beside it."""
    actor = actor_of(request)
    row = queries.get_part(scope=actor.scope, part_id=part_id)
    begun, ended = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    form = ConfirmForm(
        request.POST or None, day=timezone.localdate(row.task.starts_at), is_first=row.state == Standing.TAKEN,
        initial={"begins": begun.time(), "ends": ended.time(), "grade": row.grade or "good"},
    )  # fmt: skip

    def act() -> None:
        if (served := form.served()) is None:
            why = form.cleaned_data.get("why", "")
            services.note_absent(actor=actor, at=timezone.now(), part_id=part_id, why=why)
        else:
            services.confirm(actor=actor, at=timezone.now(), part_id=part_id, served=served)

    page = reverse("volunteers:task", args=[row.task_id])
    trace = [(one, in_hours(one.minutes), Grade(one.grade).label if one.grade else "") for one in _trace(row)]
    context = {"row": row, "trace": trace, "crumbs": crumbs((row.task.title, page), (_CONFIRM.title, "")), "back": page}
    return answer_form(request, _CONFIRM, form, act, Shown("volunteers/confirm.html", context, back=lambda _: page))


def _trace(row: Any) -> Any:
    return row.confirmations.order_by("at", "id")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def withdraw(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Asks, then takes somebody off a task."""
    actor = actor_of(request)
    row = queries.get_part(scope=actor.scope, part_id=part_id)
    back = reverse("volunteers:task", args=[row.task_id])
    facts = [("姓名", row.retiree.name), ("项目", row.task.title)]
    text = "退出后可以安排别人；请先和本人说好。"
    if asked := ask_first(request, Confirm("替本人退出任务吗", text, "退出", back=back, facts=facts)):
        return asked
    try:
        services.withdraw(actor=actor, at=timezone.now(), part_id=part_id)
    except Conflict as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, "已退出。")
    return redirect(back)
