"""Codes and rows of what is missing or doubtful in the register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Cause(Labelled):
    """What is missing or doubtful. Who owes it, the next step and the days stand in the rulebook."""

    PHONE_MISSING = "phone_missing", "手机缺失"
    PHONE_SHARED = "phone_shared", "手机多人共用"
    RESIDENCE_UNKNOWN = "residence_unknown", "住处未到社区"
    NO_ONE_TO_CALL = "no_one_to_call", "高龄无联系人"
    ID_MISSING = "id_missing", "身份证号缺失"
    RETIRED_ON_MISSING = "retired_on_missing", "退休年月缺失"
    ARCHIVE_NO_MISSING = "archive_no_missing", "档号缺失"
    MEMBER_WITHOUT_BRANCH = "member_without_branch", "党员无所在支部"
    MEMBER_NOT_LISTED = "member_not_listed", "党员未列入党员名册"
    LISTED_NOT_MEMBER = "listed_not_member", "名册是党员、登记不是"


class Owner(Labelled):
    """Who owes a missing fact."""

    PLACE = "place", "社区"
    DESK = "desk", "街道（区县）"
    ENTERPRISE = "enterprise", "移交企业"


class RequestState(Labelled):
    """Where a question to the enterprise stands; the steps are in `rules`."""

    ASKED = "asked", "待企业答复"
    ANSWERED = "answered", "已答复，待采用"
    UNKNOWN = "unknown", "企业答复不掌握"
    TAKEN = "taken", "已采用"
    REFUSED = "refused", "未采用"
    CANCELLED = "cancelled", "已取消"
    SUPPLIED = "supplied", "登记已补齐"


class RequestStep(Labelled):
    """What is done with a question."""

    ANSWER = "answer", "答复"
    SAY_UNKNOWN = "say_unknown", "答复不掌握"
    TAKE = "take", "采用"
    REFUSE = "refuse", "不采用"
    CANCEL = "cancel", "取消"
    CLOSE = "close", "知悉，自行核实"


@dataclass(frozen=True, slots=True)
class CauseSpec:
    """A cause as the rulebook has it: who owes it, what is to be done within how many days, how much it weighs.

    `field` is the fact of the register that answers it, empty where a form of its own does; `part` the form on which
    an officer fills it in. What `is_party` no enterprise reads of an accepted person, and no overseer at all.
    """

    code: Cause
    owner: Owner
    step: str
    days: int
    weight: int
    field: str = ""
    part: str = ""
    is_party: bool = False

    @property
    def can_be_asked(self) -> bool:
        """Whether an enterprise can answer it with a value."""
        return self.owner is Owner.ENTERPRISE and bool(self.field)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What another source knows: the words for the officer, the value as the register takes it, and where it comes from.

    `url_name` with `url_id` leads to the source where the value itself is not shown here.
    """

    words: str
    source: str
    value: str = ""
    url_name: str = ""
    url_id: UUID | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class PersonGap:
    """One missing fact of one person, for the person's own page."""

    id: str
    spec: CauseSpec
    since: str
    due_on: str
    is_late: bool
    suggestion: Suggestion | None
    is_asked: bool
