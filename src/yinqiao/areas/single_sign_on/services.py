"""Acts: bind an identity of the office platform to the own account, undo that, note that somebody came in by it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import IntegrityError, transaction

from yinqiao.areas.single_sign_on import errors
from yinqiao.areas.single_sign_on.models import Identity
from yinqiao.areas.single_sign_on.queries import KIND, find_user_of, named, own_id
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.blind import blind_index
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable
from yinqiao.platform.openid import Told

__all__ = ["ENCRYPTED", "bind", "note_use", "unbind"]
# What a change of keys re-encrypts.
ENCRYPTED = EncryptedTable(Identity._meta.db_table, ("subject",), (BlindColumn("subject_index", "subject", KIND),))


def bind(*, actor: Actor, at: datetime, told: Told) -> None:
    """Bind who signed in there to the own account; the face has made sure that both factors were given here.

    Conflict `single_sign_on.bound_already`, or `…taken` where another account is.
    """
    with perform(actor=actor, action="single_sign_on.bound", at=at) as act:
        owner, row_id = own_id(actor), uuid_utils.uuid7()
        if find_user_of(told=told) not in (None, owner):
            raise errors.taken()
        try:
            with transaction.atomic():
                Identity.objects.create(
                    id=row_id, user_id=owner, subject=conceal_one(Identity, "subject", named(told), row_id),
                    subject_index=blind_index(named(told), KIND), bound_at=at,
                )  # fmt: skip
        except IntegrityError:
            raise errors.bound_already() from None
        act.about("user", owner, people=0)


def unbind(*, actor: Actor, at: datetime) -> None:
    """Undo it: from now on password and second factor are the way in. Conflict `single_sign_on.nothing_bound`."""
    with perform(actor=actor, action="single_sign_on.unbound", at=at) as act:
        owner = own_id(actor)
        removed, _ = Identity.objects.filter(user_id=owner).delete()
        if not removed:
            raise errors.nothing_bound()
        act.about("user", owner, people=0)


def note_use(*, actor: Actor, at: datetime, told: Told, is_sure: bool) -> UUID:
    """Note that somebody came back from there; the account that is bound. Refused `single_sign_on.not_bound`.

    `is_sure`: the platform has asked for a second factor of its own.
    """
    with perform(actor=actor, action="single_sign_on.used", at=at) as act:
        user_id = find_user_of(told=told)
        if user_id is None:
            raise errors.not_bound()
        Identity.objects.filter(user_id=user_id).update(last_used_at=at)
        act.about("user", user_id, people=0)
        act.note(second_factor=is_sure)
        return user_id
