"""A statement is taken: once, whole, compared at once; and compared again when the ledger has gone on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import polars as pl
from django.db import IntegrityError, transaction

from yinqiao.areas.reconciliation import errors, events
from yinqiao.areas.reconciliation.models import HeaderMemory, Statement
from yinqiao.areas.reconciliation.queries.reach import here
from yinqiao.areas.reconciliation.services.comparing import compare_again, keep_lines
from yinqiao.areas.reconciliation.services.reading import masked, read_bank, read_wechat, unpack
from yinqiao.areas.reconciliation.types import MAX_BYTES, OF_PROVIDER, BankField, Kind, Read, Told
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import hide_numbers
from yinqiao.platform.access import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.files.store import NewFile, hash_of, store_file
from yinqiao.platform.sheets.headertext import normalise_header


def take_statement(*, actor: Actor, at: datetime, kind: Kind, file: BinaryIO) -> Told:
    """Read, compare and keep a statement of the actor's own office. Sent again it is the one that is there.

    Invalid `reconciliation.not_readable` names the line, `reconciliation.file_too_large`, or a code of `sheets`;
    Refused `reconciliation.not_of_provider`. Nothing is kept of a file that is refused.
    """
    if kind is Kind.WECHAT and actor.role not in OF_PROVIDER:
        raise errors.not_of_provider()
    place_no = actor.scope.place_from
    sha256, size = hash_of(file)
    if size > MAX_BYTES:
        raise errors.file_too_large(MAX_BYTES)
    with acting(actor):
        known = Statement.objects.filter(place_no=place_no, kind=kind, file_sha256=sha256, removed_on=None).first()
        remembered = headers_of(place_no)
    if known is not None:
        return Told(known.pk, is_new=False)
    told, lines = read(kind, file.read(), remembered)
    with perform(actor=actor, action="reconciliation.take_statement", at=at) as act:
        made = _made(act, kind, told, sha256, file, lines.height)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            same = Statement.objects.get(place_no=place_no, kind=kind, file_sha256=sha256, removed_on=None)
            return Told(same.pk, is_new=False)
        what = NewFile(
            "reconciliation", made.file_name, "application/octet-stream", "dues_statement", None, place_no, actor.id
        )
        made.file_id = store_file(file, what).id
        made.repeated = lines.height - keep_lines(act, made, lines, masked(lines))
        made.save(update_fields=["file_id", "repeated"])
        act.about("reconciliation_statement", made.pk, people=0)
        act.note(kind=kind.value, rows=lines.height, repeated=made.repeated)
        act.emit(
            events.TAKEN, [Subject(None, None, place_no, made.pk, data={"kind": kind.value, "rows": lines.height})]
        )
    return Told(made.pk, is_new=True)


def headers_of(place_no: int) -> dict[str, str]:
    """Headers that an office has explained, each with its field; for an act of the office itself."""
    return dict(HeaderMemory.objects.filter(place_no=place_no).values_list("header", "field"))


def read(kind: Kind, content: bytes, remembered: Mapping[str, str]) -> tuple[Read, pl.DataFrame]:
    """A file of this kind as it came: what it says as a whole, and its lines."""
    plain = unpack(content)
    return read_wechat(plain) if kind is Kind.WECHAT else read_bank(plain, remembered)


def _made(act: Act, kind: Kind, told: Read, sha256: str, file: BinaryIO, rows: int) -> Statement:
    name = hide_numbers(Path(str(getattr(file, "name", ""))).name)[:200] or "未命名"
    return Statement(
        place_no=act.actor.scope.place_from, kind=kind, file_id=act.id, file_sha256=sha256, file_name=name,
        first_on=told.first_on, last_on=told.last_on, in_fen=told.in_fen, out_fen=told.out_fen, fee_fen=told.fee_fen,
        opening_fen=told.opening_fen, closing_fen=told.closing_fen, rows=rows, created_at=act.at, created_by=act.actor.id,
        created_name=act.actor.name, act_id=act.id,
    )  # fmt: skip


def remember_header(*, actor: Actor, at: datetime, header: str, field: BankField) -> None:
    """Keep what a column of the office's bank is called; told anew the later word holds."""
    with perform(actor=actor, action="reconciliation.remember_header", at=at) as act:
        name = normalise_header(header)[:120]
        if not name:
            raise errors.header_missing()
        HeaderMemory.objects.update_or_create(
            place_no=actor.scope.place_from, header=name, defaults={"field": field.value}
        )
        act.note(field=field.value)


def compare_statement(*, actor: Actor, at: datetime, statement_id: UUID) -> int:
    """Compare again what nobody settled; how many differences are none any more."""
    with perform(actor=actor, action="reconciliation.compare_statement", at=at) as act:
        row = Statement.objects.select_for_update().filter(here(actor.scope), pk=statement_id).first()
        if row is None:
            raise NotFound
        if row.removed_on:
            raise errors.removed_already()
        act.about("reconciliation_statement", row.pk, people=0)
        return compare_again(act, row)
