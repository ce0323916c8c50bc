"""Codes, words and rows of the assets of a handover: venues, buildings, equipment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from yinqiao.areas.lists.types import ListWords
from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.labels import Labelled

# The kind of list that this room takes in, and how it is called.
ASSET_LIST: Final = "asset_list"
ASSET_WORDS: Final = ListWords(
    room="assets",
    label="移交资产清单",
    noun="清单",
    own="场所、房屋和设备清单",
    rows="资产",
    unit="项",
    headers="“资产编号”“名称”“地址”",
    deep="“产权”下面再分“权属状况”“产权证号”的，是两行表头。",
    advice="建筑面积填平方米，评估价值填元；资产编号请设为文本格式。",
)
NUMBER_LENGTH: Final = 40
"""Characters of an asset's number."""
MOST_AREA: Final = 1_000_000
"""Square metres of one asset, beyond which a figure is a slip."""


class AssetKind(CodeTable):
    """What an asset is; no national code table is known, so the codes are ours."""

    VENUE = "venue", "活动场所", "活动室", "活动中心", "老年活动中心", "阵地", "场所"
    OFFICE = "office", "办公用房", "办公室", "管理用房"
    OTHER_BUILDING = "other_building", "其他房屋", "其它房屋", "房屋", "用房", "仓库"
    EQUIPMENT = "equipment", "设备", "设施", "设备设施", "家具", "器材"
    OTHER = "other", "其他资产", "其他", "其它"


# What has no floor of its own.
WITHOUT_AREA: Final = frozenset({AssetKind.EQUIPMENT, AssetKind.OTHER})


class TitleState(CodeTable):
    """Whose an asset is on paper; the codes are ours."""

    CERTIFIED = "certified", "有产权证", "有证", "自有有证", "已办证", "有房产证", "有不动产权证"
    UNCERTIFIED = "uncertified", "无产权证", "无证", "自有无证", "未办证", "没有产权证"
    JOINT = "joint", "共有", "共同共有", "按份共有"
    RENTED = "rented", "租用", "租赁", "租入", "承租", "借用"


class Duty(CodeTable):
    """What an asset still serves beside the retirees; the codes are ours."""

    UNION = "union", "工会", "工会活动"
    TEACHING_BASE = "teaching_base", "教学基地", "教学", "培训基地"
    ELDER_UNIVERSITY = "elder_university", "老年大学", "老年学校"
    OTHER = "other", "其他", "其它"


class HandoverPath(CodeTable):
    """By which way an asset comes to serve the place, or stays; the steps of each stand in the rulebook."""

    TRANSFER = "transfer", "无偿划转", "划转", "无偿移交", "产权划转"
    SHARED_USE = "shared_use", "无偿使用（共享）", "无偿使用", "共享", "共享使用", "共建共享"
    LEASE = "lease", "租赁", "出租", "有偿使用"
    STAYS = "stays", "留企", "留在企业", "企业留用", "不移交"


class Condition(Labelled):
    """What the receiver found on the spot."""

    GOOD = "good", "完好，可以使用"
    NEEDS_REPAIR = "needs_repair", "需要维修"
    UNSAFE = "unsafe", "有安全隐患，不能使用"
    NOT_FOUND = "not_found", "现场没有找到"


class ReturnReason(StrEnum):
    """Why an asset goes back to the enterprise; the words are data."""

    NOT_HERE = "not_here"
    NOT_AS_LISTED = "not_as_listed"
    TITLE_DISPUTED = "title_disputed"
    ENCUMBERED = "encumbered"
    UNSAFE = "unsafe"
    NOT_FOUND = "not_found"
    OTHER = "other"


