"""A file opens with the record of a death, in the same act, and is withdrawn with it.

Set-based: a file of deaths costs the same statements as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from yinqiao.areas.bereavement import events
from yinqiao.areas.bereavement.models import Condolence, FamilyPass, File, Item
from yinqiao.areas.bereavement.rules import BY_PERSON, due_on, kinds, kinds_of, rule_of
from yinqiao.areas.bereavement.types import FileState, ItemState, Kind, Owner, Turn
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
from yinqiao.platform.access import widened
from yinqiao.platform.acts import Act
from yinqiao.platform.events.told import people_told_of
from yinqiao.platform.rulebook import rulebook
from yinqiao.platform.workdays import work_calendar

_FILES = """
INSERT INTO bereavement_file (retiree_id, name, died_on, opened_on, cause_act)
SELECT DISTINCT r.id, r.name, r.died_on, %(today)s::date, %(act)s::uuid
FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
WHERE e.act_id = %(act)s AND e.type = %(type)s AND r.died_on IS NOT NULL
ON CONFLICT (retiree_id) WHERE state <> 'withdrawn' DO NOTHING RETURNING retiree_id, died_on
"""
# What is due when depends on the day of death alone, for all were told today.
_ITEMS = """
INSERT INTO bereavement_item (file_id, retiree_id, name, died_on, code, owner, place_no, opened_on, due_on)
SELECT f.id, f.retiree_id, f.name, f.died_on, k.code, k.owner, k.place_no, f.opened_on, k.due_on
FROM bereavement_file f
JOIN unnest(%(codes)s::text[], %(owners)s::text[], %(places)s::int[], %(deaths)s::date[], %(dues)s::date[])
    AS k (code, owner, place_no, died_on, due_on) ON k.died_on = f.died_on
WHERE f.cause_act = %(act)s AND f.state = 'open'
ON CONFLICT DO NOTHING
"""
_TURNS = """
INSERT INTO bereavement_item
    (file_id, retiree_id, name, died_on, code, owner, place_no, enterprise_id, opened_on, due_on)
SELECT f.id, f.retiree_id, f.name, f.died_on, k.code, k.owner, t.place_no, t.enterprise_id, f.opened_on, k.due_on
FROM bereavement_file f
JOIN unnest(%(people)s::uuid[], %(whose)s::text[], %(seats)s::int[], %(firms)s::int[])
    AS t (retiree_id, owner, place_no, enterprise_id) ON t.retiree_id = f.retiree_id
JOIN unnest(%(codes)s::text[], %(owners)s::text[], %(deaths)s::date[], %(dues)s::date[])
    AS k (code, owner, died_on, due_on) ON k.died_on = f.died_on AND k.owner = t.owner
WHERE f.cause_act = %(act)s AND f.state = 'open'
ON CONFLICT DO NOTHING
"""


def open_files(*, act: Act) -> int:
    """Open a file for every death of the act, with the items of family, community and agency; returns how many.

    A second run opens nothing more.
    """
    told: dict[str, Any] = {"act": act.id, "type": DEATH_RECORDED.code, "today": act.stamp.occurred_on}
    with widened("bereavement.open_files"), connection.cursor() as cursor:
        cursor.execute(_FILES, told)
        opened = cursor.fetchall()
        if opened:
            desk = _desk(act)
            owners = [*BY_PERSON, *([Owner.HUMAN_RESOURCES] if desk is not None else [])]
            wanted = _dues(act, kinds_of(*owners), {died_on for _, died_on in opened})
            seats = [desk if kind.owner is Owner.HUMAN_RESOURCES else None for kind, _, _ in wanted]
            cursor.execute(_ITEMS, {"act": act.id, "places": seats, **_columns(wanted)})
    tell_people(act=act, kind=events.FILE_OPENED, people=[who for who, _ in opened])
    act.note(bereavement_files=len(opened))
    return len(opened)


def assign_items(*, act: Act, turns: Sequence[Turn]) -> None:
    """Open the items of those whom a room above knows to be responsible: enterprise, party organisation, archives.

    Called in the act that opened the files, already beyond its actor's scope.
    """
    if not turns:
        return
    days = set(File.objects.filter(cause_act=act.id, state=FileState.OPEN).values_list("died_on", flat=True))
    wanted = _dues(act, kinds_of(*{one.owner for one in turns}), days)
    told: dict[str, Any] = {
        "act": act.id,
        "people": [one.retiree_id for one in turns],
        "whose": [one.owner.value for one in turns],
        "seats": [one.place_no for one in turns],
        "firms": [one.enterprise_id for one in turns],
        **_columns(wanted),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TURNS, told)


def withdraw_files(*, act: Act) -> None:
    """Deaths were taken back: what nobody has done ends, what was done and matters is to be corrected by who did it."""
    people = people_told_of(act.id, DEATH_WITHDRAWN)
    rule = rulebook().get("bereavement.correcting", region=settings.REGION, day=act.stamp.occurred_on)
    until = act.stamp.occurred_on + timedelta(days=int(rule.parameters["days"]))
    with widened("bereavement.withdraw_files"):
        files = File.objects.filter(retiree_id__in=people).exclude(state=FileState.WITHDRAWN)
        told = list(files.values_list("pk", "retiree_id"))
        items = Item.objects.filter(file_id__in=[pk for pk, _ in told])
        back = [one.code for one in kinds().values() if one.back]
        items.filter(state=ItemState.DONE, code__in=back).update(state=ItemState.TO_CORRECT, due_on=until)
        items.filter(state=ItemState.OPEN).update(state=ItemState.ENDED)
        FamilyPass.objects.filter(file_id__in=[pk for pk, _ in told]).delete()
        files.update(state=FileState.WITHDRAWN, closed_on=act.stamp.occurred_on)
    tell_people(act=act, kind=events.FILE_WITHDRAWN, people=[who for _, who in told])


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    gone = people_told_of(act.id, REGISTRATION_UNDONE)
    for model in (FamilyPass, Condolence, Item, File):
        model.objects.filter(retiree_id__in=gone).delete()


def _desk(act: Act) -> int | None:
    """The agency's desk; nobody of a sandbox draws a pension."""
    if act.actor.scope.is_sandbox:
        return None
    return next((one.place_no for one in places().rows if one.kind == DivisionKind.DESK), None)


def _dues(act: Act, wanted: Iterable[Kind], deaths: Iterable[date]) -> list[tuple[Kind, date, date]]:
    """Kind, day of death and last day, for each kind and each day."""
    today, calendar = act.stamp.occurred_on, work_calendar()
    found = []
    for kind in wanted:
        rule = rulebook().get(rule_of(kind.code), region=settings.REGION, day=today)
        found += [(kind, day, due_on(rule.parameters, day, today, calendar)) for day in sorted(deaths)]
    return found


def _columns(wanted: Sequence[tuple[Kind, date, date]]) -> dict[str, Any]:
    return {
        "codes": [kind.code for kind, _, _ in wanted],
        "owners": [kind.owner.value for kind, _, _ in wanted],
        "deaths": [day for _, day, _ in wanted],
        "dues": [due for _, _, due in wanted],
    }
