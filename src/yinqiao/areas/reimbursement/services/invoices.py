"""An invoice is taken in: read where it can be, judged, found once in the city; or taken out before acceptance."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import IntegrityError, transaction

from yinqiao.areas.applications.services import hold_case
from yinqiao.areas.reimbursement import errors
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.areas.reimbursement.queries import is_open_for_invoices
from yinqiao.areas.reimbursement.rules import lacking, merge
from yinqiao.areas.reimbursement.services.keeping import FILE, NUMBER, number_in
from yinqiao.areas.reimbursement.types import ITEM, NewInvoice, Typed
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.blind import blind_index
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.files.scans import MOST_BYTES, require_scan
from yinqiao.platform.files.store import NewFile, destroy_file, hash_of, store_file
from yinqiao.platform.invoices.confined import damaged, kind_of, read
from yinqiao.platform.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, with its name."""

    file: BinaryIO
    name: str


def add_invoice(*, actor: Actor, at: datetime, case_id: UUID, typed: Typed, upload: Upload | None = None) -> UUID:
    """Take an invoice into a case that is not accepted yet; returns it. What is blank is as the file says.

    Invalid `invoices.damaged`, `files.not_a_scan`, `reimbursement.wrong_invoice`, `.paid_already`; Conflict
    `.used_already`, `.file_used_already`, `.closed`; NotFound for a case out of scope or of another item.
    """
    seen = look_at(typed, upload)
    with perform(actor=actor, action="reimbursement.add_invoice", at=at) as act:
        return enter(act, hold_case(act=act, case_id=case_id), seen)


@dataclass(frozen=True, slots=True)
class Seen:
    """An invoice as it was typed and read, before its case is looked at; `wrong` where that makes none."""

    told: NewInvoice | None
    wrong: Mapping[str, str]
    upload: Upload | None
    content_type: str
    was_read: bool


def look_at(typed: Typed, upload: Upload | None) -> Seen:
    """Read the file, in another process and so before the act. Invalid `reimbursement.paid_already`, `invoices.damaged`."""
    content_type, said = _read(upload) if upload else ("", {})
    if said.get("fund", "0.00") not in ("", "0.00"):
        raise errors.paid_already("票据上已有医保统筹基金支付，费用已经直接结算。")
    told, wrong = merge(typed, said)
    return Seen(told, wrong, upload, content_type, bool(said.get("number")))


def enter(act: Act, case: Any, seen: Seen) -> UUID:
    """Take what was looked at into a locked case."""
    require_open(case)
    told, wrong, upload = seen.told, seen.wrong, seen.upload
    if told is not None:
        rule = rulebook().get("reimbursement.latest", region=settings.REGION, day=case.applied_on)
        wrong = lacking(told, case.applied_on, rule.parameters["months"])
    if told is None or wrong:
        raise errors.wrong_invoice(wrong)
    row = _row(act, case, told, hash_of(upload.file)[0] if upload else "")
    with _once():
        row.save(force_insert=True)
    if upload:
        place = case.retiree.place_no
        what = NewFile("invoice", upload.name, seen.content_type, "reimbursement_file", None, place, act.actor.id)
        row.file_id = store_file(upload.file, what).id
        row.save(update_fields=["file"])
    act.note(read=seen.was_read)
    return row.pk


def remove_invoice(*, actor: Actor, at: datetime, invoice_id: UUID) -> UUID:
    """Take an invoice out again, its file with it; returns the case. Conflict `.closed` after acceptance."""
    with perform(actor=actor, action="reimbursement.remove_invoice", at=at) as act:
        row = Invoice.objects.select_related("file").filter(pk=invoice_id).first()
        if row is None:
            raise NotFound
        case = hold_case(act=act, case_id=row.case_id)
        take_out(act, case, row)
    return UUID(str(case.pk))


def take_out(act: Act, case: Any, row: Invoice) -> None:
    """An invoice of a locked case goes, its file with it."""
    require_open(case)
    file = row.file
    row.delete()
    if file is not None:
        destroy_file(file, at=act.at, act_id=act.id)


def _read(upload: Upload) -> tuple[str, Mapping[str, str]]:
    """Type and content of a file; a picture says nothing of itself. Before the act: another process reads it."""
    upload.file.seek(0)
    head = upload.file.read(64)
    kind = kind_of(head)
    if kind is None or PurePath(upload.name).suffix.lower() != kind[1]:
        return require_scan(upload.file, upload.name), {}
    content = head + upload.file.read(MOST_BYTES)
    upload.file.seek(0)
    if len(content) > MOST_BYTES:
        raise damaged()
    return kind[0], read(content).packed()


def require_open(case: Any) -> None:
    """A locked case of the item that is not accepted yet."""
    if case.code != ITEM:
        raise NotFound
    if not is_open_for_invoices(case):
        raise errors.closed_for_invoices()


def _row(act: Act, case: Any, told: NewInvoice, digest: str) -> Invoice:
    invoice_id = uuid_utils.uuid7()
    content = {
        **asdict(told), "hospital": normalise_text(told.hospital).value, "since": told.since.isoformat(),
        "until": told.until.isoformat(), "digest": digest,
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False)
    return Invoice(
        id=invoice_id, case_id=case.pk, retiree_id=case.retiree_id, sealed=conceal_one(Invoice, "sealed", text, invoice_id),
        number_index=blind_index(number_in(text), NUMBER), file_index=blind_index(digest, FILE) if digest else None,
        added_at=act.at, author_name=act.actor.name[:64],
    )  # fmt: skip


@contextmanager
def _once() -> Iterator[None]:
    """An index over the whole city says that an invoice stands already, and not where."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        name = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", "")
        if name == "reimbursement_number_once":
            raise errors.used_already() from None
        if name == "reimbursement_file_once":
            raise errors.file_used_already() from None
        raise
