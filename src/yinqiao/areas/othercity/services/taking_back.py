"""A package taken back before it was answered; transfers that stop because the person's matter has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import connection

from yinqiao.areas.othercity import errors, events
from yinqiao.areas.othercity.models import Package, Paper, Transfer
from yinqiao.areas.othercity.queries import of_places
from yinqiao.areas.othercity.rules.messages import WithdrawalMessage
from yinqiao.areas.othercity.services.answered import close_sent, tell
from yinqiao.areas.othercity.services.papers import make_paper
from yinqiao.areas.othercity.types import Overtaken, PaperKind, Side, TransferState
from yinqiao.areas.retirees.events import MOVE_RECORDED
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_OVERTAKE = """
UPDATE othercity_transfer t SET state = 'overtaken', state_on = %(on)s, reason = CASE r.status
    WHEN 'deceased' THEN %(died)s WHEN 'merged' THEN %(merged)s ELSE %(moved)s END
FROM retirees_retiree r WHERE r.id = t.retiree_id AND t.state = 'offered' AND (r.status <> 'managed' OR EXISTS
    (SELECT 1 FROM events_event e WHERE e.act_id = %(act)s AND e.type = %(type)s AND e.retiree_id = r.id))
RETURNING t.id
"""


def take_back(*, actor: Actor, at: datetime, package_id: UUID) -> int:
    """Take back whoever of a package waits for an answer, by a signed withdrawal; returns how many.

    Transfers that have stopped are named in it too. NotFound out of scope; Conflict `othercity.nothing_to_take_back`.
    """
    with perform(actor=actor, action="othercity.take_back", at=at) as act:
        found = Package.objects.select_for_update().filter(of_places(actor.scope), side=Side.OUT, pk=package_id)
        package = found.first()
        if package is None:
            raise NotFound
        stopped = [TransferState.OFFERED, TransferState.OVERTAKEN]
        rows = list(Transfer.objects.select_for_update().filter(package=package, state__in=stopped).order_by("id"))
        waiting = [one for one in rows if one.state == TransferState.OFFERED]
        is_told = Paper.objects.filter(package=package, kind=PaperKind.WITHDRAWAL).exists()
        if not waiting and (not rows or is_told):
            raise errors.nothing_to_take_back()
        ids = [one.pk for one in waiting]
        Transfer.objects.filter(pk__in=ids).update(state=TransferState.WITHDRAWN, state_on=act.stamp.occurred_on)
        close_sent(act, package)
        message = WithdrawalMessage(
            jti=uuid_utils.uuid7(), iss=settings.REGION, aud=package.city, iat=at, number=package.number,
            refs=tuple(one.pk for one in rows),
        )  # fmt: skip
        make_paper(act, package, message)
        act.about("othercity_package", package.pk, people=len(waiting))
        tell(act, events.WITHDRAWN, package, waiting)
    return len(waiting)


def overtake(*, act: Act) -> int:
    """Stop the transfers of people who died, moved again or gave way to another entry by this act; returns how many.

    The desk's package stays as it is; a withdrawal names them, and an acceptance of theirs no longer counts.
    """
    values: dict[str, Any] = {
        "on": act.stamp.occurred_on, "act": act.id, "type": MOVE_RECORDED.code, "died": Overtaken.DIED.value,
        "merged": Overtaken.MERGED.value, "moved": Overtaken.MOVED.value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKE, values)
        ids = [row[0] for row in cursor.fetchall()]
    for package in Package.objects.filter(transfers__in=ids).distinct():
        close_sent(act, package)
        tell(act, events.OVERTAKEN, package, list(Transfer.objects.filter(package=package, pk__in=ids)))
    return len(ids)
