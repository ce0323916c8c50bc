"""Lets go of what is no longer needed: codes after a day, sessions when the time of their log is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from yinqiao.areas.portal.models import Code, Session
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.rulebook import rulebook


def forget_old(*, actor: Actor, at: datetime) -> tuple[int, int]:
    """Remove codes and sessions that are kept long enough; how many of each."""
    rule = rulebook().get("portal.keeping", region=settings.REGION, day=timezone.localdate(at))
    with perform(actor=actor, action="portal.forget_old", at=at) as act:
        codes, _ = Code.objects.filter(asked_at__lt=at - timedelta(days=rule.parameters["code_days"])).delete()
        ended = Session.objects.annotate(over_at=Least(Coalesce("ended_at", "ends_at"), "ends_at"))
        sessions, _ = ended.filter(over_at__lt=at - timedelta(days=rule.parameters["session_days"])).delete()
        act.note(codes=codes, sessions=sessions, rule=rule.version)
    return codes, sessions
