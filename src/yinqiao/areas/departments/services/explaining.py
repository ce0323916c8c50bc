"""A word of explanation to a claim about which the office was asked: sealed, read by who decides, kept for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, BinaryIO, Final
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.utils import timezone

from yinqiao.areas.departments import errors
from yinqiao.areas.departments.models import Explanation
from yinqiao.areas.departments.queries import list_told
from yinqiao.areas.intake.queries import list_disputes
from yinqiao.areas.intake.types import ContradictionState
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, perform
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.files.scans import keep_scan
from yinqiao.platform.files.store import NewFile
from yinqiao.platform.retention.registry import Due, RetentionClass

_OPEN = (ContradictionState.OPEN.value, ContradictionState.ASKED.value)


def explain_claim(*, actor: Actor, at: datetime, message_id: UUID, words: str, paper: BinaryIO | None = None) -> UUID:
    """Say something to a claim of the own source about which the office was asked; nothing is decided by it.

    NotFound for another source's message; Conflict `departments.not_asked` for one that nobody asks about (any more);
    Invalid `departments.words_missing`, `files.not_a_scan`.
    """
    if actor.scope.office is None:
        raise errors.no_source()
    with perform(actor=actor, action="departments.explain_claim", at=at) as act:
        row = list_told(scope=actor.scope).select_related("contradiction").filter(pk=message_id).first()
        if row is None:
            raise errors.not_found()
        case = getattr(row, "contradiction", None)
        if case is None or case.state != ContradictionState.ASKED:
            raise errors.not_asked()
        said = words.strip()
        if not said:
            raise errors.words_missing()
        made = Explanation(id=uuid_utils.uuid7(), case_id=case.pk, written_at=at, author_name=actor.name[:64])
        made.words = conceal_one(Explanation, "words", said[:500], made.pk)
        made.scan_id = _keep(act, row, paper)
        made.save(force_insert=True)
        act.note(message=str(row.pk), case=str(case.pk), paper=paper is not None)
    return made.pk


def _keep(act: Act, row: Any, paper: BinaryIO | None) -> UUID | None:
    if paper is None:
        return None
    name = str(getattr(paper, "name", ""))
    return keep_scan(paper, NewFile("letter", name, "", "inward_letter", None, row.source.place_no, act.actor.id))


def note_explanations_read(*, actor: Actor, at: datetime, case_id: UUID) -> int:
    """That who may decide has seen what the office says; the first time counts. Returns how many were new to them."""
    with perform(actor=actor, action="departments.note_explanations_read", at=at) as act:
        cases = list_disputes(scope=actor.scope, is_open=False).filter(pk=case_id).order_by().values("pk")
        found = Explanation.objects.filter(case__in=cases, read_at__isnull=True)
        read = found.update(read_at=at, read_name=actor.name[:64])
        act.note(case=str(case_id), read=read)
    return read


def _find_due(kept_before: date) -> Sequence[Due]:
    ended = Explanation.objects.filter(case__decided_at__date__lt=kept_before).exclude(case__state__in=_OPEN)
    rows = ended.values_list("pk", "case__decided_at")
    return [Due(pk, "部门对所报信息的说明", timezone.localdate(at)) for pk, at in rows.iterator() if at]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    return Explanation.objects.filter(pk__in=ids).exclude(case__state__in=_OPEN).delete()[0]


EXPLANATIONS: Final = RetentionClass("retention.departments_explanation", _find_due, _destroy, starts="核实了结之日")
ENCRYPTED: Final = EncryptedTable("departments_explanation", ("words",))
