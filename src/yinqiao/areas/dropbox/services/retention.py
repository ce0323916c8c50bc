"""Files that were checked and never taken in, as things with a period; what was taken in has its own in the messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.dropbox.models import File, Finding, Line
from yinqiao.areas.dropbox.types import FileState
from yinqiao.platform.crypto.rotate import EncryptedTable
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    found = File.objects.filter(state=FileState.CHECKED, created_at__date__lt=kept_before)
    return [Due(one.pk, f"报送文件 {one.file_no} 的逐行内容", timezone.localdate(one.created_at)) for one in found]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    Line.objects.filter(file_id__in=ids).delete()
    Finding.objects.filter(file_id__in=ids).delete()
    return File.objects.filter(pk__in=ids, state=FileState.CHECKED).update(state=FileState.DISCARDED)


LINES: Final = RetentionClass("retention.dropbox_lines", _find_due, _destroy, starts="上传之日")
ENCRYPTED: Final = EncryptedTable("dropbox_line", ("body",))
