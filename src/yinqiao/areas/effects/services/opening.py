"""Opens what somebody has to do because of a change, in the act that records it, and ends it when the cause is gone.

Set-based: a file of deaths costs the same statements as one. Nothing is decided here: each row waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from yinqiao.areas.agreements.queries import agreed_enterprises
from yinqiao.areas.bereavement.services import assign_items
from yinqiao.areas.bereavement.types import Owner as Mourner
from yinqiao.areas.bereavement.types import Turn
from yinqiao.areas.effects.models import Followup
from yinqiao.areas.effects.rules import kinds, kinds_from, months_beyond
from yinqiao.areas.effects.types import State, Wanted
from yinqiao.areas.handover.events import PERSON_PASSED_ON
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.party.events import CHANGE_TAKEN_BACK, CHANGE_TOLD
from yinqiao.areas.party.types import Change
from yinqiao.areas.retirees.events import DEATH_RECORDED, DEATH_WITHDRAWN, REGISTRATION_UNDONE
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Scope
from yinqiao.platform.acts import Act
from yinqiao.platform.events.models import Event
from yinqiao.platform.rulebook import rulebook

_DEAD = """
SELECT DISTINCT r.id, r.name, r.born_on, r.died_on, r.enterprise_id, c.suspended_on
FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
LEFT JOIN certification_clock c ON c.retiree_id = r.id
WHERE e.act_id = %(act)s AND e.type = %(type)s AND r.died_on IS NOT NULL ORDER BY r.id
"""
# Who is responsible for a member: the place that has received, or the enterprise until then.
_MEMBERS = """
SELECT DISTINCT r.id, r.name, r.born_on, r.died_on, c.holder_enterprise_id, c.holder_place_no, r.place_no
FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
JOIN party_member m ON m.retiree_id = r.id AND m.state <> 'withdrawn'
JOIN party_custody c ON c.member_id = m.id AND c.until IS NULL AND c.holder_city = ''
WHERE e.act_id = %(act)s AND e.type = %(type)s ORDER BY r.id
"""
# What was told of a member; of whom no relation is on record, the place where the person lives is asked.
_CHANGED = """
SELECT DISTINCT r.id, r.name, r.born_on, c.holder_enterprise_id,
    CASE WHEN c.member_id IS NULL THEN r.place_no ELSE c.holder_place_no END,
    e.data ->> 'change', e.data ->> 'since', e.data ->> 'told'
FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
LEFT JOIN party_member m ON m.retiree_id = r.id AND m.state <> 'withdrawn'
LEFT JOIN party_custody c ON c.member_id = m.id AND c.until IS NULL AND c.holder_city = ''
WHERE e.act_id = %(act)s AND e.type = %(type)s ORDER BY r.id
"""
_VOLUMES = """
SELECT DISTINCT r.id, r.name, r.born_on, c.holder_place_no, r.place_no
FROM events_event e JOIN retirees_retiree r ON r.id = e.retiree_id
JOIN archives_archive a ON a.retiree_id = r.id
JOIN archives_custody c ON c.archive_id = a.id AND c.until IS NULL AND c.holder_place_no IS NOT NULL
WHERE e.act_id = %(act)s AND e.type = %(type)s ORDER BY r.id
"""


def follow_change(*, act: Act, cause: EventType) -> int:
    """Open what follows from the events of this type in the act; returns how many. A second run opens nothing more."""
    with widened("effects.follow_change"):
        wanted = _FINDERS[cause.code](act)
        if cause is DEATH_RECORDED:
            assign_items(act=act, turns=_turns_after(act))
            # Whoever died after all has nothing to be corrected any more.
            _end(act, Followup.objects.filter(is_back=True, retiree_id__in={one.retiree_id for one in wanted}))
        return _open(act, wanted)


def follow_withdrawn(*, act: Act) -> int:
    """A death was taken back: what nobody has settled ends; what was settled is to be corrected by who settled it."""
    codes = [one.code for one in kinds_from(DEATH_RECORDED.code)]
    with _beyond_scope():
        told = Event.objects.filter(act_id=act.id, type=DEATH_WITHDRAWN.code).values("retiree_id")
        found = Followup.objects.filter(kind__in=codes, retiree_id__in=told, is_back=False)
        settled = {
            (one.retiree_id, one.kind, one.place_no, one.enterprise_id): one
            for one in found.exclude(state=State.ENDED).order_by("opened_at", "id")
        }
        _end(act, found)
        return _open(act, [_back(one) for one in settled.values() if one.state == State.DONE])


def follow_taken_back(*, act: Act) -> int:
    """What was told of members is taken back: what nobody has settled ends, what was settled is to be corrected."""
    with _beyond_scope():
        told = {(one.retiree_id, one.detail) for one in _of_changes(act, CHANGE_TAKEN_BACK)}
        found = Followup.objects.filter(
            kind="party_change", is_back=False, retiree_id__in={who for who, _ in told},
            detail__in={detail for _, detail in told},
        )  # fmt: skip
        settled = [one for one in found if one.state == State.DONE and (one.retiree_id, one.detail) in told]
        _end(act, found)
        return _open(act, [_back(one) for one in settled])


def forget_people(*, act: Act) -> None:
    """A follow-up is about somebody: of whoever leaves the register none stays."""
    gone = Event.objects.filter(act_id=act.id, type=REGISTRATION_UNDONE.code).values("retiree_id")
    Followup.objects.filter(retiree_id__in=gone).delete()


@contextmanager
def _beyond_scope() -> Iterator[None]:
    """Whose turn it was lies outside the scope of whoever takes the cause back."""
    with widened("effects.take_back"):
        yield


def _back(one: Followup) -> Wanted:
    return Wanted(
        one.kind, one.retiree_id, one.name, one.born_on, None, one.enterprise_id, one.place_no, one.months,
        is_back=True, detail=one.detail,
    )  # fmt: skip


def _end(act: Act, found: Any) -> None:
    found.filter(state=State.OPEN).update(
        state=State.ENDED, closed_at=act.at, closed_name=act.actor.name[:64], closed_unit=act.actor.unit[:120]
    )


def _open(act: Act, wanted: Sequence[Wanted]) -> int:
    today = act.stamp.occurred_on
    rows = [
        Followup(
            kind=one.kind, owner=kinds()[one.kind].owner, retiree_id=one.retiree_id, name=one.name, born_on=one.born_on,
            died_on=one.died_on, enterprise_id=one.enterprise_id, place_no=one.place_no, months=one.months,
            is_back=one.is_back, detail=one.detail, cause_act=act.id, opened_on=today, opened_at=act.at,
            due_on=today + timedelta(days=kinds()[one.kind].days),
        )
        for one in wanted
    ]  # fmt: skip
    if rows:
        Followup.objects.bulk_create(rows, ignore_conflicts=True)
        act.note(followups=len(rows))
    return len(rows)


def _rows(statement: str, act: Act, kind: EventType) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"act": act.id, "type": kind.code})
        return list(cursor.fetchall())


def _of_deaths(act: Act) -> list[Wanted]:
    dead = _rows(_DEAD, act, DEATH_RECORDED)
    if not dead:
        return []
    return [*_told_enterprises(act, dead), *_overpaid(act, dead), *_members(act)]


def _turns_after(act: Act) -> list[Turn]:
    """Who besides family, community and agency has something to do after the deaths: the former enterprise where an
    agreement allows, the responsible party organisation, and the place that keeps the archive.
    """
    dead = _rows(_DEAD, act, DEATH_RECORDED)
    agreed = agreed_enterprises(scope=Scope.everything(), enterprises={one[4] for one in dead})
    firms = [Turn(Mourner.ENTERPRISE, one[0], enterprise_id=one[4]) for one in dead if one[4] in agreed]
    members = [
        Turn(Mourner.PARTY, pk, place_no=place, enterprise_id=firm)
        for pk, _, _, _, firm, place, _ in _rows(_MEMBERS, act, DEATH_RECORDED)
    ]
    volumes = [
        Turn(Mourner.ARCHIVES, pk, place_no=holder) for pk, _, _, holder, _ in _rows(_VOLUMES, act, DEATH_RECORDED)
    ]
    return [*firms, *members, *volumes]


def _told_enterprises(act: Act, dead: Sequence[tuple[Any, ...]]) -> list[Wanted]:
    """Where an agreement allows; never who told us itself."""
    own = set(act.actor.scope.enterprises)
    agreed = agreed_enterprises(scope=Scope.everything(), enterprises={one[4] for one in dead} - own)
    return [
        Wanted("enterprise_told", pk, name, born, died, enterprise_id=firm)
        for pk, name, born, died, firm, _ in dead
        if firm in agreed
    ]


def _overpaid(act: Act, dead: Sequence[tuple[Any, ...]]) -> list[Wanted]:
    """At the agency's desk, whoever lives where: its officers see no register but that of the desk. None of a sandbox."""
    desk = next((one.place_no for one in places().rows if one.kind == DivisionKind.DESK), None)
    if desk is None or act.actor.scope.is_sandbox:
        return []
    today = act.stamp.occurred_on
    rule = rulebook().get("effects.months_beyond", region=settings.REGION, day=today).parameters
    counted = {pk: months_beyond(died, today, stopped, rule) for pk, _, _, died, _, stopped in dead}
    return [
        Wanted("overpayment", pk, name, born, died, place_no=desk, months=counted[pk])
        for pk, name, born, died, _, _ in dead
        if counted[pk]
    ]


def _members(act: Act) -> list[Wanted]:
    return [
        Wanted("party_member_died", pk, name, born, died, enterprise_id=firm, place_no=place)
        for pk, name, born, died, firm, place, _ in _rows(_MEMBERS, act, DEATH_RECORDED)
    ]


def _of_changes(act: Act, kind: EventType = CHANGE_TOLD) -> list[Wanted]:
    """What the organisation department tells is for who is responsible for the member to record."""
    return [
        Wanted(
            "party_change", pk, name, born, enterprise_id=firm, place_no=place,
            detail=f"{Change(change).label}：{told}（{since}）"[:200],
        )
        for pk, name, born, firm, place, change, since, told in _rows(_CHANGED, act, kind)
    ]  # fmt: skip


def _of_moves(act: Act) -> list[Wanted]:
    """What stayed behind with a place in which the person does not live any more."""
    members = [
        Wanted("party_follows", pk, name, born, place_no=holder)
        for pk, name, born, _, _, holder, home in _rows(_MEMBERS, act, PERSON_PASSED_ON)
        if holder is not None and not _lies_in(home, holder)
    ]
    volumes = [
        Wanted("archives_follow", pk, name, born, place_no=holder)
        for pk, name, born, holder, home in _rows(_VOLUMES, act, PERSON_PASSED_ON)
        if not _lies_in(home, holder)
    ]
    return [*volumes, *members]


def _lies_in(place_no: int, holder: int) -> bool:
    """Whether the place is the holder or lies below it: then nothing has to follow."""
    row = places().by_no.get(holder)
    return row is not None and row.place_no <= place_no < row.place_end


_FINDERS: Mapping[str, Callable[[Act], list[Wanted]]] = {
    DEATH_RECORDED.code: _of_deaths,
    PERSON_PASSED_ON.code: _of_moves,
    CHANGE_TOLD.code: _of_changes,
}
