"""Codes and shapes of hardship and of visits due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from yinqiao.kernel.labels import Labelled

HARDSHIP: Final = "cn.yinqiao.hardship.recognised.v1"
HARDSHIP_ENDED: Final = "cn.yinqiao.hardship.ended.v1"
ILLNESS: Final = "cn.yinqiao.visit.health-due.v1"
# The matter of an authorisation, and the code of what is begun in the portal.
MATTER: Final = "hardship_aid"
# The two that the register's special groups know; the first is what civil affairs decide.
DESTITUTE_GROUP: Final = "destitute"


class Grade(Labelled):
    """What civil affairs recognise (社会救助暂行办法; 2023 low-income population)."""

    MINIMUM_LIVING = "minimum_living", "最低生活保障对象"
    DESTITUTE = "destitute", "特困人员"
    NEAR_MINIMUM = "near_minimum", "最低生活保障边缘家庭成员"
    RIGID_SPENDING = "rigid_spending", "刚性支出困难家庭成员"


class HardshipState(Labelled):
    """Where a recognition stands. `replaced`: another grade followed; `deceased` comes back when the death is withdrawn."""

    STANDING = "standing", "有效"
    REPLACED = "replaced", "类别已变更"
    ENDED = "ended", "已终止"
    DECEASED = "deceased", "本人已故"
    WITHDRAWN = "withdrawn", "认定已撤回"


class VisitReason(Labelled):
    """Why somebody is to be visited; never more than this."""

    HARDSHIP = "hardship", "困难状况"
    HEALTH = "health", "健康原因"


class VisitState(Labelled):
    """Where a visit stands."""

    OPEN = "open", "应走访"
    VISITED = "visited", "已走访"
    DECEASED = "deceased", "本人已故"
    WITHDRAWN = "withdrawn", "已撤销"
    DECLINED = "declined", "本人谢绝"


class Ground(Labelled):
    """On what we may be told that somebody is to be visited for reasons of health."""

    BASIS = "basis", "来源的法定依据"
    CONSENT = "consent", "本人同意"


class ConsentWay(Labelled):
    """How somebody consented."""

    SIGNED = "signed", "本人书面同意"
    ELECTRONIC = "electronic", "本人电子方式同意"
    GUARDIAN = "guardian", "监护人书面同意"
    WARRANT = "warrant", "授权的家属电子方式同意"


@dataclass(frozen=True, slots=True)
class NewConsent:
    """A consent as it is noted: how, on which day, under which number the paper is kept."""

    way: ConsentWay
    given_on: date
    paper_no: str


@dataclass(frozen=True, slots=True)
class NewBasis:
    """A legal basis for health data: a document, its article, from when to when it holds."""

    document: str
    article: str
    valid_from: date
    valid_to: date | None = None


class ReliefState(Labelled):
    """Where a household's case stands, from the proposal or the application to its end."""

    PROPOSED = "proposed", "待征求本人意见"
    APPLIED = "applied", "已申请，待核对"
    CHECKED = "checked", "已核对，待街道提出意见"
    SUBMITTED = "submitted", "街道已提出意见，待县级民政决定"
    GRANTED = "granted", "已同意，救助中"
    REFUSED = "refused", "不予救助"
    CLOSED = "closed", "已结束"


class Origin(Labelled):
    """Who began a case."""

    PROPOSAL = "proposal", "系统提示"
    SELF = "self", "本人申请"
    FAMILY = "family", "家属代为申请"
    OFFICER = "officer", "社区帮助申请"


class Signal(Labelled):
    """Why the system proposes that a household be asked: a fact that is in the house already, never an illness by name."""

    GRADE = "grade", "民政部门认定了困难"
    ILLNESS = "illness", "有关单位告知应去探望"
    FAMILY_DEATH = "family_death", "共同生活的家人去世"
    BENEFIT_STOPPED = "benefit", "原企业的一项待遇停了"
    NEED = "need", "走访时说生活困难"


