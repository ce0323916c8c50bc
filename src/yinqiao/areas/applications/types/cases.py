"""Cases: who applies, where one stands, what may be done with it, how it is told to whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class CaseState(Labelled):
    """Where a case stands."""

    APPLIED = "applied", "待受理"
    ASKED = "asked", "待补正"
    HANDLING = "handling", "办理中"
    DONE = "done", "已办结"
    REFUSED = "refused", "不予办理"
    NOT_TAKEN = "not_taken", "不予受理"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDED = "ended", "已终止"


# Cases that somebody still has to do something with.
OPEN = (CaseState.APPLIED, CaseState.ASKED, CaseState.HANDLING)


class Act(Labelled):
    """What is done with a case, in the words of the timeline."""

    APPLY = "apply", "提出申请"
    ACCEPT = "accept", "受理"
    ASK = "ask", "一次性告知补正"
    SUPPLY = "supply", "补正齐全"
    PASS_ON = "pass_on", "审核通过，转下一环节"
    SEND_BACK = "send_back", "退回上一环节"
    REFUSE = "refuse", "不予办理"
    DECIDE = "decide", "办结"
    WITHDRAW = "withdraw", "申请人撤回"
    END = "end", "终止"
    GO_ON = "go_on", "恢复办理"


class Standing(Labelled):
    """How a list is narrowed: by state, or by what its clock says."""

    MINE = "mine", "待我办理"
    WARNED = "warned", "时限过半"
    NEAR = "near", "时限将到"
    OVERDUE = "overdue", "已逾期"
    RISEN = "risen", "逾期上升督办"
    UNWARRANTED = "unwarranted", "代办授权已终止"
    APPLIED = "applied", "待受理"
    ASKED = "asked", "待补正"
    HANDLING = "handling", "办理中"
    DONE = "done", "已办结"
    REFUSED = "refused", "不予办理"
    NOT_TAKEN = "not_taken", "不予受理"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDED = "ended", "已终止"


class Applicant(Labelled):
    """Who applies: the person, somebody with the person's consent, or a relative of who has died, for nobody consents then."""

    SELF = "self", "本人"
    FAMILY = "family", "家属代办"
    OFFICER = "officer", "工作人员代办"
    RELATIVE = "relative", "亲属"


class Channel(Labelled):
    """How the application came; all end in the same case."""

    COUNTER = "counter", "窗口"
    PHONE = "phone", "电话"
    PAPER = "paper", "书面"
    VISIT = "visit", "上门"
    PORTAL = "portal", "网上"


class Consent(Labelled):
    """How the person agreed to being acted for."""

    SIGNED = "signed", "签字的委托书"
    SPOKEN = "spoken", "当面口头同意"
    PHONED = "phoned", "电话同意"
    WARRANT = "warrant", "有效的代办授权"


@dataclass(frozen=True, slots=True)
class Application:
    """What is asked for: the item, what was filled in, who applies how; whoever acts for the person with consent and its day."""

    item: str
    answers: Mapping[str, str]
    applicant: Applicant
    channel: Channel
    materials: tuple[str, ...] = ()
    name: str = ""
    relation: str = ""
    phone: str = ""
    consent: Consent | None = None
    consented_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as one person finds it in the portal: why it is not for them, what is begun, what is under way."""

    code: str
    title: str
    about: str
    why_not: str = ""
    draft_page: int | None = None
    case_id: UUID | None = None

    @property
    def order(self) -> tuple[bool, bool, str]:
        """What fits and is not under way first, then what is, then what does not fit."""
        return bool(self.why_not), self.case_id is not None, self.code


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft as its person finds it again."""

    page: int
    answers: Mapping[str, str]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as it is asked for in the portal: what the register says (masked), what is filled in so far."""

    field: Any
    registered: str
    filled: str

    @property
    def shown(self) -> str:
        """What will be sent, as it is read back: a choice in its words, what was left blank as the register says."""
        told: str = self.field.choices.get(self.filled, self.filled)
        return told or (
            f"和登记的一样{f'（{self.registered}）' if self.registered else ''}" if self.field.known else "没有填"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What an officer says with an act: words that the applicant reads, a code of the item, materials.

    `step` is the step that the officer saw: one that was sent twice is done once.
    """

    words: str = ""
    code: str = ""
    materials: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline."""

    at: datetime
    label: str
    step: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as the person reads it: where it stands in one sentence, what comes next and by when, what is missing."""

    id: UUID
    number: str
    code: str
    title: str
    state: CaseState
    sentence: str
    promised_on: date | None
    missing: tuple[str, ...]
    moments: tuple[Moment, ...]


def who_applied(applicant: str, content: Mapping[str, Any]) -> str:
    """Who applied, in words."""
    label = Applicant(applicant).label
    told = "，".join(one for one in (content.get("name", ""), content.get("relation", "")) if one)
    return f"{label}（{told}）" if told else label
