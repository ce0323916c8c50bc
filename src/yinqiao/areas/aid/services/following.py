"""What follows in the room: visits of hardship, what the register shows, visits made, deaths and their withdrawal.

Set-based, inside the act that something happened in.
"""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import polars as pl

from yinqiao.areas.aid import events
from yinqiao.areas.aid.models import Consent, Hardship, Relief, ReliefMember, ReliefPayment, VisitDue
from yinqiao.areas.aid.rules import groups_with
from yinqiao.areas.aid.services.telling import end_visits, open_visits
from yinqiao.areas.aid.types import HardshipState, VisitReason, VisitState
from yinqiao.areas.duties.events import DELIVERED, DELIVERY_UNDONE
from yinqiao.areas.duties.services import drop_group
from yinqiao.areas.duties.types import Group
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE, VISIT_NOTED
from yinqiao.areas.retirees.queries import facts_of, people_within, profile_of
from yinqiao.areas.retirees.services import Origin, change_people
from yinqiao.areas.retirees.types import Source
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.events.models import Event
from yinqiao.platform.events.told import people_told_of

_S = HardshipState
_GROUPS = "special_group"
_CHANGES = (
    events.HARDSHIP_RECOGNISED, events.HARDSHIP_ENDED, events.HARDSHIP_WITHDRAWN, events.HARDSHIP_RESUMED,
)  # fmt: skip
_BY_OFFICER = (VisitState.VISITED, VisitState.DECLINED)
# By which standard somebody goes there.
_STANDARDS = {VisitReason.HARDSHIP: "duties.hardship_visit", VisitReason.HEALTH: "duties.health_visit"}
_SHAPE = {"retiree_id": pl.Binary, "since": pl.Date, "profile": pl.String}


def open_hardship_visits(*, act: Act) -> None:
    """Who is newly recognised is to be visited; whose recognition is gone need not be."""
    standing = Hardship.objects.filter(retiree_id__in=people_told_of(act.id, *_CHANGES), state=_S.STANDING)
    days = dict(standing.values_list("retiree_id", "since"))
    new = set(people_told_of(act.id, events.HARDSHIP_RECOGNISED))
    open_visits(act, VisitReason.HARDSHIP, {who: day for who, day in days.items() if who in new})
    gone = [who for who in people_told_of(act.id, *_CHANGES) if who not in days]
    found = VisitDue.objects.filter(retiree_id__in=gone, reason=VisitReason.HARDSHIP)
    end_visits(act, found, VisitState.WITHDRAWN, events.VISIT_DROPPED)
    drop_group(act=act, group=Group.HARDSHIP, ids=gone)


def show_in_register(*, act: Act) -> None:
    """特困 stands among the register's special groups exactly while civil affairs say so.

    The further facts of a person are one value: told whole, without the group, the group is gone.
    """
    people = people_told_of(act.id, *_CHANGES)
    rows = list(people_within(scope=Scope.everything()).filter(pk__in=people).order_by("pk"))
    grades = dict(Hardship.objects.filter(retiree_id__in=people, state=_S.STANDING).values_list("retiree_id", "grade"))
    changed = []
    for row, facts in zip(rows, facts_of(rows), strict=True):
        profile = profile_of(facts)
        groups = [one for one in profile.get(_GROUPS, "").split(",") if one]
        wanted = groups_with(groups, grades.get(row.pk, ""))
        if wanted != groups:
            told = {**profile, _GROUPS: ",".join(wanted)}
            text = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
            changed.append({"retiree_id": row.pk.bytes, "since": _since(act, row.pk), "profile": text})
    if changed:
        origin = Origin(Source.CIVIL_AFFAIRS, act.stamp.occurred_on, is_by_row=True)
        change_people(act=act, people=pl.DataFrame(changed, schema=_SHAPE), origin=origin)


def _since(act: Act, retiree_id: UUID) -> date:
    """The day of what was told last."""
    last = Hardship.objects.filter(retiree_id=retiree_id).exclude(state=_S.WITHDRAWN).order_by("-since").first()
    return (last.until or last.since) if last is not None else act.stamp.occurred_on


