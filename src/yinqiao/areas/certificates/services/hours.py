"""Hours of voluntary service on a certificate: each stands on one, and comes free with it."""

from __future__ import annotations

from typing import Any

from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.types import Kind
from yinqiao.areas.volunteers.services import claim_hours, reserve_hours
from yinqiao.areas.volunteers.types import Hours
from yinqiao.platform.acts import Act


def reserve(act: Act, row: Certificate, kind: Kind, person: Any) -> Hours | None:
    """The hours that a certificate will tell; None for a kind that tells none.

    Conflict `volunteers.hours_certified`, `.nothing_to_certify`.
    """
    if not kind.tells_hours:
        return None
    return reserve_hours(act=act, retiree_id=person.pk, instead_of=_replaced(row))


def claim(act: Act, row: Certificate, hours: Hours | None) -> None:
    """The certificate is made: these hours stand on it and on no other."""
    if hours is not None:
        claim_hours(act=act, parts=hours.parts, number=row.number, instead_of=_replaced(row))


def _replaced(row: Certificate) -> str:
    return row.replaces.number if row.replaces is not None else ""
