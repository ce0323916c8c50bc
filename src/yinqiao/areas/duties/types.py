"""Codes and shapes of service standards, of what is due, and of what was delivered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yinqiao.kernel.labels import Labelled


def member_words(codes: type[Labelled], value: str) -> str:
    """The words of a stored value; the value itself where the list no longer has it."""
    return next((one.label for one in codes if one.value == value), value)


class Service(Labelled):
    """What is done for somebody."""

    VISIT = "visit", "走访"
    CALL = "call", "电话问候"
    GREETING = "greeting", "节日慰问"
    BIRTHDAY = "birthday", "祝寿"
    CONDOLENCE = "condolence", "悼念"


class When(Labelled):
    """What makes a service due: a period of the calendar, a festival, a birthday, something that was told, a death."""

    PERIOD = "period", "按周期"
    FESTIVAL = "festival", "节日"
    BIRTHDAY = "birthday", "生日"
    TOLD = "told", "有告知时"
    DEATH = "death", "去世后"


class Group(Labelled):
    """For whom a standard is, beside the age. Never an illness: of health nothing but that a visit is due."""

    EVERYBODY = "", "全部人员"
    ALONE = "alone", "孤寡、独居人员"
    MODEL_WORKER = "model_worker", "劳模"
    PRE_1949 = "pre_1949", "建国前参加工作"
    PARTY_MEMBER = "party_member", "党员"
    HARDSHIP = "hardship", "困难对象"
    HEALTH_VISIT = "health_visit", "应走访（健康原因）"


class DutyState(Labelled):
    """Where a duty stands."""

    OPEN = "open", "待办"
    DONE = "done", "已办"
    DECLINED = "declined", "本人谢绝"
    MISSED = "missed", "未办"
    DROPPED = "dropped", "不再需要"


class Way(Labelled):
    """How it was tried."""

    VISIT = "visit", "上门"
    CALL = "call", "电话"


class Outcome(Labelled):
    """How it ended. Nobody at home and 谢绝 are answers too."""

    MET = "met", "见到或通话"
    NOT_HOME = "not_home", "不在家、无人接听"
    REFUSED = "refused", "本人谢绝"


class Condition(Labelled):
    """How the person was found to be: never an illness."""

    STEADY = "steady", "平稳"
    WATCH = "watch", "需要多关心"
    URGENT = "urgent", "需要马上帮助"


class Need(Labelled):
    """What somebody needs."""

    MEALS = "meals", "助餐"
    HOME_HELP = "home_help", "家务、照护"
    ESCORT = "escort", "陪同就医、办事"
    REPAIR = "repair", "居家维修、改造"
    MONEY = "money", "生活困难"
    COMPANY = "company", "陪伴、聊天"
    POLICY = "policy", "政策咨询"
    OTHER = "other", "其他"


@dataclass(frozen=True, slots=True)
class Standard:
    """One service standard as it holds in a range of places: who, when, how much.

    `version` names the text that it comes from; `numbers` are the values a city may set. `enterprise` (a credit code)
    narrows it to the people of one enterprise, by its agreement.
    """

    id: str
    title: str
    service: Service
    when: When
    group: Group
    version: str
    numbers: Mapping[str, int]
    is_on: bool = True
    festival: str = ""
    enterprise: str = ""
    source: str = ""
    standing: str = ""
    place_from: int = 0
    place_to: int = 2**31 - 1

    @property
    def code(self) -> str:
        """Its name without the room's."""
        return self.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time at which a standard asks for something: open from a day on, to be done by another.

    `counted_on` is the day on which the age counts.
    """

    key: str
    opens_on: date
    due_on: date
    counted_on: date


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the standards ask of a person; of groups the day since when and, where it was told, until when to come."""

    born_on: date
    status: str = "managed"
    died_on: date | None = None
    groups: Mapping[str, tuple[date, date | None]] = field(default_factory=dict)
    place_no: int = 1
    enterprise: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is due to a person: by which standard, at which time, until when."""

    standard: str
    occasion: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Delivery:
    """What an officer tells of a visit or a call. `words` are sealed; `next_on` is when somebody tries again.

    `case_kind` and `case_words` are a matter that others have to solve, in one sentence; it becomes a case.
    """

    way: Way
    outcome: Outcome
    day: date
    condition: str = ""
    needs: tuple[str, ...] = ()
    words: str = ""
    next_on: date | None = None
    case_kind: str = ""
    case_words: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What a standard asks for within a year in a place: how often, minutes, yuan."""

    place_no: int
    times: int
    minutes: int
    yuan: int

    @property
    def hours(self) -> int:
        """Whole hours."""
        return self.minutes // 60


# A statement that selects `retiree_id, code, since, due_on` (NULL where no day was told) of everybody whom it knows; one of
# a room above, which knows more of people than the register does.
FactSource = Callable[[], str]
_sources: list[FactSource] = []


def tell_facts(source: FactSource) -> None:
    """Let a room say who belongs to which group; its SELECT is run with the reach of whoever derives."""
    if source not in _sources:
        _sources.append(source)


def fact_sources() -> tuple[FactSource, ...]:
    """Every source of facts."""
    return tuple(_sources)


@dataclass(frozen=True, slots=True)
class CaseDoor:
    """How a matter found at the door goes to whoever solves it: a room above knows the one that keeps cases.

    `kinds` gives code and words of what may be named on a day; `open_case` opens one about a person (keyword-only: actor,
    at, retiree_id, kind, words), in the transaction of its caller, and returns its id; `url_of` is the page of a case.
    """

    kinds: Callable[[date], Sequence[tuple[str, str]]]
    open_case: Callable[..., UUID]
    url_of: Callable[[UUID], str]


_doors: list[CaseDoor] = []


def set_case_door(door: CaseDoor) -> None:
    """Name the way to cases; the last one counts."""
    _doors[:] = [door]


def case_door() -> CaseDoor | None:
    """The way to cases, where there is one."""
    return _doors[0] if _doors else None