class AssetFinding(StrEnum):
    """What the check of a list may find beside the cells. Codes are stored and shown: never rename one."""

    NUMBER_REPEATED = "assets.number_repeated"
    PLACE_REPEATED = "assets.place_repeated"
    AREA_MISSING = "assets.area_missing"
    UNIT_OTHER = "assets.unit_other"
    NOT_SEPARABLE = "assets.not_separable"
    WITHOUT_TITLE = "assets.without_title"
    WITHOUT_APPROVAL = "assets.without_approval"
    TITLE_JOINT = "assets.title_joint"
    TITLE_RENTED = "assets.title_rented"
    STILL_SERVES = "assets.still_serves"
    VALUATION_INCOMPLETE = "assets.valuation_incomplete"
    COMMUNITY_UNKNOWN = "assets.community_unknown"
    ON_OFFER = "assets.on_offer"
    SETTLED = "assets.settled"


class ListState(Labelled):
    """A list on its way to a place; the allowed steps stand in `rules.py`."""

    SENDING = "sending", "提交中"
    OFFERED = "offered", "已提交"
    TAKEN_BACK = "taken_back", "已撤回"


class ListStep(StrEnum):
    """What is done with a list as a whole."""

    SEND = "send"
    OFFER = "offer"
    TAKE_BACK = "take_back"


class AssetState(Labelled):
    """An asset on its way from the enterprise to a place; the allowed steps stand in `rules.py`."""

    WITHDRAWN = "withdrawn", "已撤回"
    OFFERED = "offered", "待现场核实"
    SURVEYED = "surveyed", "已核实，待办理"
    UNDER_WAY = "under_way", "办理中"
    RETURNED = "returned", "已退回企业"
    HANDED_OVER = "handed_over", "已移交"
    SHARED = "shared", "共享使用"
    LEASED = "leased", "租赁使用"
    STAYED = "stayed", "留企"


# What is settled for good, each by the last step of its path; what serves the place.
SETTLED: Final = (AssetState.HANDED_OVER, AssetState.SHARED, AssetState.LEASED, AssetState.STAYED)
SERVES_PLACE: Final = (AssetState.HANDED_OVER, AssetState.SHARED, AssetState.LEASED)


class AssetAct(StrEnum):
    """What is done with one asset."""

    OFFER = "offer"
    WITHDRAW = "withdraw"
    SURVEY = "survey"
    RETURN = "return"
    ADVANCE = "advance"
    FINISH = "finish"
    CHANGE_PATH = "change_path"


class Side(Labelled):
    """The two sides of a handover, and whose a step may be."""

    ENTERPRISE = "enterprise", "移交企业"
    PLACE = "place", "接收单位"
    EITHER = "either", "任一方"

    @property
    def other(self) -> Side:
        """The side across the table."""
        return Side.PLACE if self is Side.ENTERPRISE else Side.ENTERPRISE


class Need(Labelled):
    """What may be told of a step, and the word for it where the step has none of its own."""

    NUMBER = "number", "文号或编号"
    DONE_ON = "done_on", "日期"
    UNTIL = "until", "截止日期"
    AMOUNT = "amount", "金额（元）"
    NOTE = "note", "说明"


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about the next step of an asset: its state, its path, the step that is due, an open proposal's side."""

    state: AssetState
    path: HandoverPath
    next_step: str = ""
    proposed_by: Side | None = None


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path: whose it is, what it needs, what of an asset stops it (codes of findings)."""

    code: str
    label: str
    side: Side
    needs: tuple[Need, ...]
    labels: dict[str, str]
    hint: str
    stopped_by: tuple[AssetFinding, ...]
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class AssetPath:
    """A path: its steps in order, and the state to which the last one leads."""

    path: HandoverPath
    leads_to: AssetState
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is told of a step that was done. `amount` is the yearly rent in yuan."""

    done_on: date | None
    number: str = ""
    until: date | None = None
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the receiver found on the spot. `area` in m², None for what has no floor."""

    area: Decimal | None
    condition: Condition
    is_separable: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """How many assets, and their square metres as listed."""

    assets: int = 0
    area: Decimal = Decimal(0)

    def plus(self, other: Sum) -> Sum:
        """Both together."""
        return Sum(self.assets + other.assets, self.area + other.area)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of what a list sent. `sent` is always the sum of the other three."""

    sent: Sum = field(default_factory=Sum)
    received: Sum = field(default_factory=Sum)
    left: Sum = field(default_factory=Sum)
    open: Sum = field(default_factory=Sum)
