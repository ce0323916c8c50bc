"""A recording comes in from a telephone: once and only once, with a receipt, whatever became of the one before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yinqiao.areas.duties.queries import get_delivery
from yinqiao.areas.duties.services import keep_words, record_delivery
from yinqiao.areas.duties.types import Delivery
from yinqiao.areas.rounds import errors
from yinqiao.areas.rounds.models import Item, Round
from yinqiao.areas.rounds.queries import get_round, limits_on, still_due
from yinqiao.areas.rounds.rules import choices_of, is_within, is_wrong, last_day, moment_of, skew_of
from yinqiao.areas.rounds.types import Choice, ItemState, Limits, Receipt, RoundState, Told
from yinqiao.kernel.canonical_json import digest_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def receive_item(*, actor: Actor, at: datetime, item_id: UUID, told: Told) -> Receipt:
    """Take in what a telephone tells of one person, or say why not; the answer is kept with the item.

    Sent again it is answered as before and nothing is done twice; what was told differently meanwhile is not taken, and
    the receipt says so. A refusal leaves the item as it was, to be sent anew. NotFound when the item is of a round that the actor
    did not take.
    """
    with perform(actor=actor, action="rounds.receive_item", at=at) as act:
        item, row = _lock(actor, item_id)
        act.about("round", row.pk)
        refusal = None if item.state == ItemState.RECEIVED else _settle(act, item, row, told)
        act.note(item=str(item.pk), state=item.state, code=item.code)
    differs = item.state == ItemState.RECEIVED and bytes(item.digest or b"") != _digest(told)
    answered: dict[str, Any] = {
        "number": item.receipt,
        "state": ItemState(item.state),
        "at": item.answered_at or at,
        "differs": differs,
        "case": _case_words(actor, item),
    }
    if refusal is None:
        return Receipt(**answered)
    return Receipt(
        **answered, code=refusal.code, message=refusal.message, next_step=refusal.next_step,
        choices=choices_of(refusal.code),
    )  # fmt: skip


def _case_words(actor: Actor, item: Item) -> str:
    """What became of a matter that was found, as it stands with the visit; nothing once the person has gone."""
    if item.delivery_id is None:
        return ""
    try:
        with acting(actor):
            made = get_delivery(scope=actor.scope, delivery_id=item.delivery_id)
    except NotFound:
        return ""
    if made.case_id:
        return "已提出联动事项，由牵头单位办理。"
    return f"没有提成联动事项：{made.case_refusal}内容已留在备注里。" if made.case_refusal else ""


def _lock(actor: Actor, item_id: UUID) -> tuple[Item, Round]:
    """The item and its round; whoever did not take it learns nothing of it."""
    item = Item.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise errors.not_found()
    row = get_round(scope=actor.scope, round_id=item.round_id)
    if row.officer_id != actor.id:
        raise errors.not_found()
    return item, row


def _digest(told: Told) -> bytes:
    one = told.delivery
    parts = [
        one.way,
        one.outcome,
        one.condition,
        list(one.needs),
        one.words,
        str(one.next_on),
        told.told_at.isoformat(),
    ]
    parts += [one.case_kind, one.case_words] if one.case_kind or one.case_words else []
    return digest_of(parts)


def _settle(act: Act, item: Item, row: Round, told: Told) -> DomainError | None:
    """Write what was told, or the reason why not, which is returned; what a refusal had begun is undone."""
    limits, reason = limits_on(row.day), None
    item.answered_at, item.code = act.at, ""
    if told.choice == Choice.DROP:
        item.state = ItemState.DROPPED
    else:
        try:
            moment = _moment(row, told, act.at, limits)
            with transaction.atomic():
                item.delivery_id = _write(act, item, told, moment)
        except (Invalid, Conflict, Refused) as refusal:
            item.state, item.code, reason = ItemState.REFUSED, refusal.code, refusal
        else:
            item.state, item.told_at, item.digest = ItemState.RECEIVED, moment, _digest(told)
            item.is_note = told.choice == Choice.NOTE
    item.save(update_fields=["state", "code", "answered_at", "told_at", "digest", "is_note", "delivery_id"])
    return reason


def _moment(row: Round, told: Told, now: datetime, limits: Limits) -> datetime:
    """When it was recorded, by our clock; a refusal where the round is over or the clock cannot be believed."""
    if refusal := _over(row, now, limits):
        raise refusal
    skew = skew_of(told.sent_at, now)
    moment = moment_of(told.told_at, skew, limits)
    if is_wrong(skew, limits) and told.choice != Choice.CLOCK:
        raise errors.clock_wrong(round(skew / timedelta(minutes=1)), timezone.localtime(moment))
    if not is_within(moment, row.taken_at, now, limits):
        raise errors.time_not_possible()
    return moment


def _over(row: Round, now: datetime, limits: Limits) -> DomainError | None:
    if row.state == RoundState.CANCELLED and row.over_at is not None:
        return errors.cancelled(row.over_name, timezone.localtime(row.over_at))
    if row.state == RoundState.ENDED:
        return errors.ended()
    if timezone.localdate(now) > last_day(row.day, limits):
        return errors.too_late(limits.sync_days)
    return None


def _write(act: Act, item: Item, told: Told, moment: datetime) -> UUID | None:
    """The visit itself, by the door that the screen online goes through; as a note where the officer chose that."""
    one = told.delivery
    day = timezone.localdate(moment)
    delivery = Delivery(
        one.way, one.outcome, day, one.condition, one.needs, one.words, one.next_on, one.case_kind, one.case_words
    )
    if told.choice == Choice.NOTE:
        keep_words(actor=act.actor, at=act.at, retiree_id=item.retiree_id, delivery=delivery)
        return None
    duties = still_due(scope=act.actor.scope, retiree_id=item.retiree_id, duties=item.duties)
    return record_delivery(
        actor=act.actor, at=act.at, retiree_id=item.retiree_id, delivery=delivery, duties=duties
    )  # fmt: skip
