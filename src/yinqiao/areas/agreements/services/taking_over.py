"""Takes over agreements that were on file before this platform came, with their papers and the lists delivered under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import connection

from yinqiao.areas.agreements import events
from yinqiao.areas.agreements.models import Agreement, AgreementBatch, AgreementVersion
from yinqiao.areas.agreements.services.signing import RETENTION
from yinqiao.areas.agreements.types import AgreementKind, AgreementState, Filing, Parties, Side, Terms
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile

# The numbers of a year follow one another; so many are drawn at once.
_DRAW = """
INSERT INTO agreements_agreementnumber (year, last) VALUES (%s, %s)
ON CONFLICT (year) DO UPDATE SET last = agreements_agreementnumber.last + excluded.last RETURNING last
"""
_HAPPENED = (events.DRAFTED, events.PROPOSED, events.AGREED, events.SIGNED, events.FILED)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A list that was taken over as delivered under an agreement: its batch, number, kind and enterprise."""

    batch_id: UUID
    batch_no: str
    kind: str
    enterprise_id: int


@dataclass(frozen=True, slots=True)
class OldAgreement:
    """An agreement of old: between whom, what it says, its days, its scan, what was delivered under it."""

    parties: Parties
    terms: Terms
    drafted_on: date
    signed_on: date
    scan: BinaryIO
    filing: Filing
    delivered: Sequence[Delivery] = ()


def take_over_agreements(*, act: Act, agreements: Sequence[OldAgreement]) -> list[UUID]:
    """Keep agreements as filed, numbered through in the year of the act; returns their ids in the order given.

    What happened with them is told once more as events of this act; nothing is left to prepare or to answer. Runs inside
    the caller's act, whose actor must reach both sides.
    """
    first = _draw(act, len(agreements))
    rows = [_row(act, one, first + place) for place, one in enumerate(agreements)]
    Agreement.objects.bulk_create(rows)
    AgreementVersion.objects.bulk_create(
        AgreementVersion(
            agreement=row, number=1, terms=one.terms.to_json(), author_name=act.actor.name, written_at=act.at
        )
        for row, one in zip(rows, agreements, strict=True)
    )
    AgreementBatch.objects.bulk_create(
        AgreementBatch(
            agreement=row, batch_id=each.batch_id, batch_no=each.batch_no, kind=each.kind,
            enterprise_id=each.enterprise_id, linked_at=act.at,
        )
        for row, one in zip(rows, agreements, strict=True) for each in one.delivered
    )  # fmt: skip
    subjects = [Subject(None, row.enterprise_id, row.place_no, row.pk, data={"version": 1}) for row in rows]
    for kind in _HAPPENED:
        act.emit(kind, subjects)
    return [row.pk for row in rows]


def _draw(act: Act, count: int) -> int:
    """The first of so many numbers of the year."""
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [act.stamp.occurred_on.year, count])
        return int(cursor.fetchone()[0]) - count + 1


def _row(act: Act, one: OldAgreement, number: int) -> Agreement:
    enterprise_id, place_no = one.parties.enterprise_id, one.parties.place_no
    paper = NewFile("agreement", "签署件.pdf", "", RETENTION, enterprise_id, place_no, act.actor.id)
    return Agreement(
        id=uuid_utils.uuid7(), agreement_no=f"移协〔{act.stamp.occurred_on.year}〕{number:04d}号",
        enterprise_id=enterprise_id, covers_group=one.parties.covers_group, place_no=place_no, kind=AgreementKind.MAIN,
        state=AgreementState.FILED, proposed_by=Side.ENTERPRISE, version=1, proposed_version=1, drafted_on=one.drafted_on,
        proposed_on=one.drafted_on, agreed_on=one.signed_on, signed_on=one.signed_on, scan_id=keep_scan(one.scan, paper),
        filed_on=one.filing.filed_on, filed_no=one.filing.filed_no,
    )  # fmt: skip
