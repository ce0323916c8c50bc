"""The catalogue of findings: code, severity, title and sentence, read from the rulebook data of this room.

A finding in a frame is (row_no, field, code, severity, args); its sentence is made here, when somebody reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from yinqiao.areas.rosters.rules.fields import ROSTER_FIELDS, FieldList
from yinqiao.areas.rosters.rules.rulebook import read_rulebook
from yinqiao.areas.rosters.types.findings import FindingCode, FindingKind, Severity


@cache
def catalogue() -> Mapping[FindingCode, FindingKind]:
    """Every kind of finding by code.

    Raises ValueError when data and codes do not match: a code without a sentence must not reach a user.
    """
    kinds = {}
    for entry in read_rulebook()["finding"]:
        code = FindingCode(entry["code"])
        if code in kinds:
            raise ValueError(f"the finding {code} is described twice")
        kinds[code] = FindingKind(code, Severity(entry["severity"]), entry["title"], entry["text"])
    missing = set(FindingCode) - set(kinds)
    if missing:
        raise ValueError(f"findings without a sentence: {sorted(missing)}")
    return kinds


def severity_of(code: FindingCode) -> Severity:
    """The usual severity; a check may give another where the field decides (a required cell blocks)."""
    return catalogue()[code].severity


def title_of(code: str) -> str:
    """The heading under which findings of a code are counted."""
    return catalogue()[FindingCode(code)].title


def sentence_of(
    code: str,
    field: str | None = None,
    args: str | Mapping[str, Any] | None = None,
    fields: FieldList = ROSTER_FIELDS,
) -> str:
    """The Chinese sentence of one finding: what happened and what to do.

    `args` are the finding's arguments, as a mapping or as the JSON text of the findings frame. An argument that is
    not there leaves its place empty: an old finding must stay readable after the catalogue has changed.
    """
    given: Mapping[str, Any] = json.loads(args) if isinstance(args, str) else (args or {})
    kind = catalogue()[FindingCode(code)]
    return kind.text.format_map(_Arguments({**given, "label": fields.label(field or "")}))


class _Arguments(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
