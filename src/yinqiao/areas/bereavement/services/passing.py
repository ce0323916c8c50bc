"""A relative is given a code by which to read how far things have come; one stands at a time, it ends with the file."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from yinqiao.areas.bereavement import errors
from yinqiao.areas.bereavement.models import FamilyPass
from yinqiao.areas.bereavement.queries import find_file
from yinqiao.areas.bereavement.rules import digest_of, new_code, pass_until
from yinqiao.areas.bereavement.types import FileState, Kin
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.rulebook import rulebook


def give_pass(*, actor: Actor, at: datetime, retiree_id: UUID, kin: Kin) -> str:
    """Give the family a code and return it: it is shown once and cannot be read again. Who had one before has none now.

    NotFound out of scope; Conflict `bereavement.not_dead` where no death stands.
    """
    with perform(actor=actor, action="bereavement.give_pass", at=at) as act:
        found = find_file(scope=actor.scope, retiree_id=retiree_id)
        if found is None or found.state == FileState.WITHDRAWN:
            raise errors.not_dead()
        today = act.stamp.occurred_on
        act.about("retiree", found.retiree_id)
        FamilyPass.objects.filter(file=found, ended_on__isnull=True).update(ended_on=today)
        rule = rulebook().get("bereavement.family_pass", region=settings.REGION, day=today)
        code = new_code()
        FamilyPass.objects.create(
            file=found, retiree_id=found.retiree_id, kin=kin, digest=digest_of(code), given_on=today,
            until_on=pass_until(rule.parameters, today), author_name=actor.name[:64],
        )  # fmt: skip
        act.note(kin=kin.value)
    return code
