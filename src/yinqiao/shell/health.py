"""`/healthz`: whether this installation lives and how far its sequencer and sealer lag, and what alarms. No personal data."""

from __future__ import annotations

from importlib.metadata import version

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit import seal
from yinqiao.platform.backup.record import alarms
from yinqiao.platform.events import sequencer

PATH = "/healthz"


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the lags when the database answers, 503 when it does not.

    `sequencer_pending` counts committed events without a number, `sealer_pending` audit entries not yet sealed.
    `alarms` names what an operator must look at (`backup.record.alarms`); a monitor watches that it stays empty.
    """
    state: dict[str, object] = {"version": version("yinqiao"), "database": "ok"}
    try:
        with acting(Actor.system("healthz")):
            state["sequencer_pending"] = sequencer.pending_count()
            state["sealer_pending"] = seal.waiting()
            state["alarms"] = alarms(settings.INSTANCE.home, installed_at=sequencer.installed_at(), now=timezone.now())
    except Error:
        connection.close()
        return JsonResponse({**state, "database": "unavailable"}, status=503)
    return JsonResponse(state)
