"""The paper: what the register says is drawn into the kind's text, set, sealed and put away."""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import segno

from yinqiao.areas.certificates import errors
from yinqiao.areas.certificates.models import Certificate
from yinqiao.areas.certificates.queries import digest_of_code, has_standin, sealed_kinds, unit_of
from yinqiao.areas.certificates.rules import LENGTH, code_of, grouped, last_day
from yinqiao.areas.certificates.services.files import put_away
from yinqiao.areas.certificates.types import How, Kind, State
from yinqiao.areas.certificates.types.kinds import FACTS
from yinqiao.areas.organisations.queries import get_enterprise
from yinqiao.areas.retirees.queries import facts_of, sex_label
from yinqiao.areas.volunteers.queries import in_hours
from yinqiao.areas.volunteers.types import Hours
from yinqiao.platform.acts import Act
from yinqiao.platform.crypto.fields import conceal_one
from yinqiao.platform.typesetting import BLANK, lacking, left_open, typeset

_TEMPLATE = Path(__file__).parents[1] / "typst" / "certificate.typ"
_BITS = 5 * LENGTH


def draw_facts(kind: Kind, person: Any, hours: Hours | None = None) -> dict[str, str]:
    """What the register says of a person, as it stands on the paper. Invalid `certificates.facts_missing`."""
    known = facts_of([person])[0]
    told = {
        "name": person.name, "sex": sex_label(person.sex), "born_on": in_words(person.born_on), "id_no": known.get("id_no"),
        "enterprise": get_enterprise(enterprise_id=person.enterprise_id).name, "former_unit": person.former_unit,
        "retired_on": in_words(person.retired_on), "managed_on": in_words(person.status_on), "place": unit_of(person.place_no),
        "address": known.get("address"), **_told_of(hours),
    }  # fmt: skip
    if absent := [FACTS[one] for one in kind.facts if not told[one]]:
        raise errors.facts_missing(absent)
    return {one: str(told[one]) for one in kind.facts}


def _told_of(hours: Hours | None) -> dict[str, str]:
    """What the record of voluntary service says."""
    if hours is None:
        return {}
    return {
        "served_since": in_words(hours.since), "served_until": in_words(hours.until), "served_times": str(len(hours.parts)),
        "served_hours": in_hours(hours.minutes), "served_projects": hours.projects,
    }  # fmt: skip


def in_words(day: date | None) -> str:
    """2026年3月2日; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def how_sealed(facts: Mapping[str, str], wanted: How) -> How:
    """Printed and stamped where there is no seal, or where a character has to be written by hand."""
    return How.STAMPED if not sealed_kinds() or lacking("".join(facts.values())) else wanted


def make(act: Act, row: Certificate, kind: Kind, facts: Mapping[str, str], address: str) -> None:
    """Fill the row with a certificate made by `row.how`: code, content, files, digests, and the lines in the register.

    Unavailable `certificates.seal_silent`: nothing was made then.
    """
    text = kind.text.format_map(facts)
    content = {"facts": dict(facts), "text": text, "basis": kind.basis, "version": kind.version}
    code = begin_paper(act, row, content, kind.valid_days)
    put_away(act, row, typeset(_TEMPLATE, _paper(row, text, code, address), at=act.at))


def begin_paper(act: Act, row: Certificate, content: Mapping[str, Any], valid_days: int) -> str:
    """Everything of a certificate that is made by `row.how` but its paper; returns the code that stands on it."""
    today = act.stamp.occurred_on
    code = code_of(secrets.randbits(_BITS))
    row.state, row.issued_on, row.valid_until = State.ISSUED, today, last_day(today, valid_days)
    row.code_hash = digest_of_code(code)
    row.sealed = conceal_one(Certificate, "sealed", json.dumps(content, ensure_ascii=False), row.pk)
    row.is_standin = row.how != How.STAMPED and has_standin()
    return code


def picture_of(where: str) -> str:
    """The square code of an address as an SVG."""
    picture = io.BytesIO()
    segno.make(where, error="m", micro=False).save(picture, kind="svg", border=1, scale=4)
    return picture.getvalue().decode()


def _paper(row: Certificate, text: str, code: str, address: str) -> dict[str, Any]:
    """What the template is told."""
    lines = [text, f"本证明用于{row.purpose}，自开具之日起至{in_words(row.valid_until)}有效。"]
    return {
        "title": row.title, "number": row.number, "unit": unit_of(row.place_no), "day": in_words(row.issued_on),
        "paragraphs": [left_open(one) for one in lines], "is_standin": row.is_standin, "how": row.how,
        "picture": picture_of(f"{address}{code}/"), "where": address, "code": grouped(code),
        "notes": _notes(row, text),
    }  # fmt: skip


def _notes(row: Certificate, text: str) -> list[str]:
    if row.how != How.STAMPED:
        return [
            f"电子签章随 {'、'.join(sealed_kinds())} 文件保存，离线也能验：用支持电子签章的阅读软件打开，或把文件上传到上面的网址。打印件以查验结果为准。"
        ]
    blanks = [f"“{BLANK}”处的字字库没有，请手写补上。"] if lacking(text) else []
    return [*blanks, "本证明打印后加盖公章有效。"]