class Agreed(Labelled):
    """How somebody agreed that another applies in the own place."""

    SPOKEN = "spoken", "当面口头同意"
    SIGNED = "signed", "签了委托书"


class Step(Labelled):
    """What the portal asks before an application, one a page: the code and the question."""

    KIND = "kind", "想申请哪一种帮助"
    URGENT = "urgent", "是不是等不及"
    PEOPLE = "people", "家里几个人一起过日子"
    INCOME = "income", "全家一个月收入多少钱"
    WORDS = "words", "家里遇到了什么难处"
    CONSENT = "consent", "同意核对家里的收入和财产吗"


class Tier(Labelled):
    """How badly help is needed; the measures are the city's."""

    URGENT = "A", "A 类（急难）"
    BELOW = "B", "B 类（低于低保标准）"
    NEAR = "C", "C 类（低保边缘）"
    WATCH = "D", "D 类（关注）"


class ReliefEnd(Labelled):
    """Why a case is over."""

    DECLINED = "declined", "本人不申请"
    WITHDRAWN = "withdrawn", "本人撤回"
    NO_NEED = "no_need", "复核后不再符合"
    PAID_OUT = "paid_out", "一次性救助已发放"
    DECEASED = "deceased", "本人已故"
    NOT_IN_NEED = "not_needed", "问过本人，不需要救助"
    WRONG = "wrong", "提示所依据的情况不实"
    HELPED = "helped", "已有其他救助"


# Why what the system proposed is put away, beside the person's own word.
DISMISSALS: Final = (ReliefEnd.DECLINED, ReliefEnd.NOT_IN_NEED, ReliefEnd.HELPED, ReliefEnd.WRONG)


class RefusalGround(Labelled):
    """Why nothing is granted."""

    ABOVE_LINE = "above_line", "人均收入不低于标准"
    ASSETS = "assets", "财产超过规定"
    NOT_TRUE = "not_true", "所填与核对结果不符"
    OTHER_AID = "other_aid", "已享受同类救助"


@dataclass(frozen=True, slots=True)
class ReliefKind:
    """A kind of relief: whether the law has it published before the decision, and after how many months it is reviewed.

    `months` 0: paid once, nothing to be reviewed. `plain`: whom it is for, as it is said to the person.
    """

    code: str
    title: str
    plain: str
    source: str
    is_published: bool
    months: int


@dataclass(frozen=True, slots=True)
class Member:
    """One of a household: income a month in fen. The ID number tells whether the household asks twice."""

    name: str
    relation: str
    id_no: str
    income_fen: int


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives together, and what they own together in fen."""

    members: tuple[Member, ...]
    assets_fen: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What a household lacks a month to the line, in fen, with the reckoning in words, and how badly help is needed."""

    fen: int
    tier: Tier
    lines: tuple[str, ...]
    is_within_assets: bool


@dataclass(frozen=True, slots=True)
class NewRelief:
    """An application: which kind, who began it, whether it is urgent or takes longer to look into; how the person
    agreed that somebody else applies.
    """

    kind: str
    origin: Origin
    is_urgent: bool = False
    is_complex: bool = False
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the street says or civil affairs decide: a sum a month in fen, or none with a ground."""

    amount_fen: int = 0
    ground: RefusalGround | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class NewPayment:
    """What was paid for a month, from which budget."""

    month: date
    fen: int
    source: str
    document: str


# What rooms know that may mean need: SELECTs of (retiree_id, code, told_on), run with the reach of whoever proposes.
SignalSource = Callable[[], str]
_signals: list[SignalSource] = []


def tell_signals(source: SignalSource) -> None:
    """Let a room say about whom it knows something that may mean need."""
    if source not in _signals:
        _signals.append(source)


def signal_sources() -> tuple[SignalSource, ...]:
    """Every source of signals."""
    return tuple(_signals)
