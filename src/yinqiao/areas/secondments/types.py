"""Codes and row shapes of key communities and of those who are seconded there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from yinqiao.kernel.labels import Labelled

# The code of `accounts.types.Role`, which the register's rules name as text, too.
SECONDED = "seconded_officer"


class Right(Labelled):
    """What a seconded officer may do; which of them one has is data."""

    CONTACTS = "contacts", "查看联系方式"
    VISITS = "visits", "记录走访和电话"
    ACCOMPANY = "accompany", "陪同办事"
    PHONE = "phone", "更正本人电话（附依据）"


class Standing(Labelled):
    """Where a key community or a secondment is on a day."""

    COMING = "coming", "未开始"
    STANDING = "standing", "进行中"
    ENDING = "ending", "即将到期"
    ENDED = "ended", "已结束"


class DeedKind(Labelled):
    """What a seconded officer did."""

    VISIT = "visit", "走访"
    CALL = "call", "电话联系"
    ACCOMPANY = "accompany", "陪同办事"
    PHONE = "phone", "更正电话"


class FollowUp(Labelled):
    """What is still to be done after it."""

    VISIT = "visit", "再次走访"
    CALL = "call", "回电话"
    ACCOMPANY = "accompany", "陪同办事"
    COMMUNITY = "community", "请社区处理"


class Proof(Labelled):
    """How a new phone was proved; the code is a source of the register."""

    CALL = "call", "拨打新号码，本人接听确认"
    VISIT = "visit", "上门当面向本人确认"
    DOCUMENT = "document", "本人出示缴费单、证件等材料"


# Which right a deed takes.
NEEDS = {
    DeedKind.VISIT: Right.VISITS,
    DeedKind.CALL: Right.VISITS,
    DeedKind.ACCOMPANY: Right.ACCOMPANY,
    DeedKind.PHONE: Right.PHONE,
}


class Asked(Labelled):
    """What an enterprise proposes."""

    SECOND = "second", "选派人员"
    PROLONG = "prolong", "延期"
    END = "end", "提前结束"


class ProposalState(Labelled):
    """Where a proposal stands. `lapsed`: what it was about ended by itself."""

    OPEN = "open", "待答复"
    CONFIRMED = "confirmed", "已同意"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"


class NewProposal(NamedTuple):
    """What an enterprise proposes: somebody for a key community, or another end of a secondment; `document` or `why`."""

    kind: Asked
    last_on: date | None = None
    document: str = ""
    why: str = ""
    community_id: UUID | None = None
    secondment_id: UUID | None = None
    name: str = ""
    phone: str = ""
    from_on: date | None = None
    rights: tuple[str, ...] = ()


class Counted(NamedTuple):
    """What one officer did so far, counted: how often each, for how many people, and what is still to be done."""

    visits: int = 0
    calls: int = 0
    errands: int = 0
    phones: int = 0
    people: int = 0
    waiting: int = 0


class NewCommunity(NamedTuple):
    """A community that becomes a key one of an enterprise, up to and with the last day; `document` says by what."""

    place_no: int
    enterprise_id: int
    from_on: date
    last_on: date
    document: str


class NewSecondment(NamedTuple):
    """Who is seconded, up to and with which day, by what document and with which rights."""

    name: str
    username: str
    phone: str
    from_on: date
    last_on: date
    document: str
    rights: tuple[str, ...]


class Seconded(NamedTuple):
    """Somebody just seconded: the password is known this once."""

    id: UUID
    password: str


class NewDeed(NamedTuple):
    """What was done on which day, in words, and what is still to be done until when."""

    kind: DeedKind
    occurred_on: date
    text: str
    follow_up: str = ""
    due_on: date | None = None


class NewPhone(NamedTuple):
    """A phone with its proof, as the officer saw the person's entry."""

    phone: str
    proof: Proof
    lock_version: int


@dataclass(frozen=True, slots=True)
class Calling:
    """How to reach one person, and whom to call in the person's stead."""

    phone: str
    address: str
    building: str
    others: tuple[tuple[str, str, str], ...]
