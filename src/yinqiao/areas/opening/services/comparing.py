"""Both systems side by side: a daily table is compared with the register, and changes nothing there by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl
from django.db import IntegrityError, connection, transaction

from yinqiao.areas.opening import errors, events
from yinqiao.areas.opening.models import Difference, Period, Run
from yinqiao.areas.opening.queries.runs import city_of
from yinqiao.areas.opening.services import differing
from yinqiao.areas.opening.services.explaining import require_words
from yinqiao.areas.opening.services.reading import Read
from yinqiao.areas.opening.services.runs import own_city
from yinqiao.areas.opening.types import DifferenceState, Told
from yinqiao.areas.retirees.services import PHONE
from yinqiao.areas.rosters.types import RouteHow
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.blind import short_many
from yinqiao.platform.database.bulk import copy_frame

# Where the old system itself names the community; what an address only suggests is no difference.
_PLACED = [RouteHow.DECLARED_CODE.value, RouteHow.DECLARED_NAME.value, RouteHow.BY_HAND.value]


def begin_period(*, actor: Actor, at: datetime, system: str) -> UUID:
    """Begin the weeks in which both systems run side by side. Conflict `opening.period_open` while one is open."""
    with perform(actor=actor, action="opening.begin_period", at=at) as act:
        today = act.stamp.occurred_on
        period = Period(place_no=own_city(actor), system=system, begun_on=today, begun_name=actor.name)
        try:
            with transaction.atomic():
                period.save(force_insert=True)
        except IntegrityError as problem:
            raise errors.period_open() from problem
        _tell(act, period, closed=False)
        return period.pk


def close_period(*, actor: Actor, at: datetime, words: str) -> None:
    """End the period under way, with a conclusion. Conflict `opening.still_open` while a difference waits."""
    with perform(actor=actor, action="opening.close_period", at=at) as act:
        period = _lock_period(act)
        waiting = Difference.objects.filter(period=period, state=DifferenceState.OPEN).count()
        if waiting:
            raise errors.still_open(waiting)
        period.closed_on, period.closed_name, period.words = act.stamp.occurred_on, actor.name, words.strip()[:300]
        period.save()
        _tell(act, period, closed=True)


def explain_differences(*, actor: Actor, at: datetime, ids: Sequence[UUID], told: Told) -> int:
    """Say what stands behind these differences; returns how many were waiting for it.

    Nothing changes in the register: what has to be corrected is corrected there. Conflict `opening.nothing_changed`.
    """
    require_words(told)
    with perform(actor=actor, action="opening.explain_differences", at=at) as act:
        period = _lock_period(act)
        waiting = Difference.objects.filter(period=period, pk__in=ids, state=DifferenceState.OPEN)
        changed = waiting.update(
            state=DifferenceState.EXPLAINED, verdict=told.code, words=told.words.strip()[:300], explained_name=actor.name
        )  # fmt: skip
        if not changed:
            raise errors.nothing_changed()
        act.people = changed
        act.note(code=told.code.value, differences=changed)
        return changed


def _lock_period(act: Act) -> Period:
    period = Period.objects.select_for_update().filter(city_of(act.actor.scope), closed_on=None).first()
    if period is None:
        raise NotFound
    act.about("opening_period", period.pk, people=0)
    return period


def _tell(act: Act, period: Period, *, closed: bool) -> None:
    act.about("opening_period", period.pk, people=0)
    kind = events.PERIOD_CLOSED if closed else events.PERIOD_BEGUN
    act.emit(kind, [Subject(None, None, period.place_no, subject_id=period.pk)])


def compare(*, act: Act, run: Run, read: Read) -> dict[str, int]:
    """Compare a daily table with the register within the act that has read it; returns the figures of the day."""
    period = _lock_period(act)
    act.about("opening_run", run.pk, people=0)
    scope = act.actor.scope
    values: dict[str, Any] = {
        "city": run.place_no, "low": scope.place_from, "high": scope.place_to, "period": period.pk,
        "today": act.stamp.occurred_on,
    }  # fmt: skip
    copy_frame(differing.DAILY, differing.DAILY_COLUMNS, _daily(read.rows))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pg_temp.opening_daily")
        cursor.execute(differing.FOUND)
        for statement in (
            differing.NOT_HERE, differing.NOT_THERE, differing.PLACES, differing.FIELDS, differing.KEEP, differing.SETTLE,
            differing.COUNT,
        ):  # fmt: skip
            cursor.execute(statement, values)
        counted = dict(zip(differing.COUNTED, cursor.fetchone(), strict=True))
    return {"rows": read.rows.height, **counted}


def _daily(rows: pl.DataFrame) -> pl.DataFrame:
    """Each old number once: of lines that repeat one the first counts."""
    once = rows.unique("old_no", keep="first", maintain_order=True)
    return once.select(
        pl.col("old_no").fill_null(""), "id_no_index", pl.col("name").fill_null(""), "to_place",
        pl.col("route_how").is_in(_PLACED).fill_null(False).alias("is_placed"),
        pl.col("old_reason").is_null().alias("is_alive"), "archive_no",
        pl.Series("phone_index", short_many(once["phone"].to_list(), PHONE), dtype=pl.Int64),
    )  # fmt: skip
