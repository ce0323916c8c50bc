"""Codes, words and rows of party relations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from yinqiao.areas.lists.types import ListWords
from yinqiao.kernel.codes import CodeTable
from yinqiao.kernel.labels import Labelled

# The kind of list that this room takes in, and how it is called.
ROSTER: Final = "party_roster"
ROSTER_WORDS: Final = ListWords(
    room="party",
    label="党员移交名册",
    noun="党员名册",
    own="党员花名册",
    rows="党员",
    unit="人",
    headers="“姓名”“身份证号”“所在党支部”",
    deep="“介绍信”下面再分“编号”“开出日期”的，是两行表头。",
    advice="介绍信编号请设为文本格式，以免前面的 0 丢失。",
)
NUMBER_LENGTH: Final = 40
"""Characters of the number of a letter or a receipt."""
NOTE_LENGTH: Final = 300


CHANGE: Final = "cn.yinqiao.party.change.v1"


class Change(Labelled):
    """What the organisation department tells of a member."""

    BRANCH = "branch", "所在党支部变更"
    TRANSFER = "transfer", "组织关系转接"
    STANDING = "standing", "党籍状态变更"


class OrganisationKind(CodeTable):
    """The kind of a party organisation of an enterprise."""

    BRANCH = "branch", "党支部", "支部", "离退休党支部", "退休党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部", "联合支部"
    GENERAL_BRANCH = "general_branch", "党总支", "总支", "党总支部", "离退休党总支"
    COMMITTEE = "committee", "党委", "党工委", "基层党委", "离退休党委"


class LetterMedium(CodeTable):
    """Whether a letter goes through the national system or on paper."""

    ELECTRONIC = "electronic", "电子", "电子介绍信", "网上", "网上转接", "系统", "系统转接", "线上"
    PAPER = "paper", "纸质", "纸质介绍信", "纸介", "书面", "线下"


class PartyFinding(StrEnum):
    """What the check of a roster may find beside the cells. Codes are stored and shown: never rename one."""

    NOT_A_MEMBER = "party.not_a_member"
    PERSON_UNKNOWN = "party.person_unknown"
    STATUS_DIFFERS = "party.status_differs"
    JOINED_AHEAD = "party.joined_ahead"
    JOINED_TOO_YOUNG = "party.joined_too_young"
    FULL_BEFORE_JOINED = "party.full_before_joined"
    PROBATION_OVER = "party.probation_over"
    LETTER_INCOMPLETE = "party.letter_incomplete"
    LETTER_REPEATED = "party.letter_repeated"
    LETTER_USED = "party.letter_used"
    LETTER_AHEAD = "party.letter_ahead"
    LETTER_EXPIRED = "party.letter_expired"
    ATTACHED_WITHOUT_HOLDER = "party.attached_without_holder"
    ATTACHED_WITHOUT_CHANNEL = "party.attached_without_channel"
    ON_THE_WAY = "party.on_the_way"
    RECEIVED = "party.received"


class RosterState(Labelled):
    """A roster after its check; what becomes of its members each of them says."""

    SENDING = "sending", "提交中"
    OFFERED = "offered", "已提交"
    TAKEN_BACK = "taken_back", "已撤回"


class RosterStep(StrEnum):
    """What is done with a roster as a whole."""

    SEND = "send"
    OFFER = "offer"
    TAKE_BACK = "take_back"


class MemberState(Labelled):
    """A member between two organisations; the allowed steps stand in `rules.py`. That a letter has run out is no state."""

    WITHDRAWN = "withdrawn", "已撤回，企业管理"
    OFFERED = "offered", "待开介绍信"
    LETTER_ISSUED = "letter_issued", "已开介绍信，待报到"
    CHECKED_IN = "checked_in", "已报到，待接收"
    RECEIVED = "received", "已接收"
    RETURNED = "returned", "已退回"


class MemberStep(StrEnum):
    """What is done with one member's relation."""

    OFFER = "offer"
    ISSUE = "issue"
    CHECK_IN = "check_in"
    RECEIVE = "receive"
    RETURN = "return"
    WITHDRAW = "withdraw"


class NextStep(Labelled):
    """What has to happen next, and who has to do it."""

    ISSUE = "issue", "企业党组织开具介绍信"
    REPORT = "report", "党员持介绍信报到"
    FIND_AND_REISSUE = "find_and_reissue", "企业党组织联系党员，重新开具介绍信"
    RECEIVE = "receive", "接收单位接收并出具回执"
    MEND = "mend", "企业党组织按退回原因办理后重新开具介绍信"
    NONE = "none", "无"


@dataclass(frozen=True, slots=True)
class Due:
    """The next step of a member and the day by which it is due; no day where nothing is left to do."""

    step: NextStep
    on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the next step follows from: the state, since when, the end of the letter that holds, if there is one."""

    state: MemberState
    since: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """Why a member is returned, as the rulebook has it; `needs_note` where the code alone says too little."""

    code: str
    label: str
    needs_note: bool


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the numbers of several letters run: `prefix`, then `first` counted on in so many digits, then `suffix`."""

    prefix: str
    first: str
    suffix: str = ""

    def number(self, place: int) -> str:
        """The number of the letter at a place, counted from 0: 组介〔2026〕 and 007 give 组介〔2026〕009 at 2."""
        return f"{self.prefix}{int(self.first) + place:0{len(self.first)}d}{self.suffix}"


@dataclass(frozen=True, slots=True)
class LetterInput:
    """Letters that were issued for several members on one day; `place_no` where they shall go elsewhere than before."""

    numbering: Numbering
    medium: LetterMedium
    issued_on: date
    place_no: int | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Which side is responsible for a member since when: what custody says."""

    holder: str
    since: datetime
    state: MemberState
    branch: str


@dataclass(frozen=True, slots=True)
class HeldRelation:
    """The party relation of a person as it is on record, with who is responsible."""

    retiree_id: UUID
    political_status: str
    branch: str
    joined_on: date | None
    full_on: date | None
    dues_paid_to: date | None
    letter_no: str
    letter_on: date | None
    holder: str
