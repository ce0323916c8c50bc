"""Branches and their rooms, registered by who organises in their place."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.activities import errors
from yinqiao.areas.activities.models import Branch, Room
from yinqiao.areas.activities.queries import get_branch
from yinqiao.areas.activities.types import NewBranch, NewRoom
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def open_branch(*, actor: Actor, at: datetime, new: NewBranch) -> UUID:
    """Register a branch of a place of the scope; returns its id.

    NotFound for another place; Invalid `activities.not_complete`; Conflict `.name_taken`.
    """
    with perform(actor=actor, action="activities.open_branch", at=at) as act:
        if not actor.scope.covers_place(new.place_no):
            raise NotFound
        told = {"name": new.name.strip()[:60], "address": new.address.strip()[:120]}
        if wrong := {name: "请填写。" for name, value in told.items() if not value}:
            raise errors.not_complete(wrong)
        try:
            with transaction.atomic():
                made = Branch.objects.create(place_no=new.place_no, **told)
        except IntegrityError as problem:
            raise errors.name_taken() from problem
        act.about("branch", made.pk, people=0)
    return made.pk


def add_room(*, actor: Actor, at: datetime, branch_id: UUID, new: NewRoom) -> UUID:
    """Register a room of a branch of the scope; returns its id. Refuses as `open_branch`."""
    with perform(actor=actor, action="activities.add_room", at=at) as act:
        branch = get_branch(scope=actor.scope, branch_id=branch_id)
        if not actor.scope.covers_place(branch.place_no):
            raise NotFound
        wrong = {} if new.name.strip() else {"name": "请填写。"}
        if not 1 <= new.seats <= 2000:
            wrong["seats"] = "座位从 1 到 2000。"
        if wrong:
            raise errors.not_complete(wrong)
        try:
            with transaction.atomic():
                made = Room.objects.create(
                    branch=branch, name=new.name.strip()[:40], seats=new.seats, is_accessible=new.is_accessible
                )
        except IntegrityError as problem:
            raise errors.name_taken() from problem
        act.about("branch", branch.pk, people=0)
    return made.pk
