"""Codes and shapes of the opening load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from yinqiao.kernel.labels import Labelled

# Who loads: the city itself. Two people of this role take part in each load.
CITY_ROLES: Final = ("city_manager",)


class Purpose(Labelled):
    """What a table of the old system was uploaded for."""

    LOAD = "load", "入库"
    COMPARE = "compare", "并行比对"


class RunState(Labelled):
    """How far a table has come; the allowed steps stand in `rules.py`."""

    UPLOADED = "uploaded", "已上传"
    CHECKING = "checking", "检查中"
    REFUSED = "refused", "文件不能读取"
    REHEARSED = "rehearsed", "已演练"
    PROPOSED = "proposed", "待确认入库"
    LOADING = "loading", "入库中"
    LOADED = "loaded", "已入库"
    UNDOING = "undoing", "撤回中"
    UNDONE = "undone", "已撤回入库"
    THROWN_AWAY = "thrown_away", "演练已清除"
    COMPARED = "compared", "已比对"


class RowState(Labelled):
    """What becomes of one row. In a run that was loaded, a ready row is a person in the register."""

    READY = "ready", "可入库"
    KNOWN = "known", "登记簿已有"
    HELD = "held", "待处理"
    EXPLAINED = "explained", "已说明"
    MENDED = "mended", "改正后已入库"


class Side(Labelled):
    """By what a reconciliation is grouped."""

    PLACE = "place", "社区"
    ENTERPRISE = "enterprise", "企业"


class MappingState(Labelled):
    """How an old name came to what it means here."""

    UNKNOWN = "unknown", "待对应"
    AUTO = "auto", "自动对应"
    CHOSEN = "chosen", "人工对应"
    EXCLUDED = "excluded", "不入库"


class Reason(Labelled):
    """Why a row does not load, beside what the check of its cells says; words and owner are data (`opening_reasons.toml`)."""

    ENTERPRISE_UNKNOWN = "opening.enterprise_unknown", "原企业没有对应"
    PLACE_UNKNOWN = "opening.place_unknown", "社区没有对应"
    OLD_NUMBER_REPEATED = "opening.old_number_repeated", "旧系统编号重复"
    ACCEPTED_LATER = "opening.accepted_later", "接收日期晚于今天"
    NUMBER_NOT_SURE = "opening.number_not_sure", "身份证号不能确认"
    HERE = "opening.here", "登记簿中已有"
    HERE_DEAD = "opening.here_dead", "登记簿中登记为已故"
    OLD_DEAD = "opening.old_dead", "旧系统登记为已故"
    OLD_LEFT = "opening.old_left", "旧系统登记为已迁出或注销"
    EXCLUDED = "opening.excluded", "对应表确定不入库"


class Explanation(Labelled):
    """What an officer says of a row that is not loaded."""

    TWICE = "twice", "旧系统重复登记"
    DECEASED = "deceased", "本人已去世"
    LEFT = "left", "已迁出本市"
    NOT_OURS = "not_ours", "不属于本市社会化管理"
    NO_MATERIAL = "no_material", "资料无法补齐，另行登记"
    OTHER = "other", "其他（须说明）"


class Verdict(Labelled):
    """What an officer says of a difference between the two systems."""

    OURS = "ours", "以本系统为准"
    THEIRS = "theirs", "以旧系统为准，已安排更正"
    TWICE = "twice", "旧系统重复登记"
    NOT_OURS = "not_ours", "不属于本市社会化管理"
    OTHER = "other", "其他（须说明）"


class DifferenceKind(Labelled):
    """How the two systems differ over one person."""

    NOT_HERE = "not_here", "旧系统有、本系统没有"
    NOT_THERE = "not_there", "本系统有、旧系统没有"
    PLACE = "place", "所属社区不同"
    FIELD = "field", "信息不同"


class DifferenceState(Labelled):
    """Whether a difference still stands."""

    OPEN = "open", "待处理"
    EXPLAINED = "explained", "已说明"
    SETTLED = "settled", "已一致"


class Cause(Labelled):
    """What most likely made a difference; told from what this system knows, decided by nobody but a person."""

    HELD_BACK = "held_back", "入库时没有入库的行"
    NEW_THERE = "new_there", "旧系统新增"
    GONE_THERE = "gone_there", "旧系统已删除"
    NEW_HERE = "new_here", "本系统新增"
    CHANGED_HERE = "changed_here", "本系统有改动"
    CHANGED_THERE = "changed_there", "旧系统有改动"


@dataclass(frozen=True, slots=True)
class Totals:
    """How the rows of a run stand: `rows` is always the sum of the others."""

    rows: int = 0
    ready: int = 0
    known: int = 0
    mended: int = 0
    explained: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The paper on which both sides signed the reconciliation, as the second officer has it in hand."""

    number: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer says of rows or differences: a code, and words."""

    code: Explanation | Verdict
    words: str


@dataclass(frozen=True, slots=True)
class OldRecord:
    """What the person page says of the old system: its name, the number there, since when the community has the person."""

    system: str
    number: str
    accepted_on: date
    run_id: UUID
