"""What was granted is paid month by month and looked at again; a death ends it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.aid import errors, events
from yinqiao.areas.aid.models import Relief, ReliefPayment
from yinqiao.areas.aid.rules import DECIDERS, STREETS, relief_kinds, review_by
from yinqiao.areas.aid.services.reading import lock_relief
from yinqiao.areas.aid.services.relief import MOST_FEN, end_relief
from yinqiao.areas.aid.types import NewPayment, ReliefEnd, ReliefState
from yinqiao.areas.intake.services import tell_people
from yinqiao.areas.retirees.events import DEATH_RECORDED
from yinqiao.kernel.errors import Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.told import people_told_of


def note_payment(*, actor: Actor, at: datetime, relief_id: UUID, new: NewPayment) -> UUID:
    """Note what was paid for a month, from which budget; what is paid once is over with it.

    Conflict `aid.paid_already`; Invalid for a month ahead or before the decision, or a sum that cannot be.
    """
    with perform(actor=actor, action="aid.note_payment", at=at) as act:
        if actor.role not in DECIDERS | STREETS:
            raise Refused(
                "aid.role_may_not", "您当前的角色不能登记发放，没有保存。", next_step="请由街道或者民政部门登记。"
            )
        row = lock_relief(act, relief_id, "pay")
        month, decided = new.month.replace(day=1), row.decided_on
        if month > act.stamp.occurred_on or (decided is not None and month < decided.replace(day=1)):
            raise errors.day_not_possible("month", "月份应在决定的当月以后、本月以前，没有保存。")
        if not 0 < new.fen <= MOST_FEN:
            raise errors.opinion_incomplete("amount", "金额应大于 0，没有保存。")
        if not new.source.strip():
            raise errors.opinion_incomplete("source", "请填写资金来源，没有保存。")
        if ReliefPayment.objects.filter(relief=row, month=month).exists():
            raise errors.paid_already()
        made = ReliefPayment.objects.create(
            relief=row, retiree_id=row.retiree_id, month=month, fen=new.fen, source=new.source.strip()[:60],
            document=new.document.strip()[:60], recorded_at=at, author_name=actor.name[:64],
        )  # fmt: skip
        act.note(relief=str(row.pk), payment=str(made.pk))
        tell_people(act=act, kind=events.RELIEF_PAID, people=[row.retiree_id])
        if not relief_kinds()[row.kind].months:
            end_relief(row, ReliefEnd.PAID_OUT, act)
    return made.pk


def review_relief(*, actor: Actor, at: datetime, relief_id: UUID, is_needed: bool) -> None:
    """Look again: it goes on until the next review, or ends."""
    with perform(actor=actor, action="aid.review_relief", at=at) as act:
        row = lock_relief(act, relief_id, "review")
        if is_needed:
            row.review_on = review_by(act.stamp.occurred_on, relief_kinds()[row.kind].months)
            row.save(update_fields=["review_on"])
        else:
            end_relief(row, ReliefEnd.NO_NEED, act)
        act.note(relief=str(row.pk), needed=is_needed)
        tell_people(act=act, kind=events.RELIEF_REVIEWED, people=[row.retiree_id])


def end_with_death(*, act: Act) -> None:
    """Nobody who died asks or is paid any more; a death taken back does not bring it back: a person looks anew."""
    dead = people_told_of(act.id, DEATH_RECORDED)
    found = Relief.objects.filter(retiree_id__in=dead).exclude(state__in=[ReliefState.CLOSED, ReliefState.REFUSED])
    told = set(found.values_list("retiree_id", flat=True))
    found.update(
        state=ReliefState.CLOSED, ending=ReliefEnd.DECEASED, closed_on=act.stamp.occurred_on, published_until=None,
        review_on=None,
    )  # fmt: skip
    tell_people(act=act, kind=events.RELIEF_CLOSED, people=told)
