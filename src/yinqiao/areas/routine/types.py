"""Codes, words and rows of the monthly handover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from yinqiao.areas.lists.types import ListWords
from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.labels import Labelled

# The kind of list that this room takes in, and how it is called.
RETIRING: Final = "retiring_list"
RETIRING_WORDS: Final = ListWords(
    room="routine",
    label="即将退休人员名单",
    noun="名单",
    own="即将退休人员名单",
    rows="人员",
    unit="人",
    headers="“姓名”“身份证号”“岗位类别”",
    deep="“常住地”下面再分“地址”的，是两行表头。",
    advice="身份证号请设为文本格式；女职工须填岗位类别，系统据此推算法定退休年月。",
)


class PostCategory(CodeTable):
    """Kind of post: for a woman it decides which original retirement age applies (国发〔1978〕104号)."""

    MANAGEMENT = (
        "management", "管理技术岗位", "管理岗位", "技术岗位", "专业技术岗位", "管理岗", "技术岗", "专业技术岗", "干部", "管理", "技术", "管理和技术岗位",
    )  # fmt: skip
    WORKER = (
        "worker", "工人岗位", "工人", "生产岗位", "操作岗位", "生产操作岗位", "工勤岗位", "工人岗", "操作岗", "生产岗", "一线岗位", "非管理技术岗位",
    )  # fmt: skip


class RetirementOption(CodeTable):
    """What a person has chosen within the law (《实施弹性退休制度暂行办法》)."""

    NONE = "none", "无", "否", "正常", "正常退休", "到龄退休", "不选择", "没有", "按法定年龄"
    EARLY = "early", "提前", "弹性提前", "弹性提前退休", "提前退休", "自愿提前"
    LATE = "late", "延迟", "弹性延迟", "弹性延迟退休", "延迟退休", "协商延迟", "延后"


class RowState(Labelled):
    """One row of a list. In a batch that was submitted, a ready row is one that went with it."""

    BLOCKED = "blocked", "需修改"
    READY = "ready", "可列入"


class ListFinding(StrEnum):
    """What the check of a list may find beside the cells. Codes are stored and shown: never rename one."""

    POST_MISSING = "routine.post_missing"
    MONTH_MISSING = "routine.month_missing"
    MONTH_WITHOUT_CHOICE = "routine.month_without_choice"
    CHOSEN_TOO_EARLY = "routine.chosen_too_early"
    CHOSEN_TOO_LATE = "routine.chosen_too_late"
    CHOICE_CONTRADICTS = "routine.choice_contradicts"
    APPROVAL_MISSING = "routine.approval_missing"
    FAR_AHEAD = "routine.far_ahead"
    PAST_LATEST = "routine.past_latest"
    REGISTERED = "routine.registered"
    REGISTERED_ELSEWHERE = "routine.registered_elsewhere"
    RECORDED_DEAD = "routine.recorded_dead"
    HANDED_OVER = "routine.handed_over"
    CHANGED = "routine.changed"


class ExpectedState(Labelled):
    """Where a person stands on the way from work to the community; the allowed steps stand in `rules.py`."""

    EXPECTED = "expected", "待办退休"
    CONFIRMED = "confirmed", "已办退休，待移交"
    LISTED = "listed", "已生成名册，待提交"
    HANDED_OVER = "handed_over", "已移交，待接收"
    ACCEPTED = "accepted", "社区已接收"
    WITHDRAWN = "withdrawn", "不再移交"


class Step(Labelled):
    """What is done with an expected retiree."""

    EXPECT = "expect", "列入即将退休人员"
    RENEW = "renew", "按新名单更新"
    RESTORE = "restore", "撤回名单，恢复原内容"
    TAKE_OFF = "take_off", "撤回名单，不再列入"
    CONFIRM = "confirm", "确认已办理退休"
    UNCONFIRM = "unconfirm", "取消退休确认"
    POSTPONE = "postpone", "延后"
    WITHDRAW = "withdraw", "不再移交"
    LIST = "list", "生成移交名册"
    HAND_OVER = "hand_over", "随名册移交"
    BRING_BACK = "bring_back", "退出名册，恢复待移交"
    ACCEPT = "accept", "社区接收"


class WithdrawReason(Labelled):
    """Why somebody will not be handed over by this enterprise after all."""

    LEFT = "left", "已离开本单位"
    DECEASED = "deceased", "本人已去世"
    TRANSFERRED = "transferred", "已调往其他单位"
    MISTAKEN = "mistaken", "列入有误"
    LIST_TAKEN_BACK = "list_taken_back", "名单已撤回"


class PostponeReason(Labelled):
    """Why somebody retires later than planned."""

    AGREED_LATER = "agreed_later", "与单位协商弹性延迟"
    PROCEDURE = "procedure", "退休手续尚未办结"
    ARCHIVE = "archive", "档案或出生时间待认定"
    CONTRIBUTION = "contribution", "未达到最低缴费年限"
    OTHER = "other", "其他（须说明）"


class View(Labelled):
    """Which of the expected retirees a list shows."""

    NEXT = "next", "下月到龄"
    NOW = "now", "本月到龄"
    LATE = "late", "已逾期"
    TO_HAND_OVER = "to_hand_over", "待移交"
    OPEN = "open", "全部在办"
    ALL = "all", "全部"


class Level(Labelled):
    """Up to whom a late matter has risen; the index is what a row keeps."""

    ENTERPRISE = "enterprise", "企业"
    STREET = "street", "街道"
    DISTRICT = "district", "区县"
    CITY = "city", "市级"


@dataclass(frozen=True, slots=True)
class Told:
    """What of a list's row decides when somebody retires."""

    born_on: date
    is_woman: bool
    post: PostCategory | None = None
    is_special: bool = False
    option: RetirementOption | None = None
    chosen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """When somebody may and will retire, months as their first day."""

    statutory_on: date
    earliest_on: date
    latest_on: date
    planned_on: date


@dataclass(frozen=True, slots=True)
class Retirement:
    """A retirement as it was carried out: the day, and the number of the decision of the insurance office."""

    retired_on: date
    decision_no: str


@dataclass(frozen=True, slots=True)
class Postponement:
    """The new month (its first day), why, and in words where the reason asks for them."""

    planned_on: date
    reason: PostponeReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """People of one enterprise who went into one roster."""

    batch_id: UUID
    enterprise_id: int
    people: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How one enterprise stands, in people: as the places see it who shall receive them, never by name."""

    id: int
    enterprise: str
    next_month: int
    to_confirm: int
    confirmed: int
    handed_over: int
    accepted: int
    late: int
    risen: int
    oldest_due: date | None


@dataclass(frozen=True, slots=True)
class ExpectedOf:
    """What the list of one enterprise says of somebody who is in the register by now."""

    enterprise_id: int
    post: str
    is_special: bool
    option: str
    statutory_on: date
    planned_on: date
    retired_on: date | None
    decision_no: str
    state: str
