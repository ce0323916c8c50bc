"""Codes, words and rows of the party organisations of a handover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO, Final
from uuid import UUID

from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.labels import Labelled

NAME_LENGTH: Final = 100
NUMBER_LENGTH: Final = 60
CODE_LENGTH: Final = 40
NOTE_LENGTH: Final = 300
MOST_MEMBERS: Final = 20_000
"""Members of one organisation, beyond which a number is a slip."""
MOST_LINES: Final = 200
"""Organisations that may be pasted at once: an enterprise has one to some sixty."""


class Kind(CodeTable):
    """The kind of a party organisation; a group belongs to a branch and has no code of its own."""

    COMMITTEE = "committee", "党委", "党工委", "基层党委", "离退休党委"
    GENERAL_BRANCH = "general_branch", "党总支", "总支", "党总支部", "离退休党总支"
    BRANCH = "branch", "党支部", "支部", "离退休党支部", "退休党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部", "联合支部"
    GROUP = "group", "党小组", "小组"


class Role(CodeTable):
    """What the contact of an organisation is in it."""

    SECRETARY = "secretary", "书记", "党委书记", "总支书记", "支部书记", "党支部书记"
    DEPUTY = "deputy", "副书记", "支部副书记"
    COMMISSIONER = "commissioner", "委员", "组织委员"
    LEADER = "leader", "党小组长", "组长"
    CONTACT = "contact", "联络人", "联系人"


class Path(Labelled):
    """What becomes of an organisation; the steps of each path stand in the rulebook."""

    WHOLE = "whole", "整建制移交"
    MERGED = "merged", "并入属地党支部"
    DISSOLVED = "dissolved", "撤销，党员逐人转出"
    KEPT = "kept", "暂留企业（挂靠）"


class State(Labelled):
    """An organisation on its way; the allowed acts stand in `rules/flow.py`."""

    LISTED = "listed", "待提交"
    OFFERED = "offered", "已提交，待办理"
    UNDER_WAY = "under_way", "办理中"
    RECEIVED = "received", "已签收，待落实"
    SETTLED = "settled", "已落实"
    KEPT = "kept", "暂留企业"
    RETURNED = "returned", "已退回企业"
    DROPPED = "dropped", "已作废"


# What is the enterprise's alone, and what nobody owes anything for any more.
AT_HOME: Final = (State.LISTED, State.DROPPED)
DONE: Final = (State.SETTLED, State.DROPPED)
# What the receiving committee has signed for.
SIGNED: Final = (State.RECEIVED, State.SETTLED)


class Deed(StrEnum):
    """What is done with an organisation."""

    CHANGE = "change"
    DROP = "drop"
    RESTORE = "restore"
    OFFER = "offer"
    WITHDRAW = "withdraw"
    RETURN = "return"
    STEP = "step"


class Side(Labelled):
    """The two sides of a handover."""

    ENTERPRISE = "enterprise", "移交企业"
    PLACE = "place", "接收单位"


class Need(Labelled):
    """What may be told of a step, and the word for it where the step has none of its own."""

    NUMBER = "number", "文号或编号"
    DONE_ON = "done_on", "日期"
    NAMED = "named", "党组织名称"
    CODE = "code", "党组织代码"
    NEXT_ON = "next_on", "下次商定日期"
    SECRETARY = "secretary", "书记姓名"
    PHONE = "phone", "联系电话"
    NOTE = "note", "说明"


class Stop(StrEnum):
    """What stops a step as long as it holds."""

    MEMBERS_OPEN = "members_open"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: whose it is, what it needs and may be told, where it leads, within how many days it is due."""

    code: str
    label: str
    side: Side
    needs: tuple[Need, ...]
    may: tuple[Need, ...]
    labels: Mapping[str, str]
    hint: str
    leads_to: State
    days: int
    has_scan: bool
    stopped_by: Stop | None
    source: str
    standing: str

    def word(self, need: Need) -> str:
        """What is told, as the paper of this step calls it."""
        return self.labels.get(need.value, need.label)


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about the next step of an organisation."""

    state: State
    path: Path | None = None
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the enterprise says of one of its organisations."""

    name: str
    kind: Kind
    upper: str = ""
    members: int = 0
    code: str = ""
    activity_place: str = ""
    role: Role | None = None
    secretary: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned paper as it comes in."""

    file: BinaryIO
    name: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is told of a step that was done; secretary and phone are sealed with the organisation and never with the step."""

    done_on: date | None
    number: str = ""
    named: str = ""
    code: str = ""
    next_on: date | None = None
    secretary: str = ""
    phone: str = ""
    note: str = ""
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an organisation goes back; `needs_note` where the code alone says too little."""

    code: str
    label: str
    needs_note: bool


@dataclass(frozen=True, slots=True)
class Headcount:
    """Members of an organisation as far as the reader's scope knows them: in all, received, not received yet."""

    members: int = 0
    received: int = 0

    @property
    def open(self) -> int:
        """Not received yet."""
        return self.members - self.received


@dataclass(frozen=True, slots=True)
class Figures:
    """Organisations of a scope by how far they have come. `members` as agreed for those that were sent."""

    listed: int = 0
    sent: int = 0
    received: int = 0
    there: int = 0
    kept: int = 0
    returned: int = 0
    agreed_members: int = 0
    known: Headcount = Headcount()


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A branch that party rosters name and no listed organisation answers to; the listed one that it probably is."""

    id: UUID
    enterprise_id: int
    enterprise: str
    name: str
    kind: str
    upper: str
    members: int
    suggested_id: UUID | None = None
    suggested: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class BranchNow:
    """What became of the branch that a member's roster names."""

    roster_name: str
    path: Path
    state: State
    name: str
    place_no: int | None
