"""What a person asks for in the portal, or whom the person has authorised: made at once, or left for the keeper's seal.

Nothing is written in the scope of one person: the act looks there first, then writes in the widened one (decision 0045).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.certificates import errors
from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.queries import kind_in_force, office_of
from yinqiao.areas.certificates.services.issuing import enter, new_row
from yinqiao.areas.certificates.types import MATTER, Asked, State
from yinqiao.areas.retirees.queries import find_row, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform


def issue_own(*, actor: Actor, at: datetime, asked: Asked) -> UUID:
    """Issue a certificate of the person of the scope, for one of the purposes of its kind; returns it.

    Invalid `certificates.purpose_missing` for any other purpose, `.facts_missing`; Conflict `.have_one` while one for
    the same purpose holds, `.waiting_already`; Refused `.no_office`, `.not_managed`, `authorisations.not_within`.
    """
    with perform(actor=actor, action="certificates.issue_own", at=at) as act:
        scope, today = actor.scope, act.stamp.occurred_on
        kind = kind_in_force(asked.kind, today)
        if scope.person is None:
            raise NotFound
        found = find_row(scope, scope.person)
        warrant = require_warrant(scope, MATTER, today)
        if asked.purpose not in kind.purposes:
            raise errors.purpose_missing()
        with widened("certificates.act_of_person"):
            people = people_within(scope=Scope.everything())
            person = people.select_for_update(of=("self",)).get(pk=found.pk)
            if person.status != RetireeStatus.MANAGED:
                raise errors.not_managed()
            office = office_of(kind, person.place_no)
            if office is None:
                raise errors.no_office()
            same = Certificate.objects.filter(retiree_id=person.pk, kind=kind.code, purpose=asked.purpose)
            # Hours that stand on one certificate are refused for the next: it tells those served since.
            if (
                not kind.tells_hours
                and same.filter(state=State.ISSUED, valid_until__gte=today, place_no=office).exists()
            ):
                raise errors.have_one()
            row = new_row(act, person, asked.purpose, office)
            row.kind, row.title = kind.code, kind.title
            if warrant is not None:
                row.author_name = warrant.called[:64]
            enter(act, row, person, kind, asked, is_at_hand=False)
    return row.pk
