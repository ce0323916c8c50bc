"""An event as it looks outside: a CloudEvent 1.0 with ids and codes, and never a value of a fact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from yinqiao.areas.exchange.types import CloudEvent, FeedRow

BATCH_TYPE = "application/cloudevents-batch+json"
# Types of messages that are about the exchange itself and stand in no feed.
EPOCH_BEGAN = "exchange.epoch_began"
TEST = "exchange.test"


def source_of(region: str) -> str:
    """Which installation speaks: `urn:yinqiao:4301`."""
    return f"urn:yinqiao:{region}"


def schema_of(kind: str, version: int) -> str:
    """Which shape the data has: `urn:yinqiao:event:retirees.death_recorded:1`; the AsyncAPI document describes it."""
    return f"urn:yinqiao:event:{kind}:{version}"


def as_cloud_event(
    row: FeedRow, *, region: str, epoch: UUID, label: str, uscc: str | None, division_code: str | None
) -> CloudEvent:
    """One event of the feed. `sequence` is its number, padded so that texts sort as numbers do, within `epoch`."""
    event: dict[str, Any] = _envelope(row.id, row.type, row.version, region, row.recorded_at)
    if row.retiree_id is not None:
        event["subject"] = str(row.retiree_id)
    event["sequence"] = f"{row.seq:019d}"
    event["epoch"] = str(epoch)
    event["data"] = {
        "type_label": label,
        "subject_id": str(row.subject_id) if row.subject_id else None,
        "enterprise_uscc": uscc,
        "division_code": division_code,
        "occurred_on": row.occurred_on.isoformat(),
        "act_id": str(row.act_id),
        "office": row.office,
        "fields": list(row.fields),
        "source": row.source,
    }
    return event


def epoch_notice(*, message_id: UUID, region: str, at: datetime, before: UUID, epoch: UUID, after: int) -> CloudEvent:
    """The register was restored: what was sent with a number beyond `after` may have been undone, what follows is new."""
    event = _envelope(message_id, EPOCH_BEGAN, 1, region, at)
    event["epoch"] = str(epoch)
    event["data"] = {"epoch": str(epoch), "epoch_before": str(before), "after": after}
    return event


def test_notice(*, message_id: UUID, region: str, at: datetime) -> CloudEvent:
    """A message that says nothing but that it arrives."""
    return {**_envelope(message_id, TEST, 1, region, at), "data": {"note": "测试"}}


def _envelope(event_id: UUID, kind: str, version: int, region: str, at: datetime) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": str(event_id),
        "source": source_of(region),
        "type": kind,
        "time": at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "dataschema": schema_of(kind, version),
    }
