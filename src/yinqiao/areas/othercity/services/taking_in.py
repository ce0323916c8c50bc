"""Files of other cities taken in: packages for us, answers to ours, withdrawals of theirs. The same file counts once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import connection
from django.utils import timezone

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.othercity import errors, events
from yinqiao.areas.othercity.models import Arrival, Package, Paper
from yinqiao.areas.othercity.queries import of_places
from yinqiao.areas.othercity.rules.messages import AnswerMessage, PackageMessage, WithdrawalMessage
from yinqiao.areas.othercity.rules.sealing import Opened, open_sealed
from yinqiao.areas.othercity.services.answered import apply_answer
from yinqiao.areas.othercity.services.keys import own_keys, signing_key
from yinqiao.areas.othercity.services.papers import keep_paper
from yinqiao.areas.othercity.services.sealing import seal_people
from yinqiao.areas.othercity.types import ArrivalState, PaperKind, Side, Taken
from yinqiao.areas.retirees.services import ID_NUMBER
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.blind import blind_many
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.rulebook import rulebook

# Files of one city come one after the other: the same one sent twice at once is one.
_TURN = "SELECT pg_advisory_xact_lock(7305004, %s)"


def take_in(*, actor: Actor, at: datetime, content: bytes) -> Taken:
    """Take in one file of another city, whatever it says; a file that was taken in before changes nothing.

    Invalid `othercity.…` with nothing kept when the file is not whole, not theirs, not for us, too late or contradicts
    what stands; Refused `othercity.roles_may_not` for a package or a withdrawal that the city itself takes in.
    """
    with perform(actor=actor, action="othercity.take_in", at=at) as act:
        opened = open_sealed(content, own=own_keys(), key_of=signing_key)
        message = opened.message
        with connection.cursor() as cursor:
            cursor.execute(_TURN, [int(message.iss)])
        if Paper.objects.filter(of_places(actor.scope), pk=message.jti).exists():
            act.note(is_known=True)
            return Taken(PaperKind[message.kind.upper()], message.number, 0, is_new=False)
        if isinstance(message, AnswerMessage):
            taken = _take_answer(act, opened, message, content)
        else:
            city = _city_number()
            if not actor.scope.covers_place(city):
                raise errors.roles_may_not()
            if isinstance(message, PackageMessage):
                taken = _take_package(act, opened, message, content, city)
            else:
                taken = _take_withdrawal(act, opened, message, content)
        act.people = taken.people
        act.note(kind=taken.kind.value, city=message.iss, number=message.number)
    killpoint("othercity.take_in_after_commit")
    return taken


def _city_number() -> int:
    return next(row.place_no for row in places().rows if row.kind == DivisionKind.CITY)


def _take_package(act: Act, opened: Opened, message: PackageMessage, content: bytes, place_no: int) -> Taken:
    today = act.stamp.occurred_on
    if message.valid_to < today:
        raise errors.offer_over()
    if Package.objects.filter(side=Side.IN, city=message.iss, number=message.number).exists():
        raise errors.number_taken()
    answer = rulebook().get("othercity.answer_days", region=settings.REGION, day=today).parameters
    package: Package = Package.objects.create(
        side=Side.IN, city=message.iss, place_no=place_no, number=message.number, sequence=message.sequence,
        covers=list(message.covers), people=len(message.people), valid_to=message.valid_to,
        made_on=min(timezone.localdate(message.iat), message.valid_to),
        due_on=min(today + timedelta(days=answer["rise_days"]), message.valid_to), made_name=act.actor.name,
    )  # fmt: skip
    ids = [uuid_utils.uuid7() for _ in message.people]
    indexes = blind_many([one.id_no for one in message.people], ID_NUMBER)
    Arrival.objects.bulk_create(
        Arrival(
            id=own, package=package, place_no=place_no, ref=one.ref, name=one.name, born_on=one.born_on,
            employer=one.employer.name, archives=len(one.archives), has_party=bool(one.party), id_no_index=index,
            facts=sealed, state=ArrivalState.WAITING, state_on=today,
        )
        for one, own, index, sealed in zip(
            message.people, ids, indexes, seal_people(message.people, ids), strict=True
        )
    )  # fmt: skip
    killpoint("othercity.package_before_file")
    keep_paper(act, package, opened, content)
    _tell(act, events.RECEIVED, package, len(ids))
    return Taken(PaperKind.PACKAGE, message.number, len(ids))


def _take_answer(act: Act, opened: Opened, message: AnswerMessage, content: bytes) -> Taken:
    package = _lock(act, Side.OUT, message.iss, message.number)
    taken = apply_answer(act, package, message)
    keep_paper(act, package, opened, content)
    killpoint("othercity.answer_before_commit")
    return taken


def _take_withdrawal(act: Act, opened: Opened, message: WithdrawalMessage, content: bytes) -> Taken:
    package = _lock(act, Side.IN, message.iss, message.number)
    named = Arrival.objects.filter(package=package, ref__in=message.refs)
    answered = named.filter(state=ArrivalState.ACCEPTED).update(is_recalled=True)
    waiting = named.filter(state=ArrivalState.WAITING)
    gone = waiting.update(state=ArrivalState.WITHDRAWN, state_on=act.stamp.occurred_on)
    close_package(act, package)
    keep_paper(act, package, opened, content)
    _tell(act, events.RECALLED, package, gone)
    return Taken(PaperKind.WITHDRAWAL, message.number, gone, left=answered)


def _lock(act: Act, side: Side, city: str, number: str) -> Package:
    found = Package.objects.select_for_update().filter(of_places(act.actor.scope), side=side, city=city, number=number)
    row = found.first()
    if row is None:
        raise errors.package_unknown()
    return row


def close_package(act: Act, package: Package) -> None:
    """Note the day on which nobody of a package that came in waits any longer."""
    if not Arrival.objects.filter(package=package, state=ArrivalState.WAITING).exists():
        package.ended_on = act.stamp.occurred_on
        package.save(update_fields=["ended_on"])


def _tell(act: Act, kind: EventType, package: Package, people: int) -> None:
    act.about("othercity_package", package.pk, people=people)
    data: Mapping[str, object] = {"city": package.city, "number": package.number, "people": people}
    act.emit(kind, [Subject(None, place_no=package.place_no, subject_id=package.pk, data=data)])
