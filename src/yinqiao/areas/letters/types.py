"""Codes and shapes of letters to offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from yinqiao.areas.intake.types import SourceKind
from yinqiao.kernel.labels import Labelled


class LetterState(Labelled):
    """Where a letter stands; that an answer is overdue is read from its day and today."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    VOID = "void", "已作废"


class Standing(Labelled):
    """How a list is narrowed: by state, or by what is late."""

    OPEN = "open", "待答复"
    OVERDUE = "overdue", "逾期未答复"
    RISEN = "risen", "逾期上升督办"
    NEWS = "news", "有网上答复未查看"
    ANSWERED = "answered", "已答复"
    VOID = "void", "已作废"


@dataclass(frozen=True, slots=True)
class AnswerSpec:
    """One answer that an office can give: `tells` when it says a fact that goes the way of what offices tell."""

    code: str
    label: str
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is asked, of which kind of office, on what basis, until when, and how it can be answered.

    `tells` is the type of message that an answer with a fact becomes; `step` the step of a search that the letter is,
    with `found` saying what each answer means there.
    """

    code: str
    title: str
    kind: SourceKind
    office: str
    asks: str
    basis: str
    days: int
    answers: tuple[AnswerSpec, ...]
    tells: str = ""
    step: str = ""
    found: Mapping[str, str] = field(default_factory=dict)

    def answer(self, code: str) -> AnswerSpec | None:
        """One of the answers, or None."""
        return next((one for one in self.answers if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the answer as a code, the reply's number and day, its scan, and the fact that it tells."""

    answer: str
    number: str
    written_on: date
    scan: BinaryIO | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
