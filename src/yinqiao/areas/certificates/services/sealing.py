"""The keeper of a seal: which kinds are sealed without a hand, and the seal put or not put on one that waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.certificates import errors
from yinqiao.areas.certificates.models import Certificate, SealRule
from yinqiao.areas.certificates.queries import kind_in_force
from yinqiao.areas.certificates.rules import KEEPERS
from yinqiao.areas.certificates.services.hours import claim, reserve
from yinqiao.areas.certificates.services.issuing import lock, replace
from yinqiao.areas.certificates.services.making import draw_facts, how_sealed, make
from yinqiao.areas.certificates.types import How, State, Withdrawal
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def permit(*, actor: Actor, at: datetime, kind: str, is_automatic: bool) -> None:
    """Say for the own office and all below it whether a kind is sealed without a hand from now on.

    Refused `certificates.not_your_seal` to who keeps none, `.not_automatic` for a kind that needs somebody who looks.
    """
    with perform(actor=actor, action="certificates.permit", at=at) as act:
        found = kind_in_force(kind, act.stamp.occurred_on)
        if actor.role not in KEEPERS:
            raise errors.not_your_seal()
        if is_automatic and not found.may_be_automatic:
            raise errors.not_automatic()
        SealRule.objects.create(
            place_no=actor.scope.place_from, kind=found.code, is_automatic=is_automatic, at=at,
            author_name=actor.name[:64], author_unit=actor.unit[:120],
        )  # fmt: skip
        act.note(kind=found.code, is_automatic=is_automatic)


def seal(*, actor: Actor, at: datetime, certificate_id: UUID, address: str) -> None:
    """Put the seal on one that waits: the facts are drawn now, its day is today.

    Refused `certificates.not_your_seal` to who asked for it or keeps none, `.not_managed`; Conflict `.not_now`.
    """
    with perform(actor=actor, action="certificates.seal", at=at) as act:
        row = _waiting(act, certificate_id)
        kind = kind_in_force(row.kind, act.stamp.occurred_on)
        if row.retiree.status != RetireeStatus.MANAGED:
            raise errors.not_managed()
        hours = reserve(act, row, kind, row.retiree)
        facts = draw_facts(kind, row.retiree, hours)
        row.how = how_sealed(facts, How.HAND)
        make(act, row, kind, facts, address)
        claim(act, row, hours)
        row.save()
        if row.replaces is not None:
            replace(act, row.replaces)


def decline(*, actor: Actor, at: datetime, certificate_id: UUID, reason: Withdrawal) -> None:
    """Put no seal on it, with a reason; whoever asked may ask again."""
    with perform(actor=actor, action="certificates.decline", at=at) as act:
        row = _waiting(act, certificate_id)
        row.state, row.ended_on, row.reason = State.DECLINED, act.stamp.occurred_on, reason
        row.save(update_fields=["state", "ended_on", "reason"])
        act.note(reason=reason.value)


def _waiting(act: Act, certificate_id: UUID) -> Certificate:
    row = lock(act, certificate_id)
    if row.state != State.WAITING:
        raise errors.not_now()
    if act.actor.role not in KEEPERS or (row.author_id is not None and row.author_id == act.actor.id):
        raise errors.not_your_seal()
    return row
