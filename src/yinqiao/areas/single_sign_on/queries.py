"""Reads: what is bound to the own account; whose account an identity is bound to."""

from __future__ import annotations

from uuid import UUID

from yinqiao.areas.single_sign_on.models import Identity
from yinqiao.areas.single_sign_on.types import Bound
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor
from yinqiao.platform.crypto.blind import blind_candidates
from yinqiao.platform.openid import Told

KIND = "openid_subject"


def get_own(*, actor: Actor) -> Bound | None:
    """What is bound to the own account; nobody sees another's."""
    found = Identity.objects.filter(user_id=own_id(actor)).values_list("bound_at", "last_used_at").first()
    return Bound(*found) if found else None


def own_id(actor: Actor) -> UUID:
    """Whose account is asked for; NotFound for nobody's."""
    if actor.id is None:
        raise NotFound
    return actor.id


def find_user_of(*, told: Told) -> UUID | None:
    """The account that whoever signed in there has bound, or None; asked before there is an actor."""
    found = Identity.objects.filter(subject_index__in=blind_candidates(named(told), KIND))
    return found.values_list("user_id", flat=True).first()


def named(told: Told) -> str:
    """Who somebody is there: its id alone would be another's at another platform."""
    return f"{told.issuer}\n{told.subject}"
