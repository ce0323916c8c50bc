"""On what grounds we may be told of an illness: consents of people, legal bases of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.aid.models import Consent, HealthBasis
from yinqiao.areas.aid.types import ILLNESS
from yinqiao.areas.intake.queries import list_sources
from yinqiao.areas.retirees.queries import find_row, people_within, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope


@dataclass(frozen=True, slots=True)
class HealthSource:
    """A source that may tell of health visits, with the basis that stands and those before."""

    source_id: UUID
    name: str
    kind: str
    standing: HealthBasis | None
    before: Sequence[HealthBasis]

    def is_open(self, today: date) -> bool:
        """Whether it may tell today without a person's consent."""
        return self.standing is not None and basis_holds(self.standing, today)


def basis_holds(row: HealthBasis, today: date) -> bool:
    """Whether a basis stands and holds on a day."""
    return row.ended_at is None and row.valid_from <= today and (row.valid_to is None or today < row.valid_to)


def find_without_ground(*, scope: Scope, source_id: UUID, indexes: Sequence[bytes], today: date) -> set[bytes]:
    """Of these numbers' indexes those of people of the scope of whom the source may tell no illness: no basis, no consent.

    Who is not registered is not among them: that the message waits is judged before any ground is.
    """
    bases = HealthBasis.objects.filter(source_id=source_id, ended_at__isnull=True)
    if any(basis_holds(one, today) for one in bases):
        return set()
    people = people_within(scope=scope).filter(id_no_index__in=indexes, merged_into__isnull=True)
    agreed = Consent.objects.filter(withdrawn_on__isnull=True, given_on__lte=today).values("retiree_id")
    unlawful = people.exclude(pk__in=agreed).values_list("id_no_index", flat=True)
    return {bytes(one) for one in unlawful if one is not None}


def list_health_sources(*, scope: Scope, today: date) -> list[HealthSource]:
    """The sources of the scope's own office that may tell of health visits."""
    rows = [one for one in list_sources(scope=scope, today=today) if ILLNESS in one.types]
    known = HealthBasis.objects.filter(source_id__in=[one.pk for one in rows]).order_by("-valid_from", "-id")
    by_source: dict[UUID, list[HealthBasis]] = {one.pk: [] for one in rows}
    for basis in known:
        by_source[basis.source_id].append(basis)
    return [
        HealthSource(
            one.pk, one.name, one.get_kind_display(),
            next((basis for basis in by_source[one.pk] if basis.ended_at is None), None),
            [basis for basis in by_source[one.pk] if basis.ended_at is not None],
        )
        for one in rows
    ]  # fmt: skip


def get_health_source(*, scope: Scope, source_id: UUID, today: date) -> HealthSource:
    """One of them; NotFound otherwise."""
    for one in list_health_sources(scope=scope, today=today):
        if one.source_id == source_id:
            return one
    raise NotFound


def list_consents(*, scope: Scope, retiree_id: UUID) -> QuerySet[Consent]:
    """Consents of a person, newest first; NotFound out of scope, nothing where content is not read."""
    person = find_row(scope, retiree_id)
    found = Consent.objects.filter(retiree_id__in=with_merged(scope, person.pk))
    return found.order_by("-given_on", "-id") if scope.sees_content else found.none()


def find_consent(*, scope: Scope, retiree_id: UUID) -> Consent | None:
    """The consent that stands, if there is one."""
    return list_consents(scope=scope, retiree_id=retiree_id).filter(withdrawn_on__isnull=True).first()
