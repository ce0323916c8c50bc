"""Codes, terms and rows of the room of agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from yinqiao.areas.agreements.types.benefits import Benefit
from yinqiao.areas.lists.types import Amount, Delivered
from yinqiao.kernel.labels import Labelled


class Side(Labelled):
    """The two sides of an agreement."""

    ENTERPRISE = "enterprise", "企业"
    PLACE = "place", "属地"

    @property
    def other(self) -> Side:
        """The side across the table."""
        return Side.PLACE if self is Side.ENTERPRISE else Side.ENTERPRISE


class AgreementKind(Labelled):
    """The agreement itself, or what changes its numbers after the signature."""

    MAIN = "main", "移交协议"
    SUPPLEMENTARY = "supplementary", "补充协议"


class AgreementState(Labelled):
    """Where an agreement stands; the allowed steps are in `rules.py`."""

    DRAFT = "draft", "起草中"
    PROPOSED = "proposed", "待对方答复"
    AGREED = "agreed", "已议定，待签署"
    SIGNED = "signed", "已签署，待备案"
    FILED = "filed", "已备案"
    CLOSED = "closed", "已办结"
    ENDED = "ended", "中途终止"
    CANCELLED = "cancelled", "已撤销"


class Step(Labelled):
    """What can be done with an agreement; the label is the word on the button."""

    SAVE = "save", "修改协议内容"
    PROPOSE = "propose", "提请对方答复"
    TAKE_BACK = "take_back", "收回修改"
    AGREE = "agree", "同意"
    SEND_BACK = "send_back", "退回修改"
    SIGN = "sign", "登记签署"
    FILE = "file", "登记备案"
    SUPPLEMENT = "supplement", "起草补充协议"
    LINK = "link", "关联移交批次"
    UNLINK = "unlink", "解除关联"
    CLOSE = "close", "办结"
    END = "end", "中途终止"
    CANCEL = "cancel", "撤销"


# From the signature on a paper stands behind the agreement, and its numbers count.
HOLDING = (AgreementState.SIGNED, AgreementState.FILED, AgreementState.CLOSED, AgreementState.ENDED)


@dataclass(frozen=True, slots=True)
class Stand:
    """What a step is judged by."""

    state: AgreementState
    kind: AgreementKind
    proposed_by: Side


class EndReason(Labelled):
    """Why an agreement ended half-way."""

    BY_CONSENT = "by_consent", "双方协商一致"
    RESTRUCTURED = "restructured", "企业改制、重组或注销"
    TAKEN_ELSEWHERE = "taken_elsewhere", "改由其他地方接收"
    POLICY_CHANGED = "policy_changed", "政策调整"
    OTHER = "other", "其他（须说明）"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is handed over, in numbers: people, archives in volumes, area in square metres, money in yuan.

    In a supplement they are differences and may be negative.
    """

    people: int = 0
    party_members: int = 0
    archives: int = 0
    area_m2: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)

    def plus(self, other: Numbers) -> Numbers:
        """The sum, number by number."""
        return Numbers(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Numbers)))


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of the agreed money: of which kind (a code of the rulebook), how much in yuan, and by when.

    In a supplement it is a difference and may be negative.
    """

    kind: str
    amount: Decimal
    due_on: date

    def to_json(self) -> dict[str, str]:
        """As a version keeps it."""
        return {"kind": self.kind, "amount": str(self.amount), "due_on": self.due_on.isoformat()}

    @classmethod
    def of_json(cls, kept: Mapping[str, str]) -> Instalment:
        """The instalment that a version keeps."""
        return cls(kept["kind"], Decimal(kept["amount"]), date.fromisoformat(kept["due_on"]))


@dataclass(frozen=True, slots=True)
class FundKind:
    """A kind of money that goes from the enterprise to the place: its code, its words, on what ground, how sure of it."""

    code: str
    label: str
    source: str
    standing: str


# Number → its words and its unit, in the order of forms and pages.
NUMBER_LABELS: Mapping[str, tuple[str, str]] = {
    "people": ("退休人员", "人"),
    "party_members": ("其中党员", "人"),
    "archives": ("人事档案", "卷"),
    "area_m2": ("服务场所", "平方米"),
    "amount": ("移交经费", "元"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What one version of an agreement says.

    The handover runs from `starts_on` to `ends_on`, both days included. `instalments` say when which part of the money
    is due; without any it is due in one sum. `benefits` stay with the enterprise, item by item; `retained` says in words
    what no item says, and all of it in papers from before there were items.
    """

    numbers: Numbers = field(default_factory=Numbers)
    covered: str = ""
    retained: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    instalments: tuple[Instalment, ...] = ()
    benefits: tuple[Benefit, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As a version keeps it: money and areas as text, so that no digit is lost; days as ISO dates."""
        plain = asdict(self)
        numbers = plain.pop("numbers")
        texts = {name: str(value) if isinstance(value, Decimal) else value for name, value in numbers.items()}
        days = {name: plain[name].isoformat() if plain[name] else None for name in ("starts_on", "ends_on")}
        rows = {name: [one.to_json() for one in getattr(self, name)] for name in ("instalments", "benefits")}
        return {**plain, **texts, **days, **rows}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Terms:
        """The terms that a version keeps; KeyError when one is missing."""
        numbers = Numbers(
            kept["people"], kept["party_members"], kept["archives"], Decimal(kept["area_m2"]), Decimal(kept["amount"])
        )
        starts_on, ends_on = (
            date.fromisoformat(kept[name]) if kept[name] else None for name in ("starts_on", "ends_on")
        )
        instalments = tuple(Instalment.of_json(one) for one in kept.get("instalments", ()))
        benefits = tuple(Benefit.of_json(one) for one in kept.get("benefits", ()))
        return cls(numbers, kept["covered"], kept["retained"], starts_on, ends_on, instalments, benefits)


@dataclass(frozen=True, slots=True)
class Seen:
    """An agreement as the officer saw it: `lock_version` tells whether it has changed since."""

    id: UUID
    lock_version: int


@dataclass(frozen=True, slots=True)
class Parties:
    """Who agrees with whom: an enterprise (with its group, if `covers_group`) and a city, district or street."""

    enterprise_id: int
    place_no: int
    covers_group: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a new version says, and why it was written, for the other side to read."""

    terms: Terms
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """With which number and on which day the human-resources office took the agreement on file."""

    filed_on: date
    filed_no: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How an agreement ends half-way: why, and what becomes of the remainder."""

    reason: EndReason
    note: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one signed paper says, an agreement or a supplement: of which enterprise, for which place, since when."""

    enterprise_id: int
    place_no: int
    signed_on: date | None
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class FundsAgreed:
    """What one signed paper says of money, an agreement or a supplement, and under which main agreement."""

    main_id: UUID
    agreement_no: str
    is_main: bool
    signed_on: date
    amount: Decimal
    instalments: tuple[Instalment, ...]
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class BenefitsAgreed:
    """What one signed paper says of benefits, an agreement or a supplement, and under which main agreement."""

    main_id: UUID
    agreement_no: str
    is_main: bool
    enterprise_id: int
    place_no: int
    covers_group: bool
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """How far a strand has come that no list brings: its room counts it for a whole agreement.

    `surplus` went beyond what was agreed of any part; `due_since` is the day from which something is owed; `page` is the
    name of the address, under the agreement's id, where everything behind it stands.
    """

    delivered: Delivered
    surplus: Amount = 0
    due_since: date | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version as pages show it."""

    number: int
    terms: Terms
    remark: str
    author_name: str
    written_at: datetime


class Gap(Labelled):
    """Why what was agreed and what was signed for differ."""

    NOT_SENT = "not_sent", "尚未送出"
    WAITS = "waits", "已送出，待接收"
    LACKS = "lacks", "接收时缺少"
    EXPLAINED = "explained", "双方确认没有"
    SURPLUS = "surplus", "超出协议"


@dataclass(frozen=True, slots=True)
class Difference:
    """One open line of a reconciliation: how much, why, whose turn it is (None: both sides'), since which day."""

    gap: Gap
    amount: Amount
    owner: Side | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """How far that which one linked batch brings has come: at the receiving place, and elsewhere."""

    batch_id: UUID
    batch_no: str
    enterprise_name: str
    delivered: Delivered = Delivered()  # noqa: RUF009  frozen


@dataclass(frozen=True, slots=True)
class StrandFigures:
    """One strand of an agreement (people, archives…): what holds by the signed papers, and what of it is delivered."""

    name: str
    agreed: Amount
    batches: tuple[BatchFigures, ...] = ()
    told: Told | None = None

    @property
    def parts(self) -> list[Delivered]:
        """How far everything has come that counts for it."""
        return [one.delivered for one in self.batches] + ([self.told.delivered] if self.told else [])

    @property
    def label(self) -> str:
        """What it is about."""
        return NUMBER_LABELS[self.name][0]

    @property
    def unit(self) -> str:
        """In what it is counted."""
        return NUMBER_LABELS[self.name][1]

    @property
    def sent(self) -> Amount:
        """Sent to the receiving place under this agreement."""
        return sum(one.sent for one in self.parts)

    @property
    def received(self) -> Amount:
        """Signed for there."""
        return sum(one.received for one in self.parts)

    @property
    def surplus(self) -> Amount:
        """Sent beyond what was agreed."""
        return self.told.surplus if self.told else max(self.sent - self.agreed, 0)

    @property
    def explained(self) -> Amount:
        """Of which both sides have said that there is none."""
        return sum(one.explained for one in self.parts)

    @property
    def remainder(self) -> Amount:
        """Agreed and not signed for yet; negative when more came than was agreed."""
        return self.agreed - self.received


@dataclass(frozen=True, slots=True)
class Figures:
    """What holds by the signed papers, and how much of each strand that can be counted is delivered."""

    agreed: Numbers
    strands: tuple[StrandFigures, ...] = ()

    def of(self, name: str) -> StrandFigures:
        """One strand; LookupError when it is not counted."""
        return next(one for one in self.strands if one.name == name)

    @property
    def rest(self) -> dict[str, Amount]:
        """Strand → what is left of it or came beyond it; empty when everything is delivered."""
        return {one.name: one.remainder for one in self.strands if one.remainder}

    @property
    def is_explained(self) -> bool:
        """Whether nothing is left, or only that of which both sides have said that there is none."""
        return all(one.remainder == one.explained for one in self.strands)


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """What asks for a side: counts that equal the lists they open."""

    to_answer: int
    to_revise: int
    to_sign: int
    to_file: int
