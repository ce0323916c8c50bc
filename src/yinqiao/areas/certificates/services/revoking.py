"""A certificate is revoked with its reason. It is not made valid again: somebody may have read that it is not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.certificates import errors, events
from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.services.files import files_of
from yinqiao.areas.certificates.services.issuing import lock
from yinqiao.areas.certificates.types import Revocation, State
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.areas.retirees.queries import subject
from yinqiao.areas.volunteers.services import release_hours
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.events.told import people_told_of
from yinqiao.platform.files.store import destroy_file


def revoke(*, actor: Actor, at: datetime, certificate_id: UUID, reason: Revocation) -> None:
    """End a certificate; by who issues such ones for the person, or an office above. Conflict `certificates.not_now`."""
    with perform(actor=actor, action="certificates.revoke", at=at) as act:
        row = lock(act, certificate_id)
        if row.state != State.ISSUED:
            raise errors.not_now()
        row.state, row.ended_on, row.reason = State.REVOKED, act.stamp.occurred_on, reason
        row.save(update_fields=["state", "ended_on", "reason"])
        act.note(reason=reason.value)
        release_hours(act=act, number=row.number)
        act.emit(events.REVOKED, [subject(row.retiree, kind=row.kind, reason=reason.value)])


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone no certificate stays."""
    rows = Certificate.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE))
    for file in files_of(rows):
        destroy_file(file, at=act.at, act_id=act.id)
    rows.delete()
