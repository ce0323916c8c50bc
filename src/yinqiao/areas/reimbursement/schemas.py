"""What medical insurance tells of a reimbursement: the shape, and the type of message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Final

from django.conf import settings
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from yinqiao.areas.intake.types import Claim, Day, InwardType, Judged, Known, PersonData, Reason, SourceKind, Verdict
from yinqiao.areas.reimbursement import services
from yinqiao.areas.reimbursement.rules import fen_of
from yinqiao.areas.reimbursement.types import REIMBURSED, Ground, Outcome, yuan
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.rulebook import rulebook

_LONGEST = timedelta(days=366)


def _text(value: str) -> str:
    return normalise_text(value).value


def _sum(value: str) -> str:
    fen = fen_of(value)
    if value and (fen is None or fen == 0):
        raise ValueError("no sum")
    return yuan(fen) if fen else ""


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


Document = Annotated[str, Field(min_length=2, max_length=100), AfterValidator(_text)]
CaseNo = Annotated[str, Field(max_length=40), AfterValidator(_text)]
Amount = Annotated[str, Field(max_length=20), AfterValidator(_sum)]
PayDay = Annotated[date | None, BeforeValidator(_day)]
_NONE: Any = None


class ReimbursedData(PersonData):
    """A decision about a reimbursement. There is no field for an illness: who sends one is refused."""

    outcome: Outcome = Field(description="决定，granted 核定报销、refused 不予报销")
    decided_on: Day = Field(description="决定日期")
    document: Document = Field(description="决定书名称及编号，不要填写病名、诊断等任何健康信息")
    amount: Amount = Field("", description="核定报销的金额（元），核定报销的必填，只写数字，如 1256.80")
    pay_on: PayDay = Field(None, description="发放日期，核定报销的必填，可以是以后的日期，写成 2026-04-20")
    ground: Ground = Field(
        _NONE,
        description="不予报销的理由，不予报销的必填，settled 费用已经直接结算或已报销、outside 不属于基本医疗保险支付范围、late 超过申报期限、"
        "not_insured 就医时不在参保有效期内",
    )
    case: CaseNo = Field("", description="办件编号，申报表上的编号；不填的按本人正在办理的一件")

    @model_validator(mode="after")
    def _fits(self) -> ReimbursedData:
        is_granted = self.outcome is Outcome.GRANTED
        if is_granted != bool(self.amount and self.pay_on) or is_granted != (self.ground is None):
            raise ValueError("outcome does not fit")
        if not is_granted and (self.amount or self.pay_on):
            raise ValueError("nothing is paid")
        if self.pay_on is not None and not self.decided_on <= self.pay_on <= self.decided_on + _LONGEST:
            raise ValueError("no possible day")
        return self


def _claims(data: ReimbursedData) -> tuple[date, Mapping[str, str]]:
    return data.decided_on, {"outcome": data.outcome.value}


def _judge(claim: Claim, known: Known, today: date) -> Judged:
    """What medical insurance decides in its own matter is taken; not before somebody was born."""
    rule = rulebook().get("reimbursement.estimate", region=settings.REGION, day=today).version
    if claim.since < known.born_on:
        return Judged(Verdict.DISPUTE, Reason.BEFORE_BIRTH, rule)
    return Judged(Verdict.TAKE, Reason.TAKEN, rule)


INWARD_TYPES: Final[Sequence[InwardType]] = (
    InwardType(
        REIMBURSED, "医疗费用报销决定", ReimbursedData, frozenset({SourceKind.MEDICAL_INSURANCE}), _claims, _judge,
        lambda act, items: services.apply_decisions(act=act, items=items),
        # The applicant has read sum and day: what is taken back a person looks at.
        lambda act, item, reason: False,
    ),
)  # fmt: skip
