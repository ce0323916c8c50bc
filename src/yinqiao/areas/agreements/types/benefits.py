"""Benefits that stay with the enterprise, as items of an agreement 企业继续承担的待遇."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yinqiao.kernel.labels import Labelled


class Change(Labelled):
    """What a row says: an item that begins, or, in a supplement, one of the signed papers that becomes another or ends."""

    ADD = "add", "新增"
    CHANGE = "change", "变更"
    END = "end", "终止"


class Audience(Labelled):
    """For whom an item is. Whom the register cannot tell openly the enterprise names one by one."""

    ALL = "all", "全体移交人员"
    RETIRED_BEFORE = "retired_before", "某日以前退休的人员"
    FOUNDING = "founding", "建国前参加工作的老工人"
    NAMED = "named", "企业逐人告知的人员（劳动模范、工伤人员等）"


class Rhythm(Labelled):
    """How often it is given."""

    MONTH = "month", "每月"
    YEAR = "year", "每年"
    ONCE = "once", "一次性"


class Payer(Labelled):
    """Out of what it is paid."""

    ENTERPRISE = "enterprise", "企业承担"
    PROVISION = "provision", "改制时预提费用支付"


@dataclass(frozen=True, slots=True)
class BenefitKind:
    """A kind of benefit: its code, its words, on what ground, how sure of it."""

    code: str
    label: str
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class Benefit:
    """One item. `amount` is None where it is not said in a number; `until` is the last day.

    In a supplement `change` and `target` (the number of an item of the signed papers) say what becomes of what.
    """

    kind: str
    audience: Audience = Audience.ALL
    retired_before: date | None = None
    amount: Decimal | None = None
    unit: str = "元"
    rhythm: Rhythm = Rhythm.MONTH
    since: date | None = None
    until: date | None = None
    payer: Payer = Payer.ENTERPRISE
    basis: str = ""
    change: Change = Change.ADD
    target: str = ""

    def to_json(self) -> dict[str, Any]:
        """As a version keeps it: money as text, days as ISO dates, choices by their codes."""
        return {name: None if value is None else str(value) for name, value in asdict(self).items()}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Benefit:
        """The item that a version keeps."""
        read: dict[str, Any] = dict(kept)
        read |= {name: date.fromisoformat(kept[name]) if kept[name] else None for name in _DAYS}
        read |= {name: choices(kept[name]) for name, choices in _CODES.items()}
        read["amount"] = Decimal(kept["amount"]) if kept["amount"] is not None else None
        return cls(**read)


_DAYS = ("retired_before", "since", "until")
_CODES: Mapping[str, Any] = {"audience": Audience, "rhythm": Rhythm, "payer": Payer, "change": Change}


@dataclass(frozen=True, slots=True)
class StandingBenefit:
    """An item as it stands by all signed papers: under its number, by which paper it was last said."""

    no: str
    item: Benefit
    agreement_no: str
