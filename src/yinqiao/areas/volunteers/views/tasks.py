"""志愿服务任务: what is called for, who is proposed and why, who has taken it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.areas.volunteers import queries, services
from yinqiao.areas.volunteers.forms import CancelForm, TaskFilter, TaskForm
from yinqiao.areas.volunteers.rules import ORGANISERS
from yinqiao.areas.volunteers.tables import TASK_TONES, TaskTable, standing_of
from yinqiao.areas.volunteers.types import Skill, TaskState
from yinqiao.kernel.errors import Conflict, Refused
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="志愿服务", table=TaskTable, filters=TaskFilter, unit="项", page_size=50,
    export=TableExport("志愿服务任务", "volunteers.tasks_exported", is_personal=False),
    empty=Empty("没有符合条件的任务", "发布任务后，系统按特长、远近和时间推荐志愿者，由经办人决定；本人也可以在长辈版里接。"),
)  # fmt: skip
_NEW = ActPage(
    "发布志愿服务任务",
    "发布",
    "已发布，下面是推荐的志愿者。",
    "发布后本地的志愿者在长辈版看得到，内容不能再改；不办了可以取消。",
)
_CANCEL = ActPage(
    "取消任务", "取消任务", "已取消。", "取消后不能恢复；接了任务的人在长辈版看到原因，没有手机的请打电话告诉。",
    is_dangerous=True,
)  # fmt: skip


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [("志愿服务", reverse("volunteers:tasks")), *more]


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def tasks(request: HttpRequest) -> HttpResponseBase:
    """Tasks near the scope."""
    scope, now = actor_of(request).scope, timezone.now()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_tasks(scope=scope)
        if chosen.get("when") == "over":
            found = found.filter(ends_at__lte=now)
        elif chosen.get("when") != "all":
            found = found.filter(ends_at__gt=now).order_by("starts_at", "title", "id")
        if skill := chosen.get("skill"):
            found = found.filter(skill=skill)
        return found.filter(title__contains=chosen["title"].strip()) if chosen.get("title") else found

    return answer_list(request, LIST, load, template="volunteers/tasks.html")


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def new_task(request: HttpRequest) -> HttpResponse:
    """Call for volunteers."""
    actor = actor_of(request)
    inside = [(one.place_no, near_label(one.place_no, actor.scope)) for one in places().within(actor.scope)]
    form, here = TaskForm(request.POST or None, places=inside), reverse("volunteers:tasks")
    return answer_form(
        request, _NEW, form, lambda: services.open_task(actor=actor, at=timezone.now(), new=form.new()),
        Shown("ui/form_page.html", {"crumbs": crumbs((_NEW.title, "")), "back": here}, back=_page),
    )  # fmt: skip


def _page(task_id: Any) -> str:
    return reverse("volunteers:task", args=[task_id])


@require_GET
@requires(*ORGANISERS)
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """What is to be done, who does it, who is proposed and why."""
    actor, now = actor_of(request), timezone.now()
    row = queries.get_task(scope=actor.scope, task_id=task_id)
    parts = [(one, *standing_of(one)) for one in queries.list_parts(scope=actor.scope, task_id=row.pk)]
    is_coming = row.state == TaskState.OPEN and row.starts_at > now
    proposals = queries.list_proposals(scope=actor.scope, task=row) if is_coming else []
    if parts or proposals:
        people = len(parts) + len(proposals)
        note_people_read(actor=actor, at=now, people=people, action="volunteers.list_read", purpose="安排志愿服务")
    context = {
        "row": row, "place": near_label(row.place_no, actor.scope), "state": TaskState(row.state).label,
        "tone": TASK_TONES[row.state], "skill": Skill(row.skill).label if row.skill else "不限", "parts": parts,
        "proposals": proposals, "is_coming": is_coming, "is_full": queries.is_full(row), "now": now,
        "can_cancel": is_coming and actor.scope.covers_place(row.place_no), "crumbs": crumbs((row.title, "")),
    }  # fmt: skip
    return render(request, "volunteers/task.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def cancel(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """It does not take place."""
    actor = actor_of(request)
    row = queries.get_task(scope=actor.scope, task_id=task_id, is_own=True)
    form = CancelForm(request.POST or None)
    context = {"crumbs": crumbs((row.title, _page(row.pk)), (_CANCEL.title, "")), "back": _page(row.pk)}
    return answer_form(
        request, _CANCEL, form,
        lambda: services.cancel_task(
            actor=actor, at=timezone.now(), task_id=task_id, why=form.cleaned_data["why"]
        ),
        Shown("ui/form_page.html", context, back=lambda _: _page(task_id)),
    )  # fmt: skip


@require_POST
@requires(*ORGANISERS)
def take(request: HttpRequest, task_id: UUID, volunteer_id: UUID) -> HttpResponse:
    """A volunteer who was asked takes the task."""
    try:
        services.take(actor=actor_of(request), at=timezone.now(), task_id=task_id, volunteer_id=volunteer_id)
    except (Conflict, Refused) as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, "已安排。")
    return redirect(_page(task_id))
