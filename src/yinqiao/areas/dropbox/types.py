"""Codes and shapes of files that offices send in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from yinqiao.kernel.labels import Labelled

# Who sends files in for an office: the city's desk.
DESK_ROLES: Final = ("city_manager",)
# The officers of an office, or of an enterprise, send its own; what would become of a line they read in its receipt alone.
OFFICE_ROLES: Final = ("department_officer", "enterprise_officer")
SENDERS: Final = (*DESK_ROLES, *OFFICE_ROLES)
# The report that names everybody whom an office knows, with how each stands.
COMPARISON: Final = "comparison"
ALIVE: Final = "cn.yinqiao.person.alive.v1"


class FileState(Labelled):
    """How far a file has come; the allowed steps stand in `rules.py`."""

    UPLOADED = "uploaded", "已上传"
    CHECKING = "checking", "检查中"
    REFUSED = "refused", "文件不能读取"
    CHECKED = "checked", "已检查，待办理"
    TAKING = "taking", "办理中"
    TAKEN = "taken", "已办理"
    WITHDRAWING = "withdrawing", "撤回中"
    WITHDRAWN = "withdrawn", "已撤回"
    DISCARDED = "discarded", "已放弃"


class LineState(Labelled):
    """What the check foresees for a line."""

    UNCHANGED = "unchanged", "与登记一致"
    NEW = "new", "将采用"
    OLDER = "older", "早于登记"
    DISPUTED = "disputed", "有矛盾，由社区核实"
    UNKNOWN = "unknown", "登记中没有此人，等待登记"
    NOT_OURS = "not_ours", "登记中没有此人，不留存"
    REPEATED = "repeated", "此前已报送"
    NO_GROUND = "no_ground", "没有法定依据，不采用"
    BLOCKED = "blocked", "需修改，不办理"


class Checked(Labelled):
    """What an office is told of a line of its own before it is taken in: nothing that the register says."""

    READY = "ready", "可以报送"
    REPEATED = "repeated", "此前已报送"
    BLOCKED = "blocked", "需修改，不办理"


# These lines say nothing that the register does not know: settled by one statement, without a message each.
SETTLED: Final = (LineState.UNCHANGED, LineState.NOT_OURS, LineState.BLOCKED)


class Status(Labelled):
    """How somebody stands, as a comparison tells it."""

    ALIVE = "alive", "在世"
    CERTIFIED = "certified", "已认证"
    DEAD = "dead", "死亡"
    SUSPENDED = "suspended", "暂停发放"
    RESUMED = "resumed", "恢复发放"


class FindingCode(StrEnum):
    """What the check of a file finds beyond the cells of any list. Codes are stored and shown: never rename one."""

    STATUS_UNKNOWN = "dropbox.status_unknown"
    STATUS_NOT_ALLOWED = "dropbox.status_not_allowed"
    DAY_MISSING = "dropbox.day_missing"
    DAY_NOT_EXACT = "dropbox.day_not_exact"
    DAY_AHEAD = "dropbox.day_ahead"
    CELL_NOT_TAKEN = "dropbox.cell_not_taken"
    LINE_NOT_TAKEN = "dropbox.line_not_taken"
    NUMBER_REPEATED = "dropbox.number_repeated"


@dataclass(frozen=True, slots=True)
class FindingWords:
    """How severe a finding is, under which heading it is counted, and its sentence; `{label}` is the column."""

    severity: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status of a comparison: the type of message that it becomes, and the words by which old systems say it."""

    status: Status
    type: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The letter with which an office sent its file, if there is one."""

    number: str = ""
    written_on: date | None = None
