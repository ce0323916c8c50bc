"""Certificates from the record within a scope: what was asked of the keepers, what may be quoted, what a person reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from yinqiao.areas.archive_certificates import errors
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.rules import kinds_of, may_quote
from yinqiao.areas.archive_certificates.types import Draft, Kind, Line, OwnAttestation, Stage
from yinqiao.areas.archives.queries import list_archives_of, list_own_archives
from yinqiao.areas.archives.types import ArchiveState
from yinqiao.areas.certificates.queries import get_certificate
from yinqiao.areas.certificates.types import State
from yinqiao.areas.digitised.queries import list_items, list_lookups, list_seen, within
from yinqiao.areas.digitised.queries import rule as digitised_rule
from yinqiao.kernel.archive_classes import class_label
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import rulebook


def rule(code: str, day: date) -> Mapping[str, Any]:
    """The parameters of a rule of this room."""
    return rulebook().get(f"archive_certificates.{code}", region=settings.REGION, day=day).parameters


def kinds_on(*, day: date) -> dict[str, Kind]:
    """The kinds of the day."""
    return kinds_of(rule("kinds", day))


def kind_on(*, code: str, day: date) -> Kind:
    """One of them; NotFound `archive_certificates.no_such_kind`."""
    found = kinds_on(day=day).get(code)
    if found is None:
        raise errors.no_such_kind()
    return found


def title_of(code: str, day: date) -> str:
    """What a kind is called; its code where the rules no longer have it."""
    found = kinds_on(day=day).get(code)
    return found.title if found else code


def list_attestations(*, scope: Scope, state: str = "", kind: str = "") -> QuerySet[Attestation]:
    """What was asked of the scope's offices, the newest first."""
    found = Attestation.objects.filter(within(scope)).select_related("archive")
    found = found.filter(state=state) if state else found
    found = found.filter(kind=kind) if kind else found
    return found.order_by("-asked_at", "-id")


def get_attestation(*, scope: Scope, attestation_id: UUID) -> Attestation:
    """One of them; NotFound when absent or out of scope."""
    row = list_attestations(scope=scope).filter(pk=attestation_id).first()
    if row is None:
        raise NotFound
    return row


def list_of_archive(*, scope: Scope, archive_id: UUID) -> QuerySet[Attestation]:
    """What was asked of one archive that an office of the scope keeps."""
    return list_attestations(scope=scope).filter(archive_id=archive_id)


def list_of_person(*, scope: Scope, retiree_id: UUID) -> QuerySet[Attestation]:
    """What was asked about a person of archives that the scope's offices keep."""
    return list_attestations(scope=scope).filter(retiree_id=retiree_id)


def list_own(*, scope: Scope, today: date) -> list[OwnAttestation]:
    """What a person asked, the newest first, in plain words."""
    if scope.person is None:
        return []
    rows = Attestation.objects.filter(retiree_id=scope.person).order_by("-asked_at", "-id")
    return [
        OwnAttestation(
            title_of(one.kind, today), Stage(one.state), one.asked_at, text_of(one),
            text_of(one, "answer_note") if one.state == Stage.REFUSED else "",
        )
        for one in rows
    ]  # fmt: skip


def list_kept_of(*, scope: Scope, retiree_id: UUID) -> list[Any]:
    """The volumes of a person in scope that an office has received: of others nobody certifies anything."""
    found = list_own_archives(scope=scope) if scope.person else list_archives_of(scope=scope, retiree_id=retiree_id)
    return [one for one in found if one.state == ArchiveState.RECEIVED]


def text_of(row: Attestation, field: str = "note") -> str:
    """What somebody wrote in a row that was found within a scope, opened; empty where nothing was written."""
    return reveal(row, field) or ""


def draft_of(row: Attestation) -> Draft | None:
    """What was drafted, opened; None before."""
    told = text_of(row, "draft")
    if not told:
        return None
    found = json.loads(told)
    return Draft(found["source"], tuple(Line(*one) for one in found["lines"]))


def list_quotable(*, scope: Scope, archive_id: UUID, kind: Kind, day: date) -> list[Any]:
    """The materials that a certificate of this kind may quote: never what is classified or closed to the person."""
    closed = digitised_rule("closed_classes", day)["closed"]["person"]
    return [
        one for one in list_items(scope=scope, archive_id=archive_id)
        if not one.is_classified and may_quote(kind, one.class_no) and one.class_no.partition("-")[0] not in closed
    ]  # fmt: skip


def material_of(item: Any) -> str:
    """A material as a certificate names it: `一 履历类《职工履历表》`."""
    return f"{class_label(item.class_no)}{f'《{item.title}》' if item.title else f'第{item.serial}份'}"


def list_pages_seen(*, scope: Scope, archive_id: UUID, viewer: UUID | None, since: datetime) -> set[tuple[UUID, int]]:
    """Material and page of each page that somebody has opened within a look-up of this archive since a moment."""
    return {
        (one.scan.item_id, one.page_no)
        for lookup in list_lookups(scope=scope, archive_id=archive_id)
        if viewer in (lookup.first_id, lookup.second_id)
        for one in list_seen(scope=scope, lookup_id=lookup.pk).filter(actor_id=viewer, at__gte=since)
        if one.scan.item_id is not None
    }


def is_in_force(*, scope: Scope, row: Attestation) -> bool:
    """Whether the certificate of a row was issued and not revoked; one that was revoked makes room for another."""
    if row.certificate_id is None:
        return False
    try:
        return bool(get_certificate(scope=scope, certificate_id=row.certificate_id).state == State.ISSUED)
    except NotFound:
        return False
