"""工作日历: the years, one year, one correction with the clocks that it moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.office_calendar import queries
from yinqiao.areas.office_calendar.forms import YearFilter
from yinqiao.areas.office_calendar.rules import MANAGERS, differences, in_spans, told
from yinqiao.areas.office_calendar.tables import HELD_TONES, VERSION_TONES, YearTable
from yinqiao.areas.office_calendar.types import VersionState, YearRow
from yinqiao.kernel.publishing import earliest
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

LIST = ListSpec(
    title="工作日历", table=YearTable, filters=YearFilter, unit="年",
    export=TableExport("工作日历", "office_calendar.years_exported", is_personal=False),
    empty=Empty("没有符合条件的年份", "换个条件再试。", picture="search"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*MANAGERS)
def years(request: HttpRequest) -> HttpResponseBase:
    """The years that clocks may run in."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> list[YearRow]:
        rows = queries.list_years(scope=actor.scope, today=today)
        return [
            one for one in rows
            if chosen.get("held") in (None, "", one.held) and (chosen.get("pending") != "yes" or one.pending)
        ]  # fmt: skip

    return answer_list(request, LIST, load, template="office_calendar/years.html")


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """List, then what follows."""
    return [("工作日历", reverse("office_calendar:years")), *last]


@require_GET
@requires(*MANAGERS)
def year(request: HttpRequest, year: str) -> HttpResponse:
    """One year: its days off and worked weekends, where they come from, what was entered."""
    actor, today, number = actor_of(request), timezone.localdate(), queries.named(year)
    days, held, source = queries.held_on(number, today)
    versions = list(queries.list_versions(scope=actor.scope, year=number))
    context = {
        "year": number, "held": held.label, "tone": HELD_TONES[held], "source": source,
        "off": [(told(first), told(last) if last != first else "") for first, last in in_spans(days.off)],
        "worked": [told(one) for one in sorted(days.worked)],
        "versions": [(one, VersionState(one.state).label, VERSION_TONES[one.state]) for one in versions],
        "may_draft": not any(one.state == VersionState.PROPOSED for one in versions), "crumbs": crumbs((f"{number} 年", "")),
    }  # fmt: skip
    return render(request, "office_calendar/year.html", context)


@require_GET
@requires(*MANAGERS)
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One correction: the days that it changes, the clocks that it moves or moved, what may be done now."""
    actor, now = actor_of(request), timezone.localtime()
    row = queries.get_version(scope=actor.scope, version_id=version_id)
    own, waits = row.drafted_by == actor.id, row.state == VersionState.PROPOSED
    ahead = row.valid_from is None or row.valid_from >= earliest(now)
    context = {
        "row": row, "state": VersionState(row.state).label, "tone": VERSION_TONES[row.state], "ahead": ahead,
        **shown_of(request, version_id), "may_decide": waits and not own, "waits_for_other": waits and own,
        "may_withdraw": (waits and own) or (row.state == VersionState.PUBLISHED and ahead),
        "crumbs": crumbs((f"{row.year} 年", reverse("office_calendar:year", args=[row.year])), ("更正", "")),
    }  # fmt: skip
    return render(request, "office_calendar/version.html", context)


def shown_of(request: HttpRequest, version_id: UUID) -> dict[str, Any]:
    """What a correction changes: the days as against those that hold on the eve of it, and the clocks."""
    scope, today = actor_of(request).scope, timezone.localdate()
    row = queries.get_version(scope=scope, version_id=version_id)
    before, after = queries.before_of(row, today), queries.year_of(row)
    is_done = row.state == VersionState.PUBLISHED and row.valid_from is not None and row.valid_from <= today
    changes = differences((before.off, before.worked), (after.off, after.worked))
    if is_done and row.valid_from is not None:
        recounts = queries.list_recounts(scope=scope, since=row.valid_from, until=today)
        return {"changes": changes, "is_done": True, "recounts": recounts}
    return {"changes": changes, "is_done": False, "moves": queries.foresee(after)}
