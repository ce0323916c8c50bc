"""A year is proposed whole: its weekdays off and its worked weekends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.office_calendar import errors
from yinqiao.areas.office_calendar.models import CalendarYear
from yinqiao.areas.office_calendar.queries import held_on
from yinqiao.areas.office_calendar.rules import MANAGERS, is_weekend, wrong_days
from yinqiao.areas.office_calendar.types import Held, VersionState, YearDraft
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform


def propose_year(*, actor: Actor, at: datetime, draft: YearDraft) -> UUID:
    """Propose the days of a year; another manager decides. Weekends among the days off are left out. Returns it.

    Invalid `office_calendar.wrong_days`, `office_calendar.nothing_changed`; Conflict `office_calendar.already_waiting`;
    NotFound for a year that is not listed.
    """
    with perform(actor=actor, action="office_calendar.propose", at=at) as act:
        require_manager(actor)
        today = act.stamp.occurred_on
        held, origin, _ = held_on(draft.year, today)
        if wrong := wrong_days(draft.year, draft.off, draft.worked):
            raise errors.wrong_days(wrong)
        off = frozenset(one for one in draft.off if not is_weekend(one))
        # What was only assumed is confirmed by a notice that says the same.
        if (off, frozenset(draft.worked)) == (held.off, held.worked) and origin is not Held.ASSUMED:
            raise errors.nothing_changed()
        rows = CalendarYear.objects.select_for_update().filter(year=draft.year)
        ahead = rows.filter(state=VersionState.PUBLISHED, valid_from__gt=today)
        if rows.filter(state=VersionState.PROPOSED).exists() or ahead.exists():
            raise errors.already_waiting()
        made = CalendarYear(
            id=uuid_utils.uuid7(), year=draft.year, off=sorted(one.isoformat() for one in off),
            worked=sorted(one.isoformat() for one in draft.worked), basis=draft.basis.strip()[:200],
            reason=draft.reason.strip()[:500], drafted_by=actor.id, drafted_name=actor.name[:64], drafted_at=at,
        )  # fmt: skip
        made.save(force_insert=True)
        act.about("calendar_year", made.pk, people=0)
        act.note(year=draft.year)
        return made.pk


def require_manager(actor: Actor) -> None:
    """Whoever may keep the calendar: a person with that role."""
    if actor.role not in MANAGERS or actor.id is None:
        raise errors.not_manager()
