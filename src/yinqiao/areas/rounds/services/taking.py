"""A round is taken to a telephone, ended there, or cancelled at the desk when the telephone is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.duties.queries import list_round
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.areas.rounds import errors
from yinqiao.areas.rounds.models import Item, PlanVisit, Round
from yinqiao.areas.rounds.queries import get_round, limits_on
from yinqiao.areas.rounds.types import RoundState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.told import people_told_of


def take_round(*, actor: Actor, at: datetime, duties: Sequence[UUID], purpose: str) -> UUID:
    """Make a round of the people to whom these duties are due, by place and building; returns it.

    NotFound when one of them is out of scope; Invalid `rounds.too_many`, `rounds.nobody_due`. The duties stay open: two
    officers may take the same person, and the second is told so when the recording comes in.
    """
    day = timezone.localdate(at)
    with perform(actor=actor, action="rounds.take_round", at=at, purpose=purpose) as act:
        people = list_round(scope=actor.scope, ids=duties)
        most = limits_on(day).most_people
        if len(people) > most:
            raise errors.too_many(most)
        if not people:
            raise errors.nobody_due()
        made = Round.objects.create(
            place_no=actor.scope.place_from, officer_id=actor.id, officer_name=actor.name[:64], purpose=purpose,
            taken_at=at, day=day,
        )  # fmt: skip
        Item.objects.bulk_create(
            Item(round=made, retiree_id=one.id, ordinal=no, duties=[duty.pk for duty in one.duties])
            for no, one in enumerate(people, start=1)
        )
        act.about("round", made.pk, people=len(people))
    return made.pk


def end_round(*, actor: Actor, at: datetime, round_id: UUID) -> None:
    """The telephone has shown every receipt and wiped itself. Only whoever took the round says so; saying it twice is fine."""
    with perform(actor=actor, action="rounds.end_round", at=at) as act:
        row = _lock(actor, round_id)
        if row.officer_id != actor.id:
            raise errors.not_found()
        if row.state == RoundState.OUT:
            _close(row, RoundState.ENDED, actor, at)
        act.about("round", row.pk, people=0)


def cancel_round(*, actor: Actor, at: datetime, round_id: UUID) -> None:
    """The telephone is lost: nothing of this round is taken in any more. Conflict when it is over already."""
    with perform(actor=actor, action="rounds.cancel_round", at=at) as act:
        row = _lock(actor, round_id)
        if row.state != RoundState.OUT:
            raise errors.over(RoundState(row.state).label)
        _close(row, RoundState.CANCELLED, actor, at)
        act.about("round", row.pk, people=0)


def _lock(actor: Actor, round_id: UUID) -> Round:
    return Round.objects.select_for_update().get(pk=get_round(scope=actor.scope, round_id=round_id).pk)


def _close(row: Round, state: RoundState, actor: Actor, at: datetime) -> None:
    row.state, row.over_at, row.over_name = state, at, actor.name[:64]
    row.save(update_fields=["state", "over_at", "over_name"])


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone nothing stays."""
    gone = people_told_of(act.id, REGISTRATION_UNDONE)
    Item.objects.filter(retiree_id__in=gone).delete()
    PlanVisit.objects.filter(retiree_id__in=gone).delete()
