"""Hours that stand on a certificate: each on one. For the room of certificates, within its acts."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from yinqiao.areas.volunteers import errors
from yinqiao.areas.volunteers.models import CertifiedPart, Part
from yinqiao.areas.volunteers.queries import hours_to_certify
from yinqiao.areas.volunteers.types import Hours, Standing
from yinqiao.platform.access import Scope, widened
from yinqiao.platform.acts import Act


def reserve_hours(*, act: Act, retiree_id: UUID, instead_of: str = "") -> Hours:
    """The hours that a certificate may tell of a person whom the act has found, locked against correction.

    `instead_of` is the number of a certificate that this one replaces. Conflict `volunteers.hours_certified` with the
    number of the first where all stand on another, `.nothing_to_certify` where there are none.
    """
    list(Part.objects.select_for_update().filter(retiree_id=retiree_id, state=Standing.DONE).order_by("pk"))
    hours, number = hours_to_certify(scope=Scope.everything(), retiree_id=retiree_id, instead_of=instead_of)
    if hours is None:
        raise errors.hours_certified(number) if number else errors.nothing_to_certify()
    act.note(services=len(hours.parts), minutes=hours.minutes)
    return hours


def claim_hours(*, act: Act, parts: Collection[UUID], number: str, instead_of: str = "") -> None:
    """Put these hours on a certificate; from another that it replaces they come over.

    Conflict `volunteers.hours_certified`, with the number of the other, where one of them stands on another already.
    """
    if instead_of:
        release_hours(act=act, number=instead_of)
    try:
        with transaction.atomic():
            CertifiedPart.objects.bulk_create([CertifiedPart(part_id=one, number=number) for one in parts])
    except IntegrityError as problem:
        first = CertifiedPart.objects.filter(part_id__in=parts).order_by("number").first()
        raise errors.hours_certified(first.number if first else number) from problem


def release_hours(*, act: Act, number: str) -> None:
    """The certificate holds no more: its hours may be put right, and certified again, wherever the person lives now."""
    with widened("volunteers.release_hours"):
        freed, _ = CertifiedPart.objects.filter(number=number).delete()
    if freed:
        act.note(released=freed)
