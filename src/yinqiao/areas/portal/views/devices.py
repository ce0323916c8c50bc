"""One's own sessions: where one is signed in, and out with any of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yinqiao.areas.portal import queries, services
from yinqiao.areas.portal.views.cookies import token_of
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree


@require_GET
@requires_retiree
def devices(request: StaffRequest) -> HttpResponse:
    """On which devices one is signed in."""
    rows = queries.list_sessions(scope=request.actor.scope, at=timezone.now(), token=token_of(request))
    return render(request, "portal/devices.html", {"rows": rows})


@require_POST
@requires_retiree
def end_device(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """Out on one of them."""
    services.end_session(actor=request.actor, at=timezone.now(), session_id=session_id)
    messages.success(request, "那台设备已经退出。")
    return redirect("portal:devices")
