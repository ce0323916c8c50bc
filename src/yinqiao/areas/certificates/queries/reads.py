"""Certificates within a scope: seen by whoever looks after the person, by place alone, and by the person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.certificates.queries.kinds import unit_of
from yinqiao.areas.certificates.rules import standing_of
from yinqiao.areas.certificates.types import LASTING, RECORDED, OwnCertificate, Standing, State
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.retirees.queries import find_row, people_within, with_merged
from yinqiao.areas.retirees.types import RetireeStatus, member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal


def list_certificates(*, scope: Scope, today: date, standing: str = "") -> QuerySet[Certificate]:
    """The certificates of people of the scope, the newest first; `standing` narrows by state and last day."""
    if not scope.sees_content or scope.is_enterprise:
        return Certificate.objects.none()
    found = Certificate.objects.filter(retiree__in=people_within(scope=scope))
    if standing == Standing.EXPIRED:
        found = found.filter(state=State.ISSUED, valid_until__lt=today)
    elif standing == Standing.VALID:
        found = found.filter(state=State.ISSUED, valid_until__gte=today, retiree__status=RetireeStatus.MANAGED)
    elif standing == Standing.CHANGED:
        found = found.filter(state=State.ISSUED, valid_until__gte=today).exclude(retiree__status=RetireeStatus.MANAGED)
    elif standing:
        found = found.filter(state=standing)
    return found.select_related("retiree", "retiree__merged_into").order_by("-asked_on", "-number")


def count_waiting(*, scope: Scope) -> int:
    """How many wait for their seal."""
    return list_certificates(scope=scope, today=date.min, standing=Standing.WAITING).order_by().count()


def get_certificate(*, scope: Scope, certificate_id: UUID) -> Certificate:
    """One certificate; NotFound when absent or about somebody out of scope."""
    found = list_certificates(scope=scope, today=date.min).filter(pk=certificate_id).first()
    if found is None:
        raise NotFound
    return found


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Certificate]:
    """The certificates of a person, the newest first; NotFound out of scope."""
    person = find_row(scope, retiree_id)
    if scope.person is not None:
        found = Certificate.objects.filter(
            retiree_id=person.pk, state__in=[State.WAITING, State.ISSUED, State.REVOKED, State.REPLACED]
        )
        if scope.warrant is not None:
            # Pages of an archive are read by nobody in another's place, sealed or not.
            found = found.exclude(kind__in=RECORDED)
        return found.select_related("retiree", "retiree__merged_into").order_by("-issued_on", "-number")
    return list_certificates(scope=scope, today=date.min).filter(retiree_id__in=with_merged(scope, person.pk))


def list_own(*, scope: Scope, retiree_id: UUID, today: date) -> list[OwnCertificate]:
    """A person's own certificates in plain words, for the portal."""
    return [
        OwnCertificate(
            row.pk, row.title, row.number, row.purpose, unit_of(row.place_no), row.issued_on, row.valid_until,
            standing_on(row, today), row.ofd_id is not None,
        )
        for row in list_of_person(scope=scope, retiree_id=retiree_id)
        if row.issued_on is not None and row.valid_until is not None
    ]  # fmt: skip


def list_own_waiting(*, scope: Scope, retiree_id: UUID) -> list[Certificate]:
    """What a person asked for and a keeper has not sealed yet, the newest first."""
    return list(list_of_person(scope=scope, retiree_id=retiree_id).filter(state=State.WAITING).order_by("-asked_on"))


def get_own(*, scope: Scope, retiree_id: UUID, certificate_id: UUID) -> Certificate:
    """One of them; NotFound for anybody else's."""
    found = list_of_person(scope=scope, retiree_id=retiree_id).filter(pk=certificate_id).first()
    if found is None:
        raise NotFound
    return found


def standing_on(row: Certificate, today: date) -> Standing:
    """Where a certificate stands: who has died, left or moved away from the office that issued it ends it.

    What tells a record ends with its days or by revocation alone.
    """
    person = row.retiree.merged_into or row.retiree
    office = places().by_no.get(row.place_no)
    is_here = office is not None and office.place_no <= person.place_no < office.place_end
    still_holds = row.kind in LASTING or (is_here and person.status == RetireeStatus.MANAGED)
    return standing_of(member_of(State, row.state), row.valid_until, today, still_holds=still_holds)


def content_of(row: Certificate) -> Mapping[str, Any]:
    """What the paper says (`facts` by code, `text`), the caller notes why; empty while it waits."""
    told: Mapping[str, Any] = json.loads(reveal(row, "sealed") or "{}")
    return told


def replaced_by(row: Certificate) -> Certificate | None:
    """The certificate that took its place."""
    return Certificate.objects.filter(replaces=row).order_by("-asked_on").first()


def list_uses(*, scope: Scope) -> QuerySet[SealUse]:
    """Every use of seals within a scope, the newest first."""
    if not scope.sees_content or scope.is_enterprise:
        return SealUse.objects.none()
    return SealUse.objects.filter(place_no__gte=scope.place_from, place_no__lt=scope.place_to).order_by("-at", "-id")
