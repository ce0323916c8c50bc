"""Words of party life: branches, posts, meetings, marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from yinqiao.kernel.labels import Labelled


class Kind(Labelled):
    """What a branch is."""

    BRANCH = "branch", "党支部"
    JOINT = "joint", "联合党支部"


class Setting(Labelled):
    """Where a branch belongs; its term follows from it."""

    COMMUNITY = "community", "村、社区党支部"
    OTHER = "other", "其他党支部"


class Post(Labelled):
    """What a member is in the branch."""

    MEMBER = "member", "党员"
    COMMITTEE = "committee", "支部委员"
    SECRETARY = "secretary", "支部书记"


class Left(Labelled):
    """Why somebody is no longer in the branch."""

    DIED = "died", "去世"
    MOVED = "moved", "组织关系转出"


class Form(Labelled):
    """How somebody takes part."""

    USUAL = "usual", "随支部参加"
    HOME = "home", "年老体弱，送学上门"
    MOBILE = "mobile", "流动党员"


class Care(Labelled):
    """What a branch does for who does not come."""

    STUDY = "study", "送学上门"
    VISIT = "visit", "走访看望"
    CONTACT = "contact", "联系流动党员"


class Occasion(Labelled):
    """For what somebody is given something."""

    MEDAL = "medal", "光荣在党50年纪念章"
    JULY = "july", "七一慰问"
    SPRING = "spring", "春节慰问"


class Category(Labelled):
    """Why somebody is condoled with; the sum follows from it."""

    OLD = "old", "老党员"
    HARDSHIP = "hardship", "生活困难党员"
    ILL = "ill", "重病党员"


class MeetingKind(Labelled):
    """三会一课, theme days and the two of each year."""

    MEMBERS = "members", "支部党员大会"
    COMMITTEE = "committee", "支部委员会会议"
    GROUP = "group", "党小组会"
    LESSON = "lesson", "党课"
    THEME = "theme", "主题党日"
    LIFE = "life", "组织生活会"
    APPRAISAL = "appraisal", "民主评议党员"


class MeetingState(Labelled):
    """How far a meeting has come."""

    PLANNED = "planned", "已计划"
    NOTIFIED = "notified", "已通知"
    HELD = "held", "已召开，待审签"
    CHECKED = "checked", "已审签"
    CANCELLED = "cancelled", "已取消"


class Mark(Labelled):
    """Whether a member came."""

    PRESENT = "present", "到会"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "缺席"


class Way(Labelled):
    """How it became known."""

    LIST = "list", "名单登记"
    CODE = "code", "本人签到"


class BranchInput(NamedTuple):
    """What an officer says of a branch. `secretary` is the name of one who is not among its members."""

    name: str
    kind: Kind
    setting: Setting
    theme_day: int
    term_from: date | None
    secretary: str = ""


class PostInput(NamedTuple):
    """What a member is in the branch, and in which group (0 for none)."""

    post: Post
    group_no: int


class Whereabouts(NamedTuple):
    """Of a mobile member: where, which branch there looks after the member, the number of the activity card. Kept sealed."""

    where: str = ""
    contact_branch: str = ""
    card_no: str = ""


class CareInput(NamedTuple):
    """What a branch means to do for a member, and when."""

    care: Care
    planned_on: date


class Done(NamedTuple):
    """What became of it: done on a day, or not, and in what words."""

    is_done: bool
    on: date
    words: str


class MeetingInput(NamedTuple):
    """A meeting to come."""

    kind: MeetingKind
    starts_at: datetime
    venue: str
    topic: str
    group_no: int = 0


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said: kept sealed. Days and numbers stand beside it in the clear."""

    held_on: date
    venue: str
    host: str
    recorder: str
    topics: str
    decisions: str


class Said(NamedTuple):
    """One member's mark as an officer ticked it, with the reason of who is excused."""

    mark: Mark
    reason: str = ""


class Planned(NamedTuple):
    """One meeting of a year's plan."""

    kind: MeetingKind
    group_no: int
    on: date


class Finding(NamedTuple):
    """What a rule finds about a branch: its code, what it is, how the rule came to it, what may be done."""

    code: str
    title: str
    why: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a branch is made of, as the rules ask for it."""

    people: int
    full: int
    secretaries: int
    committee: int
    groups: int
    setting: Setting
    term_from: date | None
    has_secretary_outside: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """Meetings of one kind: how many by now, how many were held."""

    kind: MeetingKind
    needed: int
    held: int

    @property
    def lacking(self) -> int:
        """How many are missing."""
        return max(self.needed - self.held, 0)


class Quarter(NamedTuple):
    """Three months: from the first day up to, not including, the day after the last."""

    first: date
    after: date
