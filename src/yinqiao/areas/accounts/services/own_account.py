"""What a person does with the own account: details, password, second factor, the role in use."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils import timezone

from yinqiao.areas.accounts import errors, rules
from yinqiao.areas.accounts.models import User
from yinqiao.areas.accounts.queries import list_own_roles
from yinqiao.areas.accounts.types import GrantRow
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def change_own_details(*, actor: Actor, at: datetime, phone: str) -> None:
    """Change one's office phone. The name is what audit entries say, so only an administrator sets it."""
    with perform(actor=actor, action="accounts.own_details_changed", at=at) as act:
        if actor.id is None or not User.objects.filter(pk=actor.id).update(phone=phone.strip()):
            raise errors.not_within_reach()
        act.about("user", actor.id, people=0)


def choose_role(*, actor: Actor, at: datetime, grant_id: UUID) -> GrantRow:
    """Use another of one's roles from now on; the caller keeps its id in the session.

    NotFound `accounts.not_your_role` for somebody else's, an ended or a revoked one.
    """
    with perform(actor=actor, action="accounts.role_chosen", at=at) as act:
        mine = list_own_roles(actor=actor, today=timezone.localdate(at))
        chosen = next((one for one in mine if one.id == grant_id), None)
        if chosen is None or actor.id is None:
            raise errors.not_your_role()
        act.about("user", actor.id, people=0)
        act.note(role=chosen.role.value, grant=str(grant_id))
        return chosen


def settle_password(*, actor: Actor, at: datetime, user_id: UUID) -> None:
    """Note that a person has chosen a new password: the duty to change it is done."""
    with perform(actor=actor, action="accounts.password_changed", at=at) as act:
        User.objects.filter(pk=user_id).update(must_change_password=False)
        act.about("user", user_id, people=0)


def spend_code(*, actor: Actor, at: datetime, user_id: UUID, code: str) -> None:
    """Mark a one-time code of an authenticator app as used; `accounts.code_already_used` for a second time.

    The mark stands on the locked authenticator's row, so it holds between processes (RFC 6238, 5.2: a verifier must
    not accept the second attempt of a code).
    """
    with perform(actor=actor, action="accounts.code_spent", at=at) as act:
        totp = Authenticator.objects.select_for_update().filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
        act.about("user", user_id, people=0)
        if totp is None:
            return
        digest = hashlib.sha256("".join(code.split()).encode()).hexdigest()
        since = (at - rules.CODE_REMEMBERED).timestamp()
        spent = [[mark, when] for mark, when in totp.data.get("spent", []) if when > since]
        if any(mark == digest for mark, _ in spent):
            raise errors.code_already_used()
        totp.data["spent"] = [*spent, [digest, at.timestamp()]]
        totp.save(update_fields=["data"])
