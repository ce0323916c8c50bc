"""运行状态: what `/healthz` tells a monitor, in words for the system's administrator, and on today's list when it alarms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui import TodayEntry
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.shell.health import get_condition

OPERATORS = ("system_admin",)
# Code of an alarm (`backup.record.alarms`) → what is wrong, what to do.
ALARMS = {
    "backup_overdue": (
        "超过 26 小时没有备份",
        "请查看后台任务是否在运行、备份目录是否可写、磁盘是否已满；可在服务器上运行 yinqiao backup nightly 立即备份。",
    ),
    "invariants_overdue": (
        "超过 26 小时没有核对数据",
        "每日 05:20 应自动核对。请查看后台任务是否在运行。",
    ),
    "invariants_broken": (
        "数据核对发现不一致或未能完成",
        "请查看主目录中的 last-check.json 和后台任务日志。查明之前不要手工改动数据库，并保留现有备份。",
    ),
}


@require_GET
@requires(*OPERATORS)
def operation(request: StaffRequest) -> HttpResponse:
    """The installation's condition, and each alarm with what to do."""
    now = get_condition()
    raised = [(*ALARMS[code], code) for code in now.alarms]
    return render(request, "shell/operation.html", {"now": now, "raised": raised})


def today_entries(actor: Actor, today: date) -> Sequence[TodayEntry]:
    """One line for the administrator while anything alarms; the count is that of the page it opens."""
    if actor.role not in OPERATORS:
        return []
    codes = get_condition().alarms
    words = "；".join(ALARMS[code][0] for code in codes)
    return [TodayEntry("系统运行告警", len(codes), reverse("shell:operation"), "查看处理办法", "overdue", words)]
