"""A branch's review: opened with its roll, noted, counted, the count confirmed by another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction

from yinqiao.areas.party_life.queries import list_members
from yinqiao.areas.party_reviews import errors
from yinqiao.areas.party_reviews.models import Part, Review
from yinqiao.areas.party_reviews.queries import list_reviewable, reasons, turnout_of
from yinqiao.areas.party_reviews.services.locking import lock_parts, lock_review, move
from yinqiao.areas.party_reviews.types import Assessed, Ballots, Noted, State, Votes
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.fields import conceal, conceal_one
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts.
REVIEWS = EncryptedTable(Review._meta.db_table, ("tellers", "words", "note"))
PARTS = EncryptedTable(Part._meta.db_table, ("votes", "grade"))
# GB/T 4762: a full member; 02 is one on probation.
_FULL = "01"
_PROBATION = "probation"


def open_review(*, actor: Actor, at: datetime, branch_id: UUID, year: int) -> UUID:
    """Begin the review of a branch for this year or the last, with those who are in it today.

    Who is on probation takes part and is not rated. Conflict `party_reviews.reviewed_already`,
    `party_reviews.nobody_to_review`; Invalid `party_reviews.not_possible`.
    """
    with perform(actor=actor, action="party_reviews.open_review", at=at) as act:
        today = act.stamp.occurred_on
        if year not in (today.year - 1, today.year):
            raise errors.not_possible("year", "只能发起今年或者去年的评议。")
        branch = list_reviewable(scope=actor.scope).filter(pk=branch_id).first()
        if branch is None:
            raise NotFound
        members = list(list_members(scope=actor.scope, branch_id=branch_id))
        if not members:
            raise errors.nobody_to_review()
        row = Review(
            id=uuid_utils.uuid7(), branch_id=branch_id, place_no=branch.place_no, year=year, state=State.OPEN,
            opened_on=today,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise errors.reviewed_already() from error
        Part.objects.bulk_create([
            Part(
                review_id=row.pk, member_id=one.pk, place_no=branch.place_no, year=year,
                is_full=one.member.political_status == _FULL,
                unrated="" if one.member.political_status == _FULL else _PROBATION,
            )
            for one in members
        ])  # fmt: skip
        act.about("party_reviews_review", row.pk)
        act.people = len(members)
    return row.pk


def note_parts(*, actor: Actor, at: datetime, review_id: UUID, lock_version: int, noted: Mapping[UUID, Noted]) -> None:
    """Keep whose self-assessment came, who was at the meeting, who is not rated and why, until the count is confirmed.

    A count that nobody has confirmed is given up: it is entered again. Invalid `party_reviews.not_possible`.
    """
    with perform(actor=actor, action="party_reviews.note_parts", at=at) as act:
        row = lock_review(act, review_id, lock_version)
        move(row, State.OPEN)
        parts, known = lock_parts(row), reasons(act.stamp.occurred_on)
        if not set(noted) <= set(parts):
            raise NotFound
        for member_id, told in noted.items():
            one = parts[member_id]
            if told.unrated and told.unrated not in known:
                raise errors.not_possible(f"unrated_{member_id}", "请选择不评定等次的原因。")
            if not one.is_full and not told.unrated:
                raise errors.not_possible(f"unrated_{member_id}", "预备党员参加评议，不评定等次，请选原因。")
            one.assessed = Assessed(told.assessed) if told.assessed else ""
            one.is_present = {"yes": True, "no": False}.get(told.presence)
            one.unrated = told.unrated
        for one in parts.values():
            one.votes = None
        Part.objects.bulk_update(parts.values(), ["assessed", "is_present", "unrated", "votes"])
        row.counted_by, row.counted_name, row.returned = None, "", 0
        row.save()
        act.people = len(noted)


def count_votes(
    *, actor: Actor, at: datetime, review_id: UUID, lock_version: int, ballots: Ballots, votes: Mapping[UUID, Votes]
) -> None:  # fmt: skip
    """Enter how the ballots rate each member; entered anew until another has confirmed it.

    Conflict `party_reviews.notes_missing`, `party_reviews.too_few_came`; Invalid `party_reviews.not_possible`.
    """
    if actor.id is None:
        raise errors.not_by_the_same("登记人")
    with perform(actor=actor, action="party_reviews.count_votes", at=at) as act:
        row, today = lock_review(act, review_id, lock_version), act.stamp.occurred_on
        move(row, State.COUNTED)
        parts = lock_parts(row)
        if any(one.is_present is None for one in parts.values()):
            raise errors.notes_missing("还有党员没有登记是否到会")
        rated = {key: one for key, one in parts.items() if not one.unrated}
        if any(not one.assessed for one in rated.values()):
            raise errors.notes_missing("还有参加评定的党员没有收到自评")
        came = turnout_of(list(parts.values()), today)
        if not came.is_enough:
            raise errors.too_few_came(came.present, came.needed)
        if ballots.held_on > today or ballots.held_on.year - row.year not in (0, 1):
            raise errors.not_possible("held_on", "会议日期在评议年度或者次年，不能晚于今天。")
        tellers = [ballots.counter.strip(), ballots.watcher.strip()]
        if not all(tellers) or len(set(tellers)) == 1:
            raise errors.not_possible("watcher", "计票人和监票人都要填写，不能是同一个人。")
        _require_fitting(rated, came.present, ballots, votes)
        texts = [json.dumps(votes[key]) for key in rated]
        sealed = conceal(Part, "votes", texts, [one.pk for one in rated.values()])
        for one, cell in zip(rated.values(), sealed, strict=True):
            one.votes = cell
        Part.objects.bulk_update(rated.values(), ["votes"])
        row.held_on, row.returned = ballots.held_on, ballots.returned
        row.tellers = conceal_one(Review, "tellers", json.dumps(tellers, ensure_ascii=False), row.pk)
        row.counted_by, row.counted_name = actor.id, actor.name
        row.save()
        act.people = len(rated)


def _require_fitting(rated: Mapping[UUID, Part], present: int, ballots: Ballots, votes: Mapping[UUID, Votes]) -> None:
    if not 1 <= ballots.returned <= present:
        raise errors.not_possible("returned", f"收回的有效票在 1 张到 {present} 张（到会的正式党员）之间。")
    if set(votes) != set(rated):
        raise NotFound
    for member_id, told in votes.items():
        if min(told) < 0 or told.total > ballots.returned:
            raise errors.not_possible(
                f"excellent_{member_id}", f"四项合计 {told.total} 票，超过了收回的有效票 {ballots.returned} 张。"
            )


def confirm_count(*, actor: Actor, at: datetime, review_id: UUID, lock_version: int) -> None:
    """Say that the totals are those of the ballots, as another than who entered them.

    Refused `party_reviews.not_by_the_same`.
    """
    with perform(actor=actor, action="party_reviews.confirm_count", at=at) as act:
        row = lock_review(act, review_id, lock_version)
        move(row, State.CONFIRMED)
        if actor.id is None or actor.id == row.counted_by:
            raise errors.not_by_the_same("票数登记人")
        row.confirmed_by, row.confirmed_name = actor.id, actor.name
        row.save()
