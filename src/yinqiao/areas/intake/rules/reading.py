"""Reads events out of a request: CloudEvents 1.0 in structured, batched and binary mode. Pure; nothing is believed yet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from urllib.parse import unquote

import rfc8785
from pydantic import ValidationError

from yinqiao.areas.intake import errors
from yinqiao.areas.intake.types import Draft, InwardType, RefusalReason
from yinqiao.kernel.periods import add_months

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
        return json.loads(body.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise errors.not_readable() from None


def _refuse(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def digest_of(event: Any) -> bytes:
    """SHA-256 of the event in canonical JSON (RFC 8785): the same in every mode."""
    data = event.get("data") if type(event) is dict else None
    if type(data) is dict and _are_texts(data) and _are_texts({**event, "data": ""}):
        # Texts under plain names: the standard library writes them alike, in a tenth of the time. A test compares.
        told = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(told.encode("utf-8", "surrogatepass")).digest()
    try:
        return sha256(rfc8785.dumps(event)).digest()
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        return sha256(json.dumps(event, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).digest()


def _are_texts(values: Mapping[Any, Any]) -> bool:
    """Whether every name is ASCII and every value a text."""
    return all(name.isascii() and type(one) is str for name, one in values.items())


def read_event(
    event: Any, *, uri: str, types: Mapping[str, InwardType], at: datetime, today: date, parameters: Mapping[str, Any]
) -> Draft:
    """One event as a draft: its data read by the schema of its type, or why it is refused."""
    digest = digest_of(event)
    attributes = event if isinstance(event, dict) else {}
    event_id, kind = (_text(attributes.get(name), _LONGEST[name]) for name in ("id", "type"))
    time, fault = _time(attributes.get("time")), _fault(event)
    refusal: RefusalReason | None = None
    if fault or time is None:
        refusal, fault = RefusalReason.MALFORMED, fault or "time"
    elif attributes["source"] != uri:
        refusal = RefusalReason.WRONG_SOURCE
    elif kind not in types:
        refusal = RefusalReason.UNKNOWN_TYPE
    elif time > at + timedelta(minutes=parameters["future_minutes"]):
        refusal = RefusalReason.IN_FUTURE
    elif time.date() < add_months(today, -12 * parameters["past_years"]):
        refusal = RefusalReason.TOO_OLD
    if refusal:
        return Draft(event_id, kind, time, digest, refusal=refusal, fault=fault)
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
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
    if "\\u0000" in json.dumps(event.get("data")):
        return "data"
    return ""


def _text(value: Any, most: int) -> str:
    return value.replace("\0", "")[:most] if isinstance(value, str) else ""


def _time(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40 or "T" not in value.upper():
        return None
    try:
        read = datetime.fromisoformat(value.upper().replace("Z", "+00:00"))
        # In one zone: the database knows none that is sixteen hours away.
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None
