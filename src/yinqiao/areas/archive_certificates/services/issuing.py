"""Another officer of the keeper checks the draft against the archive and seals it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.archive_certificates import errors, events
from yinqiao.areas.archive_certificates.queries import draft_of, kind_on
from yinqiao.areas.archive_certificates.services.writing import lock, subject_of
from yinqiao.areas.archive_certificates.types import Channel, Draft, Kind, Source, Stage
from yinqiao.areas.archives.queries import list_held
from yinqiao.areas.certificates.queries import unit_of
from yinqiao.areas.certificates.services import certify, require_certifier
from yinqiao.areas.certificates.types import Cover, Document, How
from yinqiao.areas.digitised.queries import get_kept
from yinqiao.areas.retirees.queries import facts_of
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.typesetting import left_open, typeset

_TEMPLATE = Path(__file__).parents[1] / "typst" / "attestation.typ"
_BASIS = "人社部发〔2021〕112号：依据档案记载出具证明"
_SOURCES = {
    Source.SCAN.value: "查阅扫描件起草，复核人已对照档案",
    Source.PAPER.value: "纸质原件，两人核对",
    "": "档案保管登记",
}


def issue(*, actor: Actor, at: datetime, attestation_id: UUID, is_compared: bool, address: str) -> UUID:
    """Seal what another drafted; returns the certificate, which takes the place of one that was revoked.

    Refused `archive_certificates.own_draft`, `certificates.not_your_seal`, `.person_elsewhere`; Invalid
    `archive_certificates.not_compared`; Conflict `.not_now`; Unavailable `certificates.seal_silent`; NotFound where the
    archive is no longer kept here.
    """
    with perform(actor=actor, action="archive_certificates.issue", at=at) as act:
        row = lock(act, attestation_id, Stage.DRAFTED)
        kind, told = kind_on(code=row.kind, day=act.stamp.occurred_on), draft_of(row)
        if actor.id is None or actor.id == row.drafted_id:
            raise errors.own_draft()
        if kind.readers > 1 and not is_compared:
            raise errors.not_compared()
        get_kept(scope=actor.scope, archive_id=row.archive_id)
        person = require_certifier(act=act, retiree_id=row.retiree_id)
        if told is None:
            raise errors.not_now(Stage(row.state).label)
        made = certify(act=act, document=_document(act, row, kind, told, person), address=address)
        row.certificate_id, row.state = made, Stage.ISSUED
        row.answered_id, row.answered_name, row.answered_at = actor.id, actor.name[:64], at
        row.save(update_fields=["certificate_id", "state", "answered_id", "answered_name", "answered_at"])
        act.emit(events.ANSWERED, [subject_of(row, row.archive)])
        return made


def _document(act: Act, row: Any, kind: Kind, told: Draft, person: Any) -> Document:
    opening = _opening(act, row, kind, person)
    lines = [f"{one.words}（{one.material}{one.pages}）" for one in told.lines]
    return Document(
        row.retiree_id, kind.code, kind.title, _purpose(row), "\n".join([opening, *lines, kind.closing]), _BASIS,
        kind.valid_days, lambda cover: _paper(act, row, kind, told, opening, cover), row.certificate_id,
    )  # fmt: skip


def _purpose(row: Any) -> str:
    """What stands in lists: not what somebody wrote."""
    return f"{row.letter_unit}来函"[:60] if row.channel == Channel.LETTER else "本人申请"


def _opening(act: Act, row: Any, kind: Kind, person: Any) -> str:
    """The kind's first sentence with what the registers of people and of archives say."""
    held = list_held(scope=act.actor.scope, retiree_ids=[row.retiree_id])
    since = next((one.since for one in held if one.archive_no == row.archive.archive_no), None)
    if since is None:
        raise NotFound
    day = timezone.localdate(since)
    return kind.opening.format(
        name=person.name, id_no=facts_of([person])[0].get("id_no") or "", archive_no=row.archive.archive_no,
        holder=unit_of(row.place_no), since=f"{day.year}年{day.month}月{day.day}日",
    )  # fmt: skip


def _paper(act: Act, row: Any, kind: Kind, told: Draft, opening: str, cover: Cover) -> bytes:
    words: dict[str, Any] = {
        "title": kind.title, "number": cover.number, "unit": cover.unit, "day": cover.day, "code": cover.code,
        "where": cover.where, "picture": cover.picture, "is_stamped": cover.how is How.STAMPED,
        "is_standin": cover.is_standin, "opening": left_open(opening), "closing": kind.closing,
        "source": _SOURCES[told.source], "basis": _BASIS, "valid_days": kind.valid_days,
        "lines": [
            {"words": left_open(one.words), "material": left_open(one.material), "pages": one.pages} for one in told.lines
        ],
    }  # fmt: skip
    return typeset(_TEMPLATE, words, at=act.at)
