"""Keeps and forgets saved views of lists; both go back to the list."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from yinqiao.platform.ui import saved
from yinqiao.platform.ui.gates import StaffRequest, requires


@require_POST
@requires()
def save_view(request: StaffRequest) -> HttpResponse:
    """存为常用筛选."""
    address = saved.save_view(
        actor=request.actor, at=timezone.now(), list_name=request.POST.get("list", ""),
        name=request.POST.get("name", ""), query=request.POST.get("query", ""),
    )  # fmt: skip
    messages.success(request, "已存为常用筛选。")
    return redirect(address)


@require_POST
@requires()
def forget_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    """删去常用筛选."""
    address = saved.forget_view(actor=request.actor, at=timezone.now(), view_id=view_id)
    messages.success(request, "已删去。")
    return redirect(address)
