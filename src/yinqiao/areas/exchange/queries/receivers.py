"""How many programmes of other offices may be told of something, and to how many it has gone. Counts alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection

from yinqiao.areas.accounts.queries import list_key_actors
from yinqiao.areas.exchange.queries.feed import told_types
from yinqiao.areas.retirees.queries import find_row
from yinqiao.platform.access import Scope
from yinqiao.platform.events.models import Event, Feed


def count_receivers(
    *, scope: Scope, retiree_id: UUID, acts: Collection[UUID], today: date
) -> dict[UUID, tuple[int, int]]:
    """Act → (how many addresses may read what it tells of the person, to how many all of that has gone).

    An address counts with the scope of its key and the types that it wants; which office it belongs to is not told.
    NotFound for a person out of scope. Who reads the feed by itself is not counted: it says nothing of what it keeps.
    """
    person = find_row(scope, retiree_id)
    events = list(Event.objects.filter(retiree_id=retiree_id, act_id__in=acts, type__in=list(told_types())))
    numbers = dict(Feed.objects.filter(event_id__in=[one.pk for one in events]).values_list("event_id", "seq"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT key_id, types, after FROM exchange_receivers()")
        receivers = cursor.fetchall()
    holding = list_key_actors(key_ids={key for key, _, _ in receivers}, today=today)
    counted: dict[UUID, tuple[int, int]] = {}
    for key, types, after in receivers:
        reader = holding[key].scope if key in holding else Scope.nobody()
        if not reader.covers(place_no=person.place_no, enterprise_id=person.enterprise_id):
            continue
        seen = [
            one for one in events if (one.is_shared or not reader.is_enterprise) and (not types or one.type in types)
        ]
        for act in {one.act_id for one in seen}:
            has_gone = all(numbers.get(one.pk, after + 1) <= after for one in seen if one.act_id == act)
            entitled, delivered = counted.get(act, (0, 0))
            counted[act] = (entitled + 1, delivered + has_gone)
    return counted
