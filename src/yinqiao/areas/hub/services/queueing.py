"""What there is to tell now: files for other cities, how packages stand, the city's figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from yinqiao.areas.hub.models import Outgoing
from yinqiao.areas.hub.queries.figures import count_figures
from yinqiao.areas.hub.queries.rates import rates_on
from yinqiao.areas.hub.rules import DeskMessage, write_text
from yinqiao.areas.hub.services.numbering import Told, open_lines, present_epoch, put
from yinqiao.areas.hub.types import PROVINCE, MessageKind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.othercity.queries import list_packages, list_sealed
from yinqiao.areas.othercity.types import Side
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform


def queue_papers(*, actor: Actor, at: datetime) -> int:
    """Put the sealed files on record that were made for other cities and are not on their way yet; returns how many."""
    since = at - timedelta(days=rates_on(timezone.localdate(at)).kept_days)
    with acting(actor):
        sent = Outgoing.objects.filter(ref__isnull=False).values("ref")
        rows = list(list_sealed(scope=actor.scope, since=since).exclude(pk__in=sent))
    if not rows:
        return 0
    with perform(actor=actor, action="hub.papers_queued", at=at) as act:
        for one in rows:
            told = Told(
                one.package.city, MessageKind[one.kind.upper()], one.place_no, one.package.number, ref=one.pk,
                digest=one.digest,
            )  # fmt: skip
            put(at, told)
        act.people = sum(one.people for one in rows)
        act.note(papers=[str(one.pk) for one in rows], cities=sorted({one.package.city for one in rows}))
    return len(rows)


def queue_desk(*, actor: Actor, at: datetime) -> int:
    """Tell the province of each package that stands otherwise than was told last; after a restore of every one."""
    ended = timezone.localdate(at) - timedelta(days=rates_on(timezone.localdate(at)).kept_days)
    queued = 0
    with acting(actor):
        open_lines(at, places().city.place_no)
        newest = Outgoing.objects.filter(line=PROVINCE, kind=MessageKind.DESK, epoch=present_epoch())
        told = dict(newest.order_by("about", "-id").distinct("about").values_list("about", "digest"))
        for one in list_packages(scope=actor.scope).exclude(ended_on__lt=ended):
            body = write_text(_standing(one))
            if told.get(one.number) != sha256(body).hexdigest():
                put(at, Told(PROVINCE, MessageKind.DESK, one.place_no, one.number, body))
                queued += 1
    return queued


def _standing(one: Any) -> DeskMessage:
    told = {
        name: getattr(one, name)
        for name in (
            "side",
            "number",
            "made_on",
            "valid_to",
            "due_on",
            "ended_on",
            "people",
            "open",
            "accepted",
            "returned",
        )
    }
    sender, receiver = (settings.REGION, one.city) if one.side == Side.OUT else (one.city, settings.REGION)
    return DeskMessage(sender=sender, receiver=receiver, **told)


def queue_indicators(*, actor: Actor, at: datetime) -> bool:
    """Tell the province the city's figures, where those told last are older than the rule allows."""
    minutes = rates_on(timezone.localdate(at)).indicators_minutes
    with acting(actor):
        newest = Outgoing.objects.filter(line=PROVINCE, kind=MessageKind.INDICATORS, epoch=present_epoch())
        last = newest.aggregate(last=Max("recorded_at"))["last"]
        if last is not None and at - last < timedelta(minutes=minutes):
            return False
        body = write_text(count_figures(scope=actor.scope, at=at))
        put(at, Told(PROVINCE, MessageKind.INDICATORS, places().city.place_no, body=body))
    return True
