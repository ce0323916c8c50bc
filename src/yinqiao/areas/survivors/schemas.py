"""What human resources tell of a death benefit: the shape, and the type of message."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Final

from django.conf import settings
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from yinqiao.areas.intake.types import Claim, Day, InwardType, Judged, Known, PersonData, Reason, SourceKind, Verdict
from yinqiao.areas.survivors import services
from yinqiao.areas.survivors.types import DECIDED, Ground, Outcome, yuan
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.rulebook import rulebook

_LONGEST = timedelta(days=366)
_SUM = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")


def _text(value: str) -> str:
    return normalise_text(value).value


def _sum(value: str) -> str:
    found = _SUM.fullmatch(value.replace(",", "").strip())
    if value and found is None:
        raise ValueError("no sum")
    return yuan(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))) if found else ""


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


Document = Annotated[str, Field(min_length=2, max_length=100), AfterValidator(_text)]
CaseNo = Annotated[str, Field(max_length=40), AfterValidator(_text)]
Amount = Annotated[str, Field(max_length=20), AfterValidator(_sum)]
PayDay = Annotated[date | None, BeforeValidator(_day)]
_NONE: Any = None


class DecidedData(PersonData):
    """A decision about funeral grant and lump sum of who has died; whom it is paid to is not told."""

    outcome: Outcome = Field(description="决定，granted 核定支付、refused 不予支付")
    decided_on: Day = Field(description="决定日期")
    document: Document = Field(description="决定书名称及编号；不要填写遗属姓名、账号和死因")
    funeral: Amount = Field("", description="丧葬补助金（元），核定支付的必填，只写数字，如 10030.00；不支付的写 0")
    lump_sum: Amount = Field("", description="抚恤金（元），核定支付的必填，只写数字，如 70210.00；不支付的写 0")
    pay_on: PayDay = Field(None, description="发放日期，核定支付的必填，可以是以后的日期，写成 2026-04-20")
    ground: Ground = Field(
        _NONE,
        description="不予支付的理由，不予支付的必填，work_injury 属于工伤保险的待遇、other_taken 已领取其他保险的丧葬补助金、"
        "not_survivor 申请人不是可以领取的遗属、paid 已经支付给其他遗属",
    )
    case: CaseNo = Field("", description="办件编号，受理通知书上的编号；不填的按正在办理的一件")

    @model_validator(mode="after")
    def _fits(self) -> DecidedData:
        is_granted = self.outcome is Outcome.GRANTED
        if is_granted != bool(self.funeral and self.lump_sum and self.pay_on) or is_granted != (self.ground is None):
            raise ValueError("outcome does not fit")
        if is_granted and {self.funeral, self.lump_sum} == {yuan(0)}:
            raise ValueError("nothing is paid")
        if not is_granted and (self.funeral or self.lump_sum or self.pay_on):
            raise ValueError("nothing is paid")
        if self.pay_on is not None and not self.decided_on <= self.pay_on <= self.decided_on + _LONGEST:
            raise ValueError("no possible day")
        return self


def _claims(data: DecidedData) -> tuple[date, Mapping[str, str]]:
    return data.decided_on, {"outcome": data.outcome.value}


def _judge(claim: Claim, known: Known, today: date) -> Judged:
    """What the agency decides in its own matter is taken; not before the death that it is about."""
    rule = rulebook().get("survivors.benefit", region=settings.REGION, day=today).version
    if known.died_on is not None and claim.since < known.died_on:
        return Judged(Verdict.DISPUTE, Reason.DEATH_DAY, rule)
    return Judged(Verdict.TAKE, Reason.TAKEN, rule)


INWARD_TYPES: Final[Sequence[InwardType]] = (
    InwardType(
        DECIDED, "丧葬补助金和抚恤金决定", DecidedData, frozenset({SourceKind.HUMAN_RESOURCES}), _claims, _judge,
        lambda act, items: services.apply_decisions(act=act, items=items),
        # The family has read sums and day: what is taken back a person looks at.
        lambda act, item, reason: False,
    ),
)  # fmt: skip
