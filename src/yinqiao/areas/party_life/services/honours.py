"""What members are given: the medal of fifty years, condolence before 1 July and the Spring Festival. Each once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from yinqiao.areas.party_life import errors
from yinqiao.areas.party_life.models import Honour, Membership
from yinqiao.areas.party_life.queries import list_medals, rule_of
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.types import Category, Occasion
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform

_BACK = timedelta(days=366)


def give_medals(*, actor: Actor, at: datetime, member_ids: Iterable[UUID], given_on: date) -> int:
    """Record that members were given the medal; returns how many. Who has it already is left.

    Conflict `party_life.not_fifty_years` for who has no right to it by 1 July of that year.
    """
    with perform(actor=actor, action="party_life.give_medals", at=at) as act:
        _require_day(act, given_on)
        rows = _lock(act, member_ids)
        entitled = list_medals(scope=actor.scope, year=given_on.year, today=act.stamp.occurred_on)
        known = dict(entitled.filter(pk__in=[one.pk for one in rows]).values_list("pk", "has_medal"))
        if len(known) != len(rows):
            raise errors.not_fifty_years()
        new = [one for one in rows if not known[one.pk]]
        Honour.objects.bulk_create([_row(act, one, Occasion.MEDAL, given_on) for one in new])
        act.people = len(new)
    return len(new)


def give_condolence(
    *, actor: Actor, at: datetime, member_ids: Iterable[UUID], occasion: Occasion, category: Category, given_on: date
) -> int:  # fmt: skip
    """Record condolence with the sum of its category; who was given it for the same occasion that year is left."""
    with perform(actor=actor, action="party_life.give_condolence", at=at) as act:
        if occasion is Occasion.MEDAL:
            raise errors.not_possible("occasion", "纪念章请在“光荣在党50年”名单中登记。")
        _require_day(act, given_on)
        rows = _lock(act, member_ids)
        fen = int(rule_of("condolence", act.stamp.occurred_on)[f"{category.value}_fen"])
        standing = Honour.objects.filter(
            member_id__in=[one.pk for one in rows], occasion=occasion, year=given_on.year, reason=""
        )
        had = set(standing.values_list("member_id", flat=True))
        new = [one for one in rows if one.pk not in had]
        Honour.objects.bulk_create([_row(act, one, occasion, given_on, category, fen) for one in new])
        act.note(fen=fen * len(new))
        act.people = len(new)
    return len(new)


def take_back_honour(*, actor: Actor, at: datetime, honour_id: UUID, reason: str) -> None:
    """Say that something was recorded by mistake; the row stays with the reason."""
    with perform(actor=actor, action="party_life.take_back_honour", at=at) as act:
        row = Honour.objects.filter(here(actor.scope), pk=honour_id).select_for_update().first()
        if row is None:
            raise NotFound
        act.about("party_life_honour", row.pk)
        if row.reason:
            raise errors.changed_meanwhile()
        if not reason.strip():
            raise errors.not_possible("reason", "请写明为什么撤销。")
        row.reason = reason.strip()
        row.save(update_fields=["reason"])


def _row(
    act: Act, member: Membership, occasion: Occasion, given_on: date, category: Category | None = None, fen: int = 0
) -> Honour:  # fmt: skip
    return Honour(
        member_id=member.pk, place_no=member.place_no, occasion=occasion, category=category.value if category else "",
        year=given_on.year, fen=fen, given_on=given_on, given_by=act.actor.name, act_id=act.id,
    )  # fmt: skip


def _lock(act: Act, member_ids: Iterable[UUID]) -> list[Membership]:
    """Held in one order: two officers who record the same do it one after the other."""
    wanted = set(member_ids)
    found = Membership.objects.filter(here(act.actor.scope), pk__in=wanted, left_on__isnull=True)
    rows = list(found.select_for_update().order_by("pk"))
    if len(rows) != len(wanted):
        raise NotFound
    return rows


def _require_day(act: Act, given_on: date) -> None:
    today = act.stamp.occurred_on
    if not today - _BACK <= given_on <= today:
        raise errors.not_possible("given_on", "日期要在过去一年以内，不能晚于今天。")
