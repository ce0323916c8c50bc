"""Branches and who is in them: founded, changed, closed; members placed, given a post, no longer listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils

from yinqiao.areas.branches.queries import list_roster_branches
from yinqiao.areas.party.queries import list_moved_out, list_received
from yinqiao.areas.party_life import errors, events
from yinqiao.areas.party_life.models import Branch, Membership
from yinqiao.areas.party_life.queries import list_continuable, list_unplaced
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.services.locking import hold_names, lock_branch
from yinqiao.areas.party_life.types import BranchInput, Left, Post, PostInput
from yinqiao.areas.retirees.queries import people_within
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access.types import PLACE_MAX, Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.rotate import EncryptedTable

# What a change of keys re-encrypts.
BRANCHES = EncryptedTable(Branch._meta.db_table, ("secretary",))


def found_branch(
    *, actor: Actor, at: datetime, place_no: int, given: BranchInput, organisation_id: UUID | None = None
) -> UUID:
    """Keep a branch; one that continues an organisation handed over takes in the members of it that are in no branch.

    Invalid `party_life.name_taken`, `party_life.not_possible`.
    """
    with perform(actor=actor, action="party_life.found_branch", at=at) as act:
        if not actor.scope.covers_place(place_no):
            raise NotFound
        row, members = Branch(id=uuid_utils.uuid7(), place_no=place_no), list[Any]()
        _fill(act, row, given)
        if organisation_id is not None:
            if not list_continuable(scope=actor.scope).filter(pk=organisation_id, place_no=place_no).exists():
                raise errors.not_possible("organisation", "这个党组织不在所选单位，或者已有党支部接续。")
            row.organisation_id = organisation_id
            ids = [key for key, _ in list_roster_branches(scope=actor.scope, organisation_id=organisation_id)]
            members = list(list_unplaced(scope=actor.scope).filter(place_no=place_no, organisation_id__in=ids))
        row.save(force_insert=True)
        act.about("party_life_branch", row.pk, people=len(members))
        _take_in(act, row, members)
    return row.pk


def change_branch(*, actor: Actor, at: datetime, branch_id: UUID, lock_version: int, given: BranchInput) -> None:
    """Keep what a branch is now. Invalid as when it was founded; Conflict `party_life.secretary_taken`."""
    with perform(actor=actor, action="party_life.change_branch", at=at) as act:
        row = lock_branch(act, branch_id, lock_version)
        if given.secretary and _inside(row).filter(post=Post.SECRETARY).exists():
            raise errors.secretary_taken()
        _fill(act, row, given)
        row.lock_version += 1
        row.save()


def close_branch(*, actor: Actor, at: datetime, branch_id: UUID, lock_version: int) -> None:
    """End a branch that has no members; its meetings stay on record. Conflict `party_life.has_members`."""
    with perform(actor=actor, action="party_life.close_branch", at=at) as act:
        row = lock_branch(act, branch_id, lock_version)
        if _inside(row).exists():
            raise errors.has_members()
        row.closed_on, row.lock_version = act.stamp.occurred_on, row.lock_version + 1
        row.save()


def place_members(*, actor: Actor, at: datetime, branch_id: UUID, member_ids: Iterable[UUID]) -> int:
    """Put members whom the branch's place has received into it, from no branch or from another; returns how many.

    NotFound for who is out of scope; Conflict `party_life.elsewhere` for another place's.
    """
    with perform(actor=actor, action="party_life.place_members", at=at) as act:
        branch, wanted = lock_branch(act, branch_id), set(member_ids)
        found = list(list_received(scope=actor.scope).filter(pk__in=wanted).order_by("pk"))
        if len(found) != len(wanted):
            raise NotFound
        if any(one.place_no != branch.place_no for one in found):
            raise errors.elsewhere()
        known = Membership.objects.filter(pk__in=wanted).exclude(branch=branch).select_for_update()
        moved = list(known.order_by("pk"))
        for one in moved:
            one.branch, one.post, one.group_no = branch, Post.MEMBER, 0
            one.since, one.lock_version = act.stamp.occurred_on, one.lock_version + 1
        Membership.objects.bulk_update(moved, ["branch", "post", "group_no", "since", "lock_version"], batch_size=1000)
        there = set(Membership.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        _tell(act, events.PLACED, moved)
        _take_in(act, branch, [one for one in found if one.pk not in there])
        act.people = len(wanted)
    return len(wanted)


def change_post(*, actor: Actor, at: datetime, member_id: UUID, lock_version: int, given: PostInput) -> None:
    """Keep what a member is in the branch, and in which group. Conflict `party_life.secretary_taken`."""
    with perform(actor=actor, action="party_life.change_post", at=at) as act:
        found = Membership.objects.filter(here(actor.scope), pk=member_id, left_on__isnull=True)
        row = found.select_for_update().first()
        if row is None:
            raise NotFound
        branch = lock_branch(act, row.branch_id)
        if row.lock_version != lock_version:
            raise errors.changed_meanwhile()
        others = _inside(branch).filter(post=Post.SECRETARY).exclude(pk=row.pk)
        if given.post is Post.SECRETARY and (branch.secretary is not None or others.exists()):
            raise errors.secretary_taken()
        row.post, row.group_no, row.lock_version = given.post, given.group_no, row.lock_version + 1
        row.save()
        act.about("party_life_membership", row.pk)
        _tell(act, events.POSTED, [row])


def follow_members(*, actor: Actor, at: datetime) -> int:
    """No longer list who died or whose relation another city holds, list again who lives; returns how many changed.

    The actor reaches everybody: a member may live elsewhere than the branch is.
    """
    if actor.scope.place_to != PLACE_MAX:
        raise NotFound
    with perform(actor=actor, action="party_life.follow_members", at=at) as act:
        left = _left(act)
        rows = Membership.objects.filter(here(actor.scope)).select_for_update().order_by("pk")
        changed = []
        for one in rows.iterator(chunk_size=5000):
            why, on = left.get(one.pk, ("", None))
            if (one.left, one.left_on) != (why, on):
                one.left, one.left_on, one.post = why, on, Post.MEMBER
                one.lock_version += 1
                changed.append(one)
        Membership.objects.bulk_update(changed, ["left", "left_on", "post", "lock_version"], batch_size=1000)
        act.people = len(changed)
        _tell(act, events.LEFT, [one for one in changed if one.left])
    return len(changed)


def _left(act: Act) -> dict[UUID, tuple[str, date | None]]:
    """Member → why and when no longer listed."""
    scope = act.actor.scope
    moved = list_moved_out(scope=scope).values_list("member_id", "since")
    left: dict[UUID, tuple[str, date | None]] = {key: (Left.MOVED.value, since.date()) for key, since in moved}
    people = Membership.objects.filter(here(scope), retiree_id__isnull=False)
    of = dict(people.values_list("retiree_id", "pk"))
    dead = people_within(scope=scope).filter(died_on__isnull=False, pk__in=people.values("retiree_id"))
    left.update({of[key]: (Left.DIED.value, on) for key, on in dead.values_list("pk", "died_on") if key in of})
    return left


def _inside(branch: Branch) -> Any:
    return Membership.objects.filter(branch=branch, left_on__isnull=True)


def _fill(act: Act, row: Branch, given: BranchInput) -> None:
    hold_names(row.place_no)
    name = given.name.strip()
    same = Branch.objects.filter(place_no=row.place_no, name=name, closed_on__isnull=True)
    if same.exclude(pk=row.pk).exists():
        raise errors.name_taken()
    if given.term_from and given.term_from > act.stamp.occurred_on:
        raise errors.not_possible("term_from", "本届起始日期不能晚于今天。")
    row.name, row.kind, row.setting = name, given.kind, given.setting
    row.theme_day, row.term_from = given.theme_day, given.term_from
    row.secretary = conceal_one(Branch, "secretary", given.secretary.strip() or None, row.pk)


def _take_in(act: Act, branch: Branch, members: Sequence[Any]) -> None:
    rows = [
        Membership(
            member_id=one.pk, branch=branch, place_no=branch.place_no, retiree_id=one.retiree_id,
            since=act.stamp.occurred_on,
        )
        for one in members
    ]  # fmt: skip
    Membership.objects.bulk_create(rows, batch_size=5000)
    _tell(act, events.PLACED, rows)


def _tell(act: Act, kind: EventType, rows: Sequence[Membership]) -> None:
    # About the branch: what is about a member tells how far its relation has come.
    act.emit(kind, [Subject(one.retiree_id, None, one.place_no, one.branch_id) for one in rows])
