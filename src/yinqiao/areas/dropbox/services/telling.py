"""What the lines of a file tell, each as the event that a programme would have sent: its id, its time, what it says.

The same line gives the same event whenever it is read, so that a statement is told once, however many files repeat it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import polars as pl

from yinqiao.areas.dropbox.queries import ReportKind
from yinqiao.areas.dropbox.rules import statuses
from yinqiao.areas.dropbox.services.reading import with_codes
from yinqiao.areas.dropbox.types import Status
from yinqiao.areas.intake.queries import list_messages
from yinqiao.areas.rosters.types import FieldKind
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.blind import blind_many

# What an id of a comparison's line is made of, under a key: an id is kept in the open.
_LINE: Final = "dropbox_line"
# A message is not taken in when it is older than a working life; what lies before the handover began is told as of then.
_FIRST_DAY: Final = date(2019, 1, 1)
_IDS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose file it is: the source as it stands in events, the file's digest, its number, the day on which it was sent."""

    source_id: UUID
    uri: str
    sha256: str
    file_no: str
    sent_on: date


@dataclass(slots=True)
class Told:
    """One line as an event."""

    row_no: int
    event: dict[str, Any]


def plain_lines(rows: pl.DataFrame, kind: ReportKind, sender: Sender) -> list[Told]:
    """The lines of a file of one type."""
    dates = [one.name for one in kind.fields if one.kind is FieldKind.DATE and one.name in kind.keys]
    coded = with_codes(rows)
    found = []
    for row in coded.select("row_no", "event_no", *kind.keys).iter_rows(named=True):
        data = {key: _text(row[field]) for field, key in kind.keys.items() if row[field] not in (None, "")}
        day = next((row[name] for name in dates if row[name] is not None), sender.sent_on)
        event_id = row["event_no"] or f"{sender.sha256[:16]}-{row['row_no']}"
        found.append(Told(row["row_no"], _event(sender, event_id, kind.code, day, data)))
    return found


def compared_lines(rows: pl.DataFrame, sender: Sender) -> list[Told]:
    """The lines of a comparison that are to be told: one id for one statement, whichever month tells it."""
    coded = with_codes(rows).select("row_no", "event_no", "id_no", "name", "told", "day", "method", "reference")
    told = coded.rows(named=True)
    ids = blind_many([_statement(row, sender) for row in told], _LINE)
    found = []
    for row, index in zip(told, ids, strict=True):
        event_id = row["event_no"] or f"c-{(index or b'').hex()}"
        day = row["day"] or sender.sent_on
        data = {"id_number": row["id_no"], "name": row["name"], **_says(row, day, event_id)}
        found.append(Told(row["row_no"], _event(sender, event_id, statuses()[Status(row["told"])].type, day, data)))
    return found


def _statement(row: dict[str, Any], sender: Sender) -> str:
    """What makes two lines the same statement; that somebody lives is said anew each month."""
    day = row["day"] or f"{sender.sent_on:%Y-%m}"
    return "|".join(
        str(one or "") for one in (row["told"], row["id_no"], row["name"], day, row["method"], row["reference"])
    )


def _says(row: dict[str, Any], day: date, event_id: str) -> dict[str, str]:
    reference = row["reference"] or event_id
    if row["told"] == Status.ALIVE:
        return {"since": day.isoformat()}
    if row["told"] == Status.DEAD:
        return {"died_on": day.isoformat(), "proof": ""}
    if row["told"] == Status.CERTIFIED:
        return {"certified_on": day.isoformat(), "method": row["method"] or "comparison", "reference": reference}
    return {"since": day.isoformat(), "reference": reference}


def _event(sender: Sender, event_id: str, kind: str, day: date, data: dict[str, str]) -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": event_id, "source": sender.uri, "type": kind,
        "time": f"{max(day, _FIRST_DAY).isoformat()}T00:00:00+08:00", "datacontenttype": "application/json", "data": data,
    }  # fmt: skip


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def renew_withdrawn(lines: Sequence[Told], sender: Sender, scope: Scope) -> None:
    """What an earlier file told and took back may be told again: under an id that says which file says so."""
    tail = sender.file_no[-6:]
    ours = list_messages(scope=scope).filter(source_id=sender.source_id, state="withdrawn").order_by()
    for page in _pages([one.event["id"] for one in lines]):
        gone = set(ours.filter(event_id__in=page).values_list("event_id", flat=True))
        for one in lines:
            if one.event["id"] in gone:
                before, one.event["id"] = one.event["id"], f"{one.event['id']}-{tail}"
                if one.event["data"].get("reference") == before:
                    one.event["data"]["reference"] = one.event["id"]


def _pages(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[at : at + _IDS_AT_ONCE] for at in range(0, len(ids), _IDS_AT_ONCE))
