"""An event as it looks outside: a CloudEvent 1.0 with ids and codes, and never a value of a fact."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
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


def event_text(
    row: FeedRow, *, region: str, epoch: UUID, label: str, uscc: str | None, division_code: str | None
) -> str:
    """One event of the feed as JSON. `sequence` is its number, padded so that texts sort as numbers do, within `epoch`.

    Put together out of texts: a page of a thousand costs a tenth of what a library needs. A test compares.
    """
    subject = "" if row.retiree_id is None else f'"subject":"{row.retiree_id}",'
    return (
        f'{{"specversion":"1.0","id":"{row.id}",{_head(region, row.type)}"time":"{row.recorded_at}",'
        f'"datacontenttype":"application/json","dataschema":{_quoted(schema_of(row.type, row.version))},{subject}'
        f'"sequence":"{row.seq:019d}","epoch":"{epoch}","data":{{"type_label":{_quoted(label)},'
        f'"subject_id":{_id(row.subject_id)},"enterprise_uscc":{_quoted(uscc)},"division_code":{_quoted(division_code)},'
        f'"occurred_on":"{row.occurred_on}","act_id":"{row.act_id}","office":{_quoted(row.office)},'
        f'"fields":{row.fields},"source":{_quoted(row.source)}}}}}'
    )


def item_text(row: FeedRow, *, label: str, uscc: str | None, division_code: str | None) -> str:
    """The same event as the pages of the feed have it (`schemas.EventOut`)."""
    return (
        f'{{"seq":{row.seq},"id":"{row.id}","type":{_quoted(row.type)},"type_label":{_quoted(label)},'
        f'"version":{row.version},"retiree_id":{_id(row.retiree_id)},"subject_id":{_id(row.subject_id)},'
        f'"enterprise_uscc":{_quoted(uscc)},"division_code":{_quoted(division_code)},"occurred_on":"{row.occurred_on}",'
        f'"recorded_at":"{row.recorded_at}","act_id":"{row.act_id}","office":{_quoted(row.office)},'
        f'"fields":{row.fields},"source":{_quoted(row.source)}}}'
    )


@lru_cache(maxsize=1024)
def _head(region: str, kind: str) -> str:
    return f'"source":{_quoted(source_of(region))},"type":{_quoted(kind)},'


@lru_cache(maxsize=4096)
def _quoted(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def _id(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'


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
