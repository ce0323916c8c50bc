"""For members who do not come: how they take part, what is planned for them, what became of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.party_life import errors
from yinqiao.areas.party_life.models import Errand, Membership
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.types import Care, CareInput, Done, Form, Whereabouts
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts.
ERRANDS = EncryptedTable(Errand._meta.db_table, ("words",))
WHEREABOUTS = EncryptedTable(Membership._meta.db_table, ("whereabouts",), key=("member_id",))
_LONGEST = timedelta(days=366)


def change_form(
    *, actor: Actor, at: datetime, member_id: UUID, lock_version: int, form: Form, whereabouts: Whereabouts | None = None
) -> None:  # fmt: skip
    """Keep how a member takes part; of a mobile one where the member is. Invalid `party_life.not_possible` without."""
    with perform(actor=actor, action="party_life.change_form", at=at) as act:
        row = _lock(act, member_id)
        if row.lock_version != lock_version:
            raise errors.changed_meanwhile()
        told = whereabouts or Whereabouts()
        if form is Form.MOBILE and not told.where.strip():
            raise errors.not_possible("where", "流动党员要填写流动去向。")
        text = json.dumps(told._asdict(), ensure_ascii=False) if form is Form.MOBILE else None
        row.form, row.whereabouts = form, conceal_one(Membership, "whereabouts", text, row.pk)
        row.lock_version += 1
        row.save()


def plan_errand(*, actor: Actor, at: datetime, member_id: UUID, given: CareInput) -> UUID:
    """Plan something for a member. Conflict `party_life.planned_already` while the same is open."""
    with perform(actor=actor, action="party_life.plan_errand", at=at) as act:
        row, today = _lock(act, member_id), act.stamp.occurred_on
        if not today <= given.planned_on <= today + _LONGEST:
            raise errors.not_possible("planned_on", "计划日期要在今天以后一年以内。")
        if given.care is Care.CONTACT and row.form != Form.MOBILE:
            raise errors.not_possible("care", "联系流动党员只用于流动党员，请先登记参加方式。")
        if Errand.objects.filter(member_id=row.pk, care=given.care, ended_on__isnull=True).exists():
            raise errors.planned_already()
        made = Errand(
            id=uuid_utils.uuid7(), member_id=row.pk, place_no=row.place_no, care=given.care, planned_on=given.planned_on
        )  # fmt: skip
        made.save(force_insert=True)
    return made.pk


def end_errand(*, actor: Actor, at: datetime, errand_id: UUID, done: Done) -> None:
    """Keep what became of it, in words. Conflict `party_life.changed_meanwhile` for one that is over."""
    with perform(actor=actor, action="party_life.end_errand", at=at) as act:
        row = Errand.objects.filter(here(actor.scope), pk=errand_id).select_for_update().first()
        if row is None:
            raise NotFound
        act.about("party_life_errand", row.pk)
        if row.ended_on is not None:
            raise errors.changed_meanwhile()
        if done.on > act.stamp.occurred_on:
            raise errors.not_possible("on", "办理日期不能晚于今天。")
        if not done.words.strip():
            raise errors.not_possible("words", "请写明情况；没有去的，写明原因。")
        row.is_done, row.ended_on, row.ended_by = done.is_done, done.on, actor.name
        row.words = conceal_one(Errand, "words", done.words.strip(), row.pk)
        row.save()


def _lock(act: Act, member_id: UUID) -> Membership:
    found = Membership.objects.filter(here(act.actor.scope), pk=member_id, left_on__isnull=True)
    row = found.select_for_update().first()
    if row is None:
        raise NotFound
    act.about("party_life_membership", row.pk)
    return row
