"""What old names mean here: recognised where the name is the same, said by a person where it is not, kept for the next time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import connection

from yinqiao.areas.opening import errors
from yinqiao.areas.opening.models import Mapping
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.types import MappingState, Side
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.database.bulk import copy_frame

_SEEN = {
    "side": "text",
    "old_name": "text",
    "enterprise_id": "int",
    "to_place": "int",
    "rows": "int",
    "place_no": "int",
}
# What a person has said stands; what was recognised follows what is recognised now.
_KEEP = """
INSERT INTO opening_mapping AS m (side, place_no, old_name, state, enterprise_id, to_place, rows, words, decided_name)
SELECT side, place_no, old_name, CASE WHEN coalesce(enterprise_id, to_place) IS NULL THEN 'unknown' ELSE 'auto' END,
    enterprise_id, to_place, rows, '', '' FROM pg_temp.opening_seen
ON CONFLICT (side, old_name) DO UPDATE SET rows = excluded.rows,
    state = CASE WHEN m.state IN ('chosen', 'excluded') THEN m.state ELSE excluded.state END,
    enterprise_id = CASE WHEN m.state IN ('chosen', 'excluded') THEN m.enterprise_id ELSE excluded.enterprise_id END,
    to_place = CASE WHEN m.state IN ('chosen', 'excluded') THEN m.to_place ELSE excluded.to_place END
"""


def map_old_name(*, actor: Actor, at: datetime, mapping_id: UUID, target: int) -> None:
    """Say which enterprise (its id) or which place (its number) an old name means; the next rehearsal follows it."""
    with perform(actor=actor, action="opening.map_old_name", at=at) as act:
        one = _lock(act, mapping_id)
        is_place = one.side == Side.PLACE
        if is_place and not actor.scope.covers_place(target):
            raise NotFound
        one.state, one.words = MappingState.CHOSEN, ""
        one.enterprise_id, one.to_place = (None, target) if is_place else (target, None)
        _save(act, one)


def exclude_old_name(*, actor: Actor, at: datetime, mapping_id: UUID, words: str) -> None:
    """Say that the people under an old name stay out, and why. Invalid `opening.target_needed` without words."""
    if not words.strip():
        raise errors.target_needed()
    with perform(actor=actor, action="opening.exclude_old_name", at=at) as act:
        one = _lock(act, mapping_id)
        one.state, one.words, one.enterprise_id, one.to_place = MappingState.EXCLUDED, words.strip()[:300], None, None
        _save(act, one)


def _lock(act: Act, mapping_id: UUID) -> Mapping:
    found = Mapping.objects.select_for_update().filter(city_of(act.actor.scope), pk=mapping_id).first()
    if found is None:
        raise NotFound
    return found


def _save(act: Act, one: Mapping) -> None:
    one.decided_name, one.decided_at = act.actor.name, act.at
    one.save()
    act.note(side=one.side, mapping=str(one.pk), state=one.state, enterprise=one.enterprise_id, place=one.to_place)


def keep_seen(*, act: Act, seen: pl.DataFrame) -> None:
    """Keep the old names of a rehearsal with what they were recognised as and how many rows they have."""
    copy_frame("opening_seen", _SEEN, seen)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE opening_mapping SET rows = 0 WHERE rows <> 0")
        cursor.execute(_KEEP)
    act.note(old_names=seen.height)
