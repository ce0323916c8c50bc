"""The paper: its signature with the scan, its place on file with the human-resources office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from yinqiao.areas.agreements import errors, events
from yinqiao.areas.agreements.services.locking import current_terms, lock_agreement, require_possible, tell
from yinqiao.areas.agreements.types import Filing, Seen, Step
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import perform
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile

# 国发〔2016〕19号 began the handover of retirees; no paper is older.
FIRST_DAY = date(2016, 1, 1)
RETENTION = "agreement_scan"


@dataclass(frozen=True, slots=True)
class Signature:
    """The signed and stamped paper: when both had signed, and its scan."""

    signed_on: date
    scan: BinaryIO
    scan_name: str


def sign_agreement(*, actor: Actor, at: datetime, seen: Seen, signature: Signature) -> None:
    """Enter that both sides have signed the agreed version on paper, with its scan; either side may.

    Invalid `files.not_a_scan`, `agreements.date_not_possible` (in the future, or before 2016); a supplement must
    still fit what holds, Invalid `agreements.terms_not_possible`.
    """
    with perform(actor=actor, action="agreements.sign_agreement", at=at) as act:
        row = lock_agreement(act, seen, Step.SIGN)
        if not FIRST_DAY <= signature.signed_on <= act.stamp.occurred_on:
            raise errors.date_not_possible("signed_on", "签署日期不能晚于今天，也不能早于 2016 年。")
        require_possible(act, row, current_terms(row))
        row.scan_id = keep_scan(
            signature.scan,
            NewFile("agreement", signature.scan_name, "", RETENTION, row.enterprise_id, row.place_no, actor.id),
        )
        row.signed_on = signature.signed_on
        row.save(update_fields=["state", "lock_version", "signed_on", "scan_id"])
        act.note(version=row.version)
        tell(act, events.SIGNED, row, signed_on=signature.signed_on.isoformat())


def file_agreement(*, actor: Actor, at: datetime, seen: Seen, filing: Filing) -> None:
    """Enter under which number the human-resources office has the agreement on file; the district or the city does."""
    with perform(actor=actor, action="agreements.file_agreement", at=at) as act:
        row = lock_agreement(act, seen, Step.FILE)
        if not filing.filed_no.strip():
            raise errors.note_required("filed_no", "请填写备案文号。")
        if row.signed_on is None or not row.signed_on <= filing.filed_on <= act.stamp.occurred_on:
            raise errors.date_not_possible("filed_on", "备案日期不能早于签署日期，也不能晚于今天。")
        row.filed_on, row.filed_no = filing.filed_on, filing.filed_no.strip()
        row.save(update_fields=["state", "lock_version", "filed_on", "filed_no"])
        act.note(version=row.version)
        tell(act, events.FILED, row, filed_on=filing.filed_on.isoformat())
