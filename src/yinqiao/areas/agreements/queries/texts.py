"""The printed text of an agreement: the clauses of the rulebook, filled with the numbers of one version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yinqiao.areas.agreements.rules import benefit_words, day_words, fund_kinds
from yinqiao.areas.agreements.types import NUMBER_LABELS, AgreementKind, Terms

_FILE = Path(__file__).parents[1] / "rulebook" / "agreements.toml"
_DIGITS = "零一二三四五六七八九"
_MISSING = "（未填写）"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. `basis` is its legal ground, `standing` how sure we are of wording and ground (as in the rulebook).

    With `needs` (a number of the terms) it stands only where that number is not 0: no paper says “0 yuan”.
    """

    kinds: frozenset[str]
    title: str
    text: str
    basis: str
    standing: str
    needs: str = ""
    number: str = ""

    @property
    def is_assumed(self) -> bool:
        """Whether the city's own wording is not known."""
        return self.standing == "assumed"


@cache
def clauses() -> tuple[Clause, ...]:
    """Every clause of the shipped form, in its order; read once per process."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["clause"]
    return tuple(
        Clause(
            frozenset(one["for"]), one["title"], one["text"], one["basis"], one["standing"], one.get("needs", "")
        )
        for one in entries
    )  # fmt: skip


def printed_text(kind: str, terms: Terms, *, main_no: str = "", covers_group: bool = False) -> list[Clause]:
    """The clauses of one kind of agreement, numbered, with the words of a version in them; empty ones left out."""
    words = _words(terms, main_no=main_no, covers_group=covers_group, is_main=kind == AgreementKind.MAIN)
    meant = [one for one in clauses() if kind in one.kinds and (not one.needs or getattr(terms.numbers, one.needs))]
    filled = [replace(one, text=one.text.format_map(words).strip()) for one in meant]
    said = [one for one in filled if one.text]
    return [replace(one, number=f"第{_chinese(place)}条") for place, one in enumerate(said, start=1)]


def _words(terms: Terms, *, main_no: str, covers_group: bool, is_main: bool) -> Mapping[str, str]:
    numbers: dict[str, Any] = {name: getattr(terms.numbers, name) for name in NUMBER_LABELS}
    missing = _MISSING if is_main else ""
    return {
        **{name: f"{value:,}" for name, value in numbers.items()},
        "covered": terms.covered or missing,
        "retained": _retained(terms) or missing,
        "starts_on": _day(terms.starts_on),
        "ends_on": _day(terms.ends_on),
        "main_no": main_no,
        "instalments": _instalments(terms),
        "group": "本协议包括甲方下属企业的退休人员。" if covers_group else "",
    }


def _retained(terms: Terms) -> str:
    """The items one below the other, and what is said in words beside them."""
    items = [f"（{_chinese(place)}）{benefit_words(one)}。" for place, one in enumerate(terms.benefits, start=1)]
    return "\n".join([*(["", *items] if items else []), *([terms.retained] if terms.retained else [])])


def _instalments(terms: Terms) -> str:
    """When which part of the money is due, as the rest of a sentence; empty where it is one sum."""
    kinds = fund_kinds()
    said = [f"{_day(one.due_on)}前{kinds[one.kind].label} {one.amount:,} 元" for one in terms.instalments]
    return f"，其中：{'；'.join(said)}" if said else ""


def _day(day: date | None) -> str:
    return day_words(day) if day else _MISSING


def _chinese(number: int) -> str:
    """1 to 99 in Chinese figures."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
