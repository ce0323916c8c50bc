"""Reads events out of a request: CloudEvents 1.0 in structured, batched and binary mode. Pure; nothing is believed yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote

from pydantic import ValidationError

from yinqiao.areas.intake import errors
from yinqiao.areas.intake.types import Draft, InwardType, RefusalReason
from yinqiao.kernel.canonical_json import are_texts, digest_of, plain_json, sha256_of
from yinqiao.kernel.periods import add_months
from yinqiao.kernel.strict_json import read_json

MOST_EVENTS: Final = 500
LARGEST_BODY: Final = 2**20
STRUCTURED, BATCHED, PLAIN = "application/cloudevents+json", "application/cloudevents-batch+json", "application/json"
# CloudEvents 1.0, Context Attributes: names are lower-case letters and digits.
_NAME = re.compile(r"[a-z0-9]{1,20}")
_LONGEST = {"id": 100, "source": 200, "type": 100, "subject": 200}
_REQUIRED = ("specversion", "id", "source", "type")


def read_single(body: bytes) -> list[Any]:
    """One event in structured mode; Invalid `intake.not_readable` for no JSON object."""
    found = _json(body)
    if not isinstance(found, dict):
        raise errors.not_readable()
    return [found]


def read_batch(body: bytes) -> list[Any]:
    """A batch; each entry is judged by itself later, so that a bad one spoils no other."""
    found = _json(body)
    if not isinstance(found, list):
        raise errors.not_readable()
    if not 1 <= len(found) <= MOST_EVENTS:
        raise errors.too_many(MOST_EVENTS)
    return found


def read_binary(headers: Mapping[str, str], body: bytes) -> list[Any]:
    """One event in binary mode: attributes in `ce-` headers (percent-encoded), the data as the body."""
    told = {
        name.lower().removeprefix("ce-"): unquote(value)
        for name, value in headers.items()
        if name.lower().startswith("ce-")
    }
    return [{**told, "datacontenttype": PLAIN, "data": _json(body)}]


def _json(body: bytes) -> Any:
    try:
        return read_json(body)
    except ValueError:
        raise errors.not_readable() from None


def read_event(
    event: Any, *, uri: str, types: Mapping[str, InwardType], at: datetime, today: date, parameters: Mapping[str, Any]
) -> Draft:
    """One event as a draft: its data read by the schema of its type, or why it is refused."""
    told = plain_json(event)
    digest, body = (digest_of(event), _body(event)) if told is None else (sha256_of(told), _encodable(told))
    attributes = event if isinstance(event, dict) else {}
    event_id, kind = (_text(attributes.get(name), _LONGEST[name]) for name in ("id", "type"))
    time, fault = _time(attributes.get("time")), _fault(event) or ("" if body else "data")
    refusal: RefusalReason | None = None
    if fault or time is None:
        refusal, fault = RefusalReason.MALFORMED, fault or "time"
    elif attributes["source"] != uri:
        refusal = RefusalReason.WRONG_SOURCE
    elif kind not in types:
        refusal = RefusalReason.UNKNOWN_TYPE
    elif time > at + timedelta(minutes=parameters["future_minutes"]):
        refusal = RefusalReason.IN_FUTURE
    elif time.date() < _oldest(today, parameters["past_years"]):
        refusal = RefusalReason.TOO_OLD
    if refusal:
        return Draft(event_id, kind, time, digest, refusal=refusal, fault=fault)
    try:
        data = types[kind].schema.model_validate(attributes.get("data"), context={"today": today})
    except ValidationError as problem:
        names = sorted({str(one["loc"][0]) if one["loc"] else "data" for one in problem.errors()})
        return Draft(
            event_id,
            kind,
            time,
            digest,
            refusal=RefusalReason.DATA_INVALID,
            fault="、".join(_known(names, types[kind])),
        )
    return Draft(event_id, kind, time, digest, body, getattr(data, "id_number", ""), data)


@lru_cache(maxsize=8)
def _oldest(today: date, years: int) -> date:
    return add_months(today, -12 * years)


def _known(names: list[str], kind: InwardType) -> list[str]:
    """Names of fields that the type has; a foreign one may be anything and is not repeated."""
    return [one if one in kind.schema.model_fields else "多余的项" for one in names]


def _fault(event: Any) -> str:
    """The first attribute that breaks the specification; empty for a sound event."""
    if not isinstance(event, dict):
        return "event"
    for name in _REQUIRED:
        if not isinstance(event.get(name), str) or not event[name].strip():
            return name
    if event["specversion"] != "1.0":
        return "specversion"
    for name, most in _LONGEST.items():
        if name in event and (not isinstance(event[name], str) or len(event[name]) > most or "\0" in event[name]):
            return name
    if event.get("datacontenttype", PLAIN).split(";")[0].strip().lower() != PLAIN:
        return "datacontenttype"
    if "data_base64" in event or not all(_NAME.fullmatch(one) for one in event):
        return "data"
    return "data" if _holds_nul(event.get("data")) else ""


def _body(event: Any) -> str:
    """The event as it is kept; empty for what nobody can write down: nested without end, or halves of characters."""
    try:
        return _encodable(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
    except RecursionError:
        return ""


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return ""
    return text


def _holds_nul(data: Any) -> bool:
    if type(data) is dict and are_texts(data):
        return any("\0" in one for pair in data.items() for one in pair)
    try:
        return "\\u0000" in json.dumps(data)
    except RecursionError:
        return True


def _text(value: Any, most: int) -> str:
    return value.replace("\0", "").encode("utf-8", "ignore").decode()[:most] if isinstance(value, str) else ""


def _time(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40 or "T" not in value.upper():
        return None
    try:
        read = datetime.fromisoformat(value.upper().replace("Z", "+00:00"))
        # In one zone: the database knows none that is sixteen hours away.
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None
