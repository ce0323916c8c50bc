"""Codes and rows of people who cannot be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yinqiao.kernel.labels import Labelled


class Outcome(Labelled):
    """How an attempt to reach somebody ended. All but the first speak for a lost contact; weights are data."""

    REACHED = "reached", "已联系上"
    NO_ANSWER = "no_answer", "无人接听"
    DEAD_NUMBER = "dead_number", "空号、停机"
    WRONG_NUMBER = "wrong_number", "号码不是本人"
    NOBODY_HOME = "nobody_home", "上门无人"
    NOT_FOUND = "not_found", "查无此人"
    MOVED = "moved", "邻居称已搬走"
    RETURNED_MAIL = "returned_mail", "退信"


class Signal(Labelled):
    """What else speaks for a lost contact, found by comparing registers, rosters and receipts."""

    SILENT = "silent", "长期没有联系"
    FIRST_OVERDUE = "first_overdue", "首次联系已过期限"
    LETTER_LAPSED = "letter_lapsed", "党员未报到、介绍信已过期"
    NO_CHANNEL = "no_channel", "挂靠党员无联系渠道"
    UNCERTIFIED = "uncertified", "资格认证逾期后没有联系"
    DECLARED = "declared", "已认定失联"


class Standing(Labelled):
    """Whether somebody can be reached: derived from signals; only a person declares somebody lost."""

    REACHABLE = "reachable", "可联系"
    DOUBTFUL = "doubtful", "存疑"
    RIPE = "ripe", "达到标准、待认定"
    LOST = "lost", "失联"


class CaseState(Labelled):
    """Where a declaration stands."""

    LOST = "lost", "失联"
    FOUND = "found", "已找回"
    DECEASED = "deceased", "已登记死亡"
    WITHDRAWN = "withdrawn", "认定已撤销"


class CaseStep(Labelled):
    """What is taken back."""

    WITHDRAW = "withdraw", "撤销认定"
    REOPEN = "reopen", "撤销找回"


class Answer(Labelled):
    """What came of a step of the search plan. An office is asked by letter and answers yes or no, never with content."""

    ASKED = "asked", "已发函，等回复"
    NOTHING = "nothing", "无线索"
    TRACE = "trace", "有线索"
    FOUND = "found", "找到本人"
    DECEASED = "deceased", "得知已故"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach somebody: how it ended, on which day."""

    outcome: Outcome
    occurred_on: date


@dataclass(frozen=True, slots=True)
class Weighing:
    """The rule by which signals are counted: from `doubtful` on somebody is listed, from `lost` on to be declared.

    `silent_months` without any contact are a signal. `next_days` after a step the next one is due; a matter older than
    `rise_days` rises to the street.
    """

    weights: dict[str, int]
    doubtful: int
    lost: int
    silent_months: int
    next_days: int
    rise_days: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How many are managed, lost, ripe, doubtful; how many were found this year, by which way."""

    managed: int
    lost: int
    ripe: int
    doubtful: int
    found: int
    ways: tuple[tuple[str, int], ...]

    @property
    def rate(self) -> str:
        """失联率: lost of those managed, two decimals."""
        return f"{self.lost * 100 / self.managed:.2f}%" if self.managed else "—"


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal of one person: its words, since when, how much it weighs."""

    label: str
    since: date
    weight: int


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How one person stands: the signals that say so, when there was contact last, when the next step is due."""

    standing: Standing
    score: int
    signals: tuple[SignalRow, ...]
    last_on: date | None
    next_on: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who may know: who, and what is known of it within the officer's scope."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of the search plan as the rulebook keeps it.

    `way` is what found somebody when this step did; `days` since the declaration it is due; `is_letter`: another office
    is asked by a numbered letter; `lead` names the lead shown beside it; `members_only`: only for members of the party.
    """

    code: str
    label: str
    words: str
    way: str
    days: int
    is_letter: bool = False
    lead: str = ""
    members_only: bool = False


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What an officer tells of a step: the answer, the day, of a letter its number."""

    answer: Answer
    taken_on: date
    letter_no: str = ""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of one person's plan: how it stands, until when it is due; `is_next` marks the one whose turn it is."""

    step: PlanStep
    answer: Answer | None
    due_on: date
    is_next: bool
    lead: str

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done or awaited."""
        return self.answer in (None, Answer.ASKED)


@dataclass(frozen=True, slots=True)
class WayFigures:
    """What a step of the plan is good for: of how many people it was taken, where it gave a trace, whom it found."""

    label: str
    tried: int
    traces: int
    found: int
