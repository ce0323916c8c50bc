"""What these acts have in common: words as ciphertext, rows locked within the scope, whom an event is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yinqiao.areas.archive_certificates import errors
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.queries import get_attestation
from yinqiao.areas.archive_certificates.types import Stage
from yinqiao.kernel.masking import hide_numbers
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.acts import Act, Subject
from yinqiao.platform.crypto.fields import conceal_one


def plain(words: str, field: str = "text", missing: str = "请写明做什么用。") -> str:
    """What somebody typed, evened out. Invalid `archive_certificates.words_missing`, `.numbers_inside`."""
    told = str(normalise_text(words).value).strip()
    if not told:
        raise errors.words_missing(field, missing)
    if hide_numbers(told) != told:
        raise errors.numbers_inside(field)
    return told


def concealed(column: str, words: str, row_id: UUID) -> bytes | None:
    """Words as a column of the table keeps them."""
    return conceal_one(Attestation, column, words or None, row_id)


def lock(act: Act, attestation_id: UUID, *stages: Stage) -> Any:
    """One row of the scope, locked, in one of these stages. NotFound; Conflict `archive_certificates.not_now`."""
    found = get_attestation(scope=act.actor.scope, attestation_id=attestation_id)
    row = Attestation.objects.select_for_update(of=("self",)).select_related("archive").get(pk=found.pk)
    if row.state not in stages:
        raise errors.not_now(Stage(row.state).label)
    act.about("retiree", row.retiree_id)
    act.note(kind=row.kind)
    return row


def subject_of(row: Attestation, archive: Any) -> Subject:
    """Whom an event is about, at the keeper."""
    return Subject(row.retiree_id, archive.enterprise_id, row.place_no, data={"kind": row.kind})