def close_visited(*, act: Act) -> None:
    """Who was visited is visited, for whatever reason; under an entry that gave way, too."""
    people = people_told_of(act.id, VISIT_NOTED)
    gone = people_within(scope=Scope.everything()).filter(merged_into_id__in=people).values_list("pk", flat=True)
    end_visits(act, VisitDue.objects.filter(retiree_id__in=[*people, *gone]), VisitState.VISITED, events.VISITED)


def close_declined(*, act: Act) -> None:
    """Who does not want the visit is not asked for it again."""
    told = Event.objects.filter(act_id=act.id, type=DELIVERED.code, retiree_id__isnull=False)
    for retiree_id, data in [(one, data) for one, data in told.values_list("retiree_id", "data") if one]:
        reasons = [reason for reason, standard in _STANDARDS.items() if standard in data["declined"]]
        found = VisitDue.objects.filter(retiree_id=retiree_id, reason__in=reasons)
        end_visits(act, found, VisitState.DECLINED, events.VISIT_DROPPED)


def follow_death(*, act: Act) -> None:
    """Nobody who died is visited or in hardship any more."""
    dead = people_within(scope=Scope.everything()).filter(pk__in=people_told_of(act.id, DEATH_RECORDED))
    days = dict(dead.values_list("pk", "died_on"))
    rows = list(Hardship.objects.select_for_update().filter(retiree_id__in=days, state=_S.STANDING))
    for row in rows:
        row.state, row.until = _S.DECEASED.value, days[row.retiree_id]
    Hardship.objects.bulk_update(rows, ["state", "until"])
    ended = end_visits(act, VisitDue.objects.filter(retiree_id__in=days), VisitState.DECEASED, None)
    tell_people(act=act, kind=events.STOPPED, people={*ended, *(one.retiree_id for one in rows)})


def follow_withdrawn_death(*, act: Act) -> None:
    """Who is not dead after all stands as before."""
    alive = people_told_of(act.id, DEATH_WITHDRAWN)
    standing = Hardship.objects.filter(retiree_id__in=alive, state=_S.STANDING).values("retiree_id")
    rows = Hardship.objects.filter(retiree_id__in=alive, state=_S.DECEASED).exclude(retiree_id__in=standing)
    again = set(rows.values_list("retiree_id", flat=True))
    rows.update(state=_S.STANDING, until=None)
    visits = VisitDue.objects.filter(retiree_id__in=alive, state=VisitState.DECEASED)
    again |= set(visits.values_list("retiree_id", flat=True))
    visits.update(state=VisitState.OPEN, closed_on=None, closed_name="")
    tell_people(act=act, kind=events.WENT_ON, people=again)


def reopen_undone(*, act: Act) -> None:
    """What a visit ended that was noted by mistake is due again: by whom and on which day it was noted names it."""
    told = Event.objects.filter(act_id=act.id, type=DELIVERY_UNDONE.code, retiree_id__isnull=False)
    for retiree_id, data in [(one, data) for one, data in told.values_list("retiree_id", "data") if one]:
        rows = VisitDue.objects.filter(
            retiree_id=retiree_id, state__in=_BY_OFFICER, closed_on=data["noted_on"], closed_name=data["noted_by"]
        )
        # Another of the same reason may have been told since: one is open at a time.
        waiting = VisitDue.objects.filter(retiree_id=retiree_id, state=VisitState.OPEN).values("reason")
        rows = rows.exclude(reason__in=waiting)
        if rows.update(state=VisitState.OPEN, closed_on=None, closed_name=""):
            tell_people(act=act, kind=events.VISIT_DUE, people=[retiree_id])


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    gone = people_told_of(act.id, REGISTRATION_UNDONE)
    for model in (Hardship, VisitDue, Consent, ReliefPayment, ReliefMember, Relief):
        model.objects.filter(retiree_id__in=gone).delete()
