"""A signed answer applied to the people of a package: who was accepted leaves our care with archive and party relation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.utils import timezone
from psycopg import sql

from yinqiao.areas.archives import services as archives
from yinqiao.areas.handover import services as handover
from yinqiao.areas.othercity import errors, events
from yinqiao.areas.othercity.models import Package, Transfer
from yinqiao.areas.othercity.queries import people_at_desk
from yinqiao.areas.othercity.rules import city_label
from yinqiao.areas.othercity.rules.messages import Answered, AnswerMessage
from yinqiao.areas.othercity.types import Covered, Decision, Overtaken, PaperKind, Taken, TransferState
from yinqiao.areas.party import services as party
from yinqiao.areas.retirees.services import set_status
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.acts import Act, Subject

_T = TransferState
_LOCK = "SELECT id FROM retirees_retiree WHERE id = ANY (%s) ORDER BY id FOR UPDATE"


def apply_answer(act: Act, package: Package, message: AnswerMessage) -> Taken:
    """Move the people whom an answer names; who was answered alike before, or whose return changes nothing, stays.

    All or nobody: Invalid `othercity.package_unknown` for people who are not of the package, `…answer_contradicts`,
    `…answer_after_withdrawal`, `…answer_too_late`. Whom we no longer hold is not let go: `left` counts acceptances of
    people whose matter has changed meanwhile.
    """
    told = {one.ref: one for one in message.answers}
    rows = list(Transfer.objects.select_for_update().filter(package=package, pk__in=list(told)).order_by("id"))
    if len(rows) < len(told):
        raise errors.package_unknown()
    _refuse(package, message, [(one, told[one.pk]) for one in rows])
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [[one.retiree_id for one in rows]])
    agreed = [one.retiree_id for one in rows if one.state == _T.OFFERED and told[one.pk].decision == Decision.ACCEPTED]
    here = set(people_at_desk(scope=act.actor.scope).filter(pk__in=agreed).values_list("pk", flat=True))
    moved: dict[TransferState, list[Transfer]] = {_T.ACCEPTED: [], _T.RETURNED: [], _T.OVERTAKEN: []}
    for one in rows:
        if one.state in (_T.OFFERED, _T.OVERTAKEN):
            _decide(act, one, told[one.pk], is_here=one.retiree_id in here)
            moved[_T(one.state)].append(one)
    Transfer.objects.bulk_update(rows, ["state", "state_on", "reason", "note", "told"])
    _let_go(act, package, moved[_T.ACCEPTED])
    tell(act, events.RETURNED, package, moved[_T.RETURNED])
    close_sent(act, package)
    people = len(moved[_T.ACCEPTED]) + len(moved[_T.RETURNED])
    act.about("othercity_package", package.pk, people=people)
    left = sum(one.told == Decision.ACCEPTED for one in moved[_T.OVERTAKEN])
    return Taken(PaperKind.ANSWER, package.number, people, left=left)


def _decide(act: Act, row: Transfer, told: Answered, *, is_here: bool) -> None:
    """What becomes of one person; a transfer that has stopped notes what they say all the same."""
    if row.state == _T.OVERTAKEN:
        row.told = told.decision
        return
    row.state_on = act.stamp.occurred_on
    if told.decision != Decision.ACCEPTED:
        row.state, row.reason, row.note = _T.RETURNED, told.reason, told.note
    elif is_here:
        row.state = _T.ACCEPTED
    else:
        row.state, row.reason, row.told = _T.OVERTAKEN, Overtaken.MOVED.value, told.decision


def _refuse(package: Package, message: AnswerMessage, answered: Sequence[tuple[Transfer, Answered]]) -> None:
    words = {_T.ACCEPTED: Decision.ACCEPTED, _T.RETURNED: Decision.RETURNED}
    if any(one.state in words and words[_T(one.state)] != told.decision for one, told in answered):
        raise errors.answer_contradicts()
    accepted = [one for one, told in answered if told.decision == Decision.ACCEPTED]
    if any(one.state == _T.WITHDRAWN for one in accepted):
        raise errors.answer_after_withdrawal(package.number)
    is_late = timezone.localdate(message.iat) > package.valid_to
    if is_late and any(one.state == _T.OFFERED for one in accepted):
        raise errors.answer_too_late()


def _let_go(act: Act, package: Package, gone: Sequence[Transfer]) -> None:
    """From this act on the other city looks after them, and holds what the rule lets go with them."""
    if not gone:
        return
    people = [one.retiree_id for one in gone]
    chosen = sql.SQL("SELECT unnest({}::uuid[]) AS retiree_id").format(sql.Literal([str(one) for one in people]))
    set_status(act=act, people=chosen, status=RetireeStatus.MOVED_AWAY)
    handover.pass_to_city(act=act, people=people)
    city = city_label(package.city)
    if Covered.ARCHIVE in package.covers:
        archives.pass_to_city(act=act, people=people, city=city)
    if Covered.PARTY in package.covers:
        party.pass_to_city(act=act, people=people, city=city)
    tell(act, events.ACCEPTED, package, gone)


def close_sent(act: Act, package: Package) -> None:
    """Note the day on which nobody of a package that went out waits for an answer any longer."""
    if not Transfer.objects.filter(package=package, state=_T.OFFERED).exists():
        package.ended_on = act.stamp.occurred_on
        package.save(update_fields=["ended_on"])


def tell(act: Act, kind: EventType, package: Package, rows: Sequence[Transfer]) -> None:
    """Put on the timelines of these people what became of their transfer."""
    data = {"city": package.city, "number": package.number}
    act.emit(kind, [Subject(one.retiree_id, one.enterprise_id, one.place_no, data=data) for one in rows])
