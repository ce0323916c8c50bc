"""`/healthz`: whether this installation lives and how far its sequencer and sealer lag, and what alarms. No personal data."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit import seal
from yinqiao.platform.backup.record import LastBackup, LastCheck, alarms, last_backup, last_check
from yinqiao.platform.events import sequencer

PATH = "/healthz"


@dataclass(frozen=True, slots=True)
class Condition:
    """What waits for sequencer and sealer, the last backup and check, and what an operator must look at."""

    sequencer_pending: int
    sealer_pending: int
    backup: LastBackup | None
    check: LastCheck | None
    alarms: list[str]


def get_condition() -> Condition:
    """How this installation stands now; a database error when the database does not answer. No personal data."""
    home = settings.INSTANCE.home
    with acting(Actor.system("healthz")):
        raised = alarms(home, installed_at=sequencer.installed_at(), now=timezone.now())
        return Condition(sequencer.pending_count(), seal.waiting(), last_backup(home), last_check(home), raised)


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the lags when the database answers, 503 when it does not.

    `sequencer_pending` counts committed events without a number, `sealer_pending` audit entries not yet sealed.
    `alarms` names what an operator must look at (`backup.record.alarms`); a monitor watches that it stays empty.
    """
    state: dict[str, object] = {"version": version("yinqiao"), "database": "ok"}
    try:
        now = get_condition()
    except Error:
        connection.close()
        return JsonResponse({**state, "database": "unavailable"}, status=503)
    state |= {"sequencer_pending": now.sequencer_pending, "sealer_pending": now.sealer_pending, "alarms": now.alarms}
    return JsonResponse(state)
