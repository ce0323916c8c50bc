"""Codes and rows of certification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class State(Labelled):
    """Where the clock of a person stands on a day. Only human resources suspend; we are told."""

    VALID = "valid", "有效"
    EXEMPT = "exempt", "数据比对已认证"
    DUE_60 = "due_60", "60 天内到期"
    DUE_30 = "due_30", "30 天内到期"
    DUE_7 = "due_7", "7 天内到期"
    OVERDUE = "overdue", "逾期未认证"
    SUSPENDED = "suspended", "已暂停发放"
    NOT_REQUIRED = "not_required", "无需认证"


class Why(Labelled):
    """Why nobody asks for a certification."""

    NEEDED = "", "需要认证"
    DECEASED = "deceased", "已登记死亡"
    LEFT = "left", "不由本市管理"
    NOT_DRAWING = "not_drawing", "尚未领取养老金"


class Method(Labelled):
    """How somebody was certified. No picture of a face is kept, whatever the method."""

    COMPARISON = "comparison", "数据比对"
    FACE = "face", "自助认证"
    ON_SITE = "on_site", "经办窗口认证"
    HOME = "home", "上门认证"
    KIN = "kin", "亲属协助认证"
    ABROAD = "abroad", "境外认证"
    TOLD = "told", "名册所载"


class Origin(Labelled):
    """Who says so."""

    COMMUNITY = "community", "社区办理"
    HUMAN_RESOURCES = "human_resources", "人社部门"
    ROSTER = "roster", "移交名册"
    CITY_APP = "city_app", "本市应用自助认证"


class Where(Labelled):
    """In what kind of place it was done; never the address."""

    HOME = "home", "家中"
    CARE_HOME = "care_home", "养老机构"
    HOSPITAL = "hospital", "医疗机构"
    COMMUNITY = "community", "社区"
    OTHER = "other", "其他地点"


class Entry(Labelled):
    """What a row of the record says."""

    RESULT = "result", "认证"
    VOID = "void", "撤销认证记录"
    SUSPENSION = "suspension", "暂停发放"
    RESUMPTION = "resumption", "恢复发放"


class Mistake(Labelled):
    """Why a certification was noted wrongly."""

    WRONG_PERSON = "wrong_person", "登记到了别人名下"
    WRONG_DAY = "wrong_day", "日期有误"
    WRONG_METHOD = "wrong_method", "方式或文号有误"
    NOT_DONE = "not_done", "实际没有认证"
    BY_SOURCE = "by_source", "来源撤回"


class Told(Labelled):
    """What became of one told result; one bad row never stops the others."""

    APPLIED = "applied", "已采用"
    OLDER = "older", "已留存，早于现有认证"
    REPEATED = "repeated", "此前已收到"
    REFERENCE_TAKEN = "reference_taken", "同一编号此前用于其他结果"
    FUTURE = "future", "日期在今天之后"
    TOO_EARLY = "too_early", "日期早于出生日期"
    UNKNOWN = "unknown", "登记中没有此人"
    NOT_OURS = "not_ours", "不由本市管理"
    CONTRADICTS_DEATH = "contradicts_death", "认证日期晚于登记的死亡日期"


@dataclass(frozen=True, slots=True)
class Cycle:
    """How long a certification holds: `months`, and with `by_birthday` no longer than the month before the birthday.

    With `by_birthday` a certification of the last `ahead_months` before the birthday month counts for the coming year.
    Who was confirmed by comparison is left alone `lag_days` beyond the due day, for comparisons come month by month.
    """

    months: int
    by_birthday: bool
    ahead_months: int
    lag_days: int


@dataclass(frozen=True, slots=True)
class First:
    """When the first certification of somebody falls due of whom none is known: never earlier than `least_days` ahead."""

    least_days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the state of a person on a day rests on."""

    why: Why
    is_suspended: bool
    is_compared: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class Result:
    """A certification as somebody tells it: whose, on which day, how, under which number of the provider."""

    retiree_id: UUID
    day: date
    method: Method
    reference: str = ""
    origin: Origin = Origin.HUMAN_RESOURCES


@dataclass(frozen=True, slots=True)
class PayChange:
    """A suspension or resumption of pay as human resources tell it; `day` is the first day without or with pay."""

    retiree_id: UUID
    day: date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the row with this position; a contradiction names both claims: what was told, what stands."""

    no: int
    told: Told
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certification:
    """A certification by an officer: how, when, in what kind of place, entrusted by which document of the agency."""

    method: Method
    day: date
    where: Where
    mandate_no: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """认证率 of one place: valid on the day of those who must certify; empty where nobody must."""

    place_no: int
    name: str
    needed: int
    valid: int
    soon: int
    overdue: int
    suspended: int

    @property
    def words(self) -> str:
        """Two decimals, half up: 8,412 of 8,500 are 98.96%."""
        if not self.needed:
            return "—"
        hundredths = (self.valid * 20_000 + self.needed) // (2 * self.needed)
        return f"{hundredths // 100}.{hundredths % 100:02d}%"


@dataclass(frozen=True, slots=True)
class BackPay:
    """How many months of pay are due when pay goes on: from which month, until which, and from when pay goes on."""

    months: int
    from_month: date
    to_month: date
    resumes_on: date
