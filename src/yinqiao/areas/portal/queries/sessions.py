"""Whose session a request carries, looked up anew each time: who died or was returned is out with the next click."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.areas.authorisations.types import ROLE as PROXY
from yinqiao.areas.portal.models import Session
from yinqiao.areas.portal.queries.trying import digest
from yinqiao.areas.portal.types import MAY_ENTER, ROLE, Means, SessionRow
from yinqiao.platform.access import Actor, Scope, acting

_ENTRANCE = Actor.system("长辈版入口")


def actor_of(*, token: str, at: datetime, request_id: str) -> Actor:
    """The retiree whose session this is, or who acts for one by an authorisation that holds; nobody for an unknown, ended or expired one, or a person no longer here."""
    if not token:
        return Actor.anonymous()
    with acting(_ENTRANCE):
        row = Session.objects.filter(
            token_hash=digest(token), ended_at__isnull=True, ends_at__gt=at,
            retiree__status__in=MAY_ENTER, retiree__merged_into__isnull=True,
        ).values_list("retiree_id", "warrant_id").first()  # fmt: skip
        holds = row is not None and (row[1] is None or warrant_of(row[1], timezone.localdate(at)) is not None)
    if row is None or not holds:
        return Actor.anonymous()
    person, warrant = row
    # The audit log holds no names of retirees and their families: who this is stands in the id.
    if warrant is not None:
        return Actor(warrant, PROXY, "家属代办", Scope.of_warrant(person, warrant), "长辈版", request_id=request_id)
    return Actor(person, ROLE, "本人", Scope.of_person(person), "长辈版", request_id=request_id)


def list_sessions(*, scope: Scope, at: datetime, token: str) -> list[SessionRow]:
    """One's own sessions that stand, the newest first, the one of this token marked; nobody else has any."""
    if scope.person is None:
        return []
    found = Session.objects.filter(
        retiree_id=scope.person, warrant_id=scope.warrant, ended_at__isnull=True, ends_at__gt=at
    )
    here = digest(token)
    words = {one.value: one.label for one in Means}
    return [
        SessionRow(one.pk, one.device, words[one.means], one.started_at, one.ends_at, one.token_hash == here)
        for one in found.order_by("-started_at", "-id")
    ]
