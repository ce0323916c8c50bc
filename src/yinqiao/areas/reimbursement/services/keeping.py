"""How invoices are kept: what a change of keys moves, the kinds of their indexes, how long they stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.applications.types import OPEN
from yinqiao.areas.reimbursement.models import Invoice
from yinqiao.platform.crypto.rotate import BlindColumn, EncryptedTable
from yinqiao.platform.files.store import destroy_file
from yinqiao.platform.retention.registry import Due, RetentionClass

NUMBER: Final = "invoice_number"
FILE: Final = "invoice_file"


def number_in(text: str) -> str:
    """What makes an invoice the same: its code and its number."""
    told = json.loads(text)
    return f"{told['code']}:{told['number']}"


def digest_in(text: str) -> str | None:
    """What makes a file the same; None without one."""
    return str(json.loads(text)["digest"]) or None


def _find(kept_before: date) -> Sequence[Due]:
    over = Invoice.objects.filter(case__closed_on__lt=kept_before).exclude(case__state__in=OPEN)
    return [Due(pk, "报销票据", day) for pk, day in over.values_list("pk", "case__closed_on").iterator() if day]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return drop_invoices(
        list(Invoice.objects.select_related("file").filter(pk__in=ids).exclude(case__state__in=OPEN)), at, act_id
    )


def drop_invoices(found: Sequence[Invoice], at: datetime, act_id: UUID) -> int:
    """Invoices go, and with them their files."""
    Invoice.objects.filter(pk__in=[one.pk for one in found]).delete()
    for one in found:
        if one.file is not None and one.file.destroyed_at is None:
            destroy_file(one.file, at=at, act_id=act_id)
    return len(found)


ENCRYPTED: Final = EncryptedTable(
    "reimbursement_invoice", ("sealed",),
    (BlindColumn("number_index", "sealed", NUMBER, number_in), BlindColumn("file_index", "sealed", FILE, digest_in)),
)  # fmt: skip
INVOICES: Final = RetentionClass("retention.reimbursement_invoice", _find, _destroy, starts="办结之日")
