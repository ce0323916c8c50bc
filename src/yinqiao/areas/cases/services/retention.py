"""Cases that are over, with all that hangs on them, as things with a period; people who leave the register leave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.cases.models import Case, CasePerson, Meeting
from yinqiao.areas.cases.types import CaseState
from yinqiao.areas.retirees.events import REGISTRATION_UNDONE
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.events.told import people_told_of
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    over = Case.objects.filter(closed_on__lt=kept_before, state=CaseState.CLOSED)
    return [Due(pk, "联动事项", day) for pk, day in over.values_list("pk", "closed_on").iterator() if day is not None]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    found = Case.objects.filter(pk__in=ids, state=CaseState.CLOSED)
    count = found.count()
    found.delete()
    # A meeting goes with the last of its cases.
    Meeting.objects.filter(items__isnull=True).delete()
    return count


def forget_people(*, act: Act) -> None:
    """Of people whose registration this act has undone no case names any; what happened at a place stays."""
    CasePerson.objects.filter(retiree_id__in=people_told_of(act.id, REGISTRATION_UNDONE)).delete()


# What a change of keys re-encrypts.
ENCRYPTED: Final = (
    EncryptedTable("cases_case", ("sealed", "outcome", "reply", "cause")),
    EncryptedTable("cases_casecaller", ("sealed",)),
    EncryptedTable("cases_casestep", ("task", "asked", "answer")),
    EncryptedTable("cases_casepassage", ("words",)),
    EncryptedTable("cases_meeting", ("minutes",)),
    EncryptedTable("cases_decision", ("words",)),
)
CASES: Final = RetentionClass("retention.cases_case", _find_due, _destroy, starts="办结之日")
