"""Messages that have ended, with what they say, as things with a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from yinqiao.areas.intake.models import Message
from yinqiao.platform.retention.registry import Due, RetentionClass


def _find_due(kept_before: date) -> Sequence[Due]:
    ended = Message.objects.filter(settled_at__date__lt=kept_before, body__isnull=False)
    rows = ended.values_list("pk", "state", "settled_at")
    labels = dict(Message._meta.get_field("state").flatchoices)
    return [Due(pk, f"外来信息内容（{labels[state]}）", at.date()) for pk, state, at in rows.iterator() if at]


def _destroy(ids: Sequence[UUID], at: datetime, act_id: UUID) -> int:
    """What was said ends; that it was received, its receipt and its outcome stay."""
    return Message.objects.filter(pk__in=ids, settled_at__isnull=False).update(body=None, id_no_index=None)


MESSAGES: Final = RetentionClass("retention.intake_message", _find_due, _destroy, starts="了结之日")
