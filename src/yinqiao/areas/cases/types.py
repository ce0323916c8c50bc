"""Codes and shapes of cases that several offices solve together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yinqiao.kernel.labels import Labelled

PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
ENTERPRISES = ("enterprise_officer", "enterprise_admin")
OFFICES = ("department_officer",)


class Group(Labelled):
    """What a kind of case belongs to."""

    LEGACY = "legacy", "历史遗留问题"
    LIAISON = "liaison", "企社联络"
    PETITION = "petition", "信访事项"
    HOTLINE = "hotline", "12345工单"
    OTHER = "other", "其他"


class CaseState(Labelled):
    """Where a case stands with its lead office."""

    NEW = "new", "待接收"
    OPEN = "open", "办理中"
    CLOSED = "closed", "已办结"


class StepState(Labelled):
    """Where what was given to another office stands."""

    GIVEN = "given", "待接收"
    TAKEN = "taken", "办理中"
    ASKED = "asked", "待补充说明"
    ANSWERED = "answered", "已答复"
    RETURNED = "returned", "已退回"
    CANCELLED = "cancelled", "已取消"


RUNNING = (StepState.GIVEN, StepState.TAKEN, StepState.ASKED)


class Act(Labelled):
    """What is done with a case, in the words of its timeline."""

    OPEN = "open", "提出"
    ACCEPT = "accept", "接收，牵头办理"
    RETURN = "return", "退回，不属于本单位职责"
    ASSIGN = "assign", "指定牵头单位"
    HAND_UP = "hand_up", "提级办理"
    GIVE = "give", "交办协助单位"
    ASK_EXTENSION = "ask_extension", "申请延期"
    EXTEND = "extend", "同意延期"
    KEEP_LIMIT = "keep_limit", "不同意延期"
    CLOSE = "close", "办结并告知"
    CALL_BACK = "call_back", "回访"
    REOPEN = "reopen", "没有解决，重新办理"
    ASK_REVIEW = "ask_review", "请求复查、复核"


class StepAct(Labelled):
    """What is done with a step, in the words of the timeline."""

    TAKE = "take", "接收交办"
    RETURN = "return", "退回交办，不属于本单位职责"
    ASK = "ask", "请牵头单位补充说明"
    TELL = "tell", "补充说明"
    ANSWER = "answer", "答复办理结果"
    CANCEL = "cancel", "取消交办"


class Result(Labelled):
    """What came of a case."""

    SOLVED = "solved", "已解决"
    PARTLY = "partly", "部分解决，其余已说明"
    EXPLAINED = "explained", "不能解决，已说明原因和依据"
    REFERRED = "referred", "不属于受理范围，已告知去处"


class Grade(Labelled):
    """What somebody says on being called back; the last two reopen the case."""

    BEST = "best", "非常满意"
    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    POOR = "poor", "不满意"
    WORST = "worst", "非常不满意"


BAD = (Grade.POOR, Grade.WORST)


class Standing(Labelled):
    """How the list of cases is narrowed."""

    MINE = "mine", "由本单位牵头的"
    NEW = "new", "待接收"
    OPEN = "open", "办理中"
    WARNED = "warned", "时限过半"
    NEAR = "near", "时限将到"
    OVERDUE = "overdue", "已逾期"
    RISEN = "risen", "逾期上升督办"
    EXTENSIONS = "extensions", "待批延期"
    UNTAKEN = "untaken", "信访事项超过受理期限"
    UNMANNED = "unmanned", "牵头单位无人在岗"
    CALL_BACK = "call_back", "待回访"
    CLOSED = "closed", "已办结"


@dataclass(frozen=True, slots=True)
class Kind:
    """A line of the 权责清单 on a day: who leads, assists and decides, until when, by which source."""

    code: str
    title: str
    group: Group
    lead: str
    assists: str
    decides: str
    days: int
    is_working: bool
    extension_days: int
    version: str
    source: str
    standing: str
    valid_from: date

    @property
    def limit(self) -> str:
        """“15 个工作日”."""
        return f"{self.days} {'个工作日' if self.is_working else '日'}"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who complains or asks; kept apart, shown to whoever leads alone."""

    name: str = ""
    phone: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is opened: the kind, what it is about, where it lies, whom it concerns by number of identity or by entry.

    `days` is a limit that whoever hands it in has set, in the days of the kind; 0: the list's.
    """

    kind: str
    words: str
    place_no: int | None = None
    people: tuple[UUID, ...] = ()
    numbers: tuple[str, ...] = ()
    firm_id: int | None = None
    against_place_no: int | None = None
    caller: Caller | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class NewStep:
    """What another office is asked to do: a place, an enterprise, an office with accounts, or one written to on paper."""

    task: str
    place_no: int | None = None
    enterprise_id: int | None = None
    office_id: UUID | None = None
    office: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ends: what the person is told, what whoever opened it is told, and what caused it."""

    result: Result
    words: str
    cause: str
    reply: str = ""


class MeetingState(Labelled):
    """Where a meeting stands."""

    PLANNED = "planned", "已安排"
    HELD = "held", "已定稿"


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """What a meeting is called about: cases by their numbers, and who is asked to come."""

    title: str
    held_on: date
    numbers: tuple[str, ...]
    invited: tuple[str, ...] = ()
    venue: str = ""


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What is to be done about a case of the agenda, by whom (perhaps nobody yet), within how many working days."""

    case_id: UUID
    words: str
    days: int
    place_no: int | None = None
    enterprise_id: int | None = None
    office_id: UUID | None = None
    office: str = ""

    @property
    def is_owned(self) -> bool:
        """Whether an office was named."""
        named = (self.place_no, self.enterprise_id, self.office_id)
        return any(one is not None for one in named) or bool(self.office.strip())


@dataclass(frozen=True, slots=True)
class Held:
    """Who came to a meeting, one office and name a line, and what was said."""

    present: tuple[str, ...]
    minutes: str


@dataclass(frozen=True, slots=True)
class NewReview:
    """Why somebody is not content with the answer to a petition, and when the written answer was received."""

    words: str
    told_on: date


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What the person whom a case concerns may know of it: no words of others, nobody who is complained of or complains.

    `person_id` is the row that names the person in the case; `turn` how often it was done anew; `is_hidden` whether
    whoever complains wants to stay unknown.
    """

    id: UUID
    person_id: UUID
    number: str
    kind: Kind
    state: CaseState
    lead: str
    opened_on: date
    accepted_on: date | None
    due_on: date
    closed_on: date | None
    result: str
    turn: int
    is_hidden: bool

    @property
    def is_over(self) -> bool:
        """Whether it has an outcome."""
        return self.state is CaseState.CLOSED


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline with its words opened."""

    at: datetime
    label: str
    words: str
    who: str
