"""The city says which community is a key one of which enterprise, until when, and when it is none any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.organisations.queries import get_enterprise, places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.secondments import errors, events
from yinqiao.areas.secondments.models import KeyCommunity, Proposal, Secondment
from yinqiao.areas.secondments.rules import CITY
from yinqiao.areas.secondments.services.officers import end_all, lapse
from yinqiao.areas.secondments.types import NewCommunity
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Subject, perform

# No agreement runs so long: a year beyond it is a slip of the hand.
_MOST_YEARS = 30


def open_community(*, actor: Actor, at: datetime, new: NewCommunity) -> UUID:
    """Make a community a key one of an enterprise; returns its id.

    Invalid `secondments.place_not_possible`, `.days_not_possible`, `.text_missing`; Conflict `.known_already`; NotFound
    for everybody but the city.
    """
    with perform(actor=actor, action="secondments.open_community", at=at) as act:
        place = places().by_no.get(new.place_no)
        if actor.role not in CITY or not actor.scope.covers_place(new.place_no):
            raise NotFound
        if place is None or place.kind != DivisionKind.COMMUNITY:
            raise errors.place_not_possible()
        get_enterprise(enterprise_id=new.enterprise_id)
        document = normalise_text(new.document).value
        if not document:
            raise errors.text_missing("document", "依据文件或协议编号")
        if new.last_on < max(new.from_on, act.stamp.occurred_on):
            raise errors.days_not_possible("截止日期应不早于开始日期和今天。")
        if new.last_on.year > act.stamp.occurred_on.year + _MOST_YEARS:
            raise errors.days_not_possible(f"截止日期最远到 {_MOST_YEARS} 年以后，请核对年份。")
        try:
            with transaction.atomic():
                row = KeyCommunity.objects.create(
                    place_no=new.place_no, enterprise_id=new.enterprise_id, from_on=new.from_on,
                    until_on=new.last_on + timedelta(days=1), document=document, opened_name=actor.name[:64],
                )  # fmt: skip
        except IntegrityError as problem:
            raise errors.known_already() from problem
        act.about("key_community", row.pk, people=0)
        act.emit(events.COMMUNITY_OPENED, [_subject(row)])
    return row.pk


def close_community(*, actor: Actor, at: datetime, community_id: UUID) -> None:
    """It is a key one no more: whoever is seconded there ends at once. Conflict `secondments.ended_already`."""
    with perform(actor=actor, action="secondments.close_community", at=at) as act:
        within = actor.scope.predicate() if actor.role in CITY else None
        row = KeyCommunity.objects.select_for_update().filter(within, pk=community_id).first() if within else None
        if row is None:
            raise NotFound
        if row.ended_at is not None:
            raise errors.ended_already()
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        # In the order in which an answer locks: what a proposal is about, then the proposal.
        end_all(act, Secondment.objects.filter(community=row), "重点社区结束")
        lapse(act, Proposal.objects.filter(community=row))
        act.about("key_community", row.pk, people=0)
        act.emit(events.COMMUNITY_CLOSED, [_subject(row)])


def _subject(row: KeyCommunity) -> Subject:
    return Subject(None, subject_id=row.pk, enterprise_id=row.enterprise_id, place_no=row.place_no)
