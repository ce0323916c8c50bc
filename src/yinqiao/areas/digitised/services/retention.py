"""Look-ups with the pages that were seen, extracts and loans as things with a period. Scans stay as long as their archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yinqiao.areas.digitised.models import Extract, Loan, Lookup, PageSeen, Scan
from yinqiao.areas.digitised.types import ExtractState, LookupState
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _over() -> QuerySet[Any]:
    return Lookup.objects.exclude(state=LookupState.ASKED)


def _answered() -> QuerySet[Any]:
    return Extract.objects.exclude(state=ExtractState.ASKED)


def _returned() -> QuerySet[Any]:
    return Loan.objects.filter(returned_on__isnull=False)


def _class(
    rule: str, words: str, ended: Callable[[], QuerySet[Any]], column: str, starts: str
) -> RetentionClass:  # fmt: skip
    def day(row: Any) -> date:
        value = getattr(row, column)
        return timezone.localdate(value) if isinstance(value, datetime) else value

    def find_due(kept_before: date) -> Sequence[Due]:
        name = f"{column}__date__lt" if column.endswith("_at") else f"{column}__lt"
        return [Due(one.pk, words, day(one)) for one in ended().filter(**{name: kept_before}).iterator()]

    def destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
        found = ended().filter(pk__in=ids)
        count = found.count()
        if found.model is Lookup:
            PageSeen.objects.filter(lookup_id__in=list(found.values_list("pk", flat=True))).delete()
        found.delete()
        return count

    return RetentionClass(rule, find_due, destroy, starts=starts)


# What a change of keys re-encrypts.
ENCRYPTED: Final = (
    EncryptedTable(Lookup._meta.db_table, ("note", "answer_note")),
    EncryptedTable(Extract._meta.db_table, ("note", "answer_note")),
    EncryptedTable(Loan._meta.db_table, ("note", "returned_note")),
    EncryptedTable(Scan._meta.db_table, ("bad_note",)),
)
LOOKUPS: Final = _class("retention.digitised_lookup", "档案查阅登记", _over, "asked_at", "申请之日")
EXTRACTS: Final = _class("retention.digitised_extract", "档案摘录申请", _answered, "answered_at", "答复之日")
LOANS: Final = _class("retention.digitised_loan", "档案借阅登记", _returned, "returned_on", "归还之日")
