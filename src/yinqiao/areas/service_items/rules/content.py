"""An item between its file and the editor: the same values, days as text, so that a draft that is not whole can be kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import tomlkit

from yinqiao.areas.service_items.types import LISTS, Content

# In this order a file is written.
_HEAD = (
    "code", "version", "title", "valid_from", "valid_to", "closed", "basis", "standing", "about", "applicants", "statuses",
    "fee", "result", "effects", "gates", "entrance",
)  # fmt: skip
_DAYS = ("valid_from", "valid_to")
_BLANK: tuple[object, ...] = (None, "", {})


def frame_of(code: str, title: str) -> dict[str, Any]:
    """An item of which nothing but its name is said; two steps, as most have."""
    return {
        "code": code, "title": title, "standing": "assumed", "applicants": ["self", "family", "officer"],
        "statuses": ["managed"], "fee": "不收费",
        "material": [{"code": "proxy_id_card", "label": "代办人身份证", "when": "proxy"}],
        "step": [
            {"code": "accept", "title": "社区受理", "role": "community_officer", "days": 5, "may": ["ask", "refuse"]},
            {"code": "decide", "title": "街道办理", "role": "street_officer", "days": 10, "may": ["refuse"]},
        ],
    }  # fmt: skip


def content_of(text: str) -> dict[str, Any]:
    """What a file says; raises `tomllib.TOMLDecodeError`."""
    told = tomllib.loads(text)
    return {**told, **{key: _as_text(told[key]) for key in _DAYS if key in told}}


def text_of(content: Content) -> str:
    """The file of a draft; what was left blank is left out, so that the validator of files says what is missing."""
    document = tomlkit.document()
    for key in _HEAD:
        value = content.get(key)
        if value not in _BLANK and value is not False and value != []:
            document.add(key, tomlkit.item(_as_day(value) if key in _DAYS else value))
    for part in LISTS:
        rows = content.get(part.value) or ()
        if rows:
            tables = tomlkit.aot()
            for row in rows:
                tables.append(_table(row))
            document.add(part.value, tables)
    return tomlkit.dumps(document)


def _table(row: Mapping[str, Any]) -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, value in row.items():
        if value not in _BLANK:
            inline = tomlkit.inline_table()
            table.add(key, inline.update(value) or inline if isinstance(value, Mapping) else value)
    return table


def _as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _as_day(value: object) -> object:
    """A day as files have it; what is none stays as it is, and the validator refuses it."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def with_codes(part: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a list, each with a code: officials need not invent one."""
    taken = {row.get("code") for row in rows}
    found, number = [], 0
    for row in rows:
        code = row.get("code")
        while not code:
            number += 1
            code = f"{part}_{number}" if f"{part}_{number}" not in taken else ""
        found.append({**row, "code": code})
    return found


def moved(rows: Sequence[Mapping[str, Any]], act: str, at: int) -> list[Mapping[str, Any]]:
    """The rows after one click: `add`, `up`, `down`, `drop` of the row `at`; a row that is not there changes nothing."""
    kept = list(rows)
    if act == "add":
        return [*kept, {}]
    if not 0 <= at < len(kept):
        return kept
    if act == "drop":
        return kept[:at] + kept[at + 1 :]
    other = at + (-1 if act == "up" else 1)
    if act in ("up", "down") and 0 <= other < len(kept):
        kept[at], kept[other] = kept[other], kept[at]
    return kept
