"""What human resources tell of a death benefit: the shape, and the type of message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pydantic import Field, model_validator

from yinqiao.areas.intake.types import Day, InwardType, PersonData
from yinqiao.areas.outside_decisions.types import (
    NO_GROUND,
    Amount,
    CaseNo,
    Document,
    PayDay,
    require_fitting,
)
from yinqiao.areas.survivors import services
from yinqiao.areas.survivors.rules import move_of
from yinqiao.areas.survivors.types import DECIDED, Ground, Outcome


class DecidedData(PersonData):
    """A decision about funeral grant and lump sum of who has died; whom it is paid to is not told."""

    outcome: Outcome = Field(description="决定，granted 核定支付、refused 不予支付")
    decided_on: Day = Field(description="决定日期")
    document: Document = Field(description="决定书名称及编号；不要填写遗属姓名、账号和死因")
    funeral: Amount = Field("", description="丧葬补助金（元），核定支付的必填，只写数字，如 10030.00；不支付的写 0")
    lump_sum: Amount = Field("", description="抚恤金（元），核定支付的必填，只写数字，如 70210.00；不支付的写 0")
    pay_on: PayDay = Field(None, description="发放日期，核定支付的必填，可以是以后的日期，写成 2026-04-20")
    ground: Ground = Field(
        NO_GROUND,
        description="不予支付的理由，不予支付的必填，work_injury 属于工伤保险的待遇、other_taken 已领取其他保险的丧葬补助金、"
        "not_survivor 申请人不是可以领取的遗属、paid 已经支付给其他遗属",
    )
    case: CaseNo = Field("", description="办件编号，受理通知书上的编号；不填的按正在办理的一件")

    @model_validator(mode="after")
    def _fits(self) -> DecidedData:
        require_fitting(
            decided_on=self.decided_on, sums=(self.funeral, self.lump_sum), pay_on=self.pay_on, ground=self.ground,
            is_granted=self.outcome is Outcome.GRANTED,
        )  # fmt: skip
        return self


def _claims(data: DecidedData) -> tuple[date, Mapping[str, str]]:
    return data.decided_on, {"outcome": data.outcome.value}


INWARD_TYPES: Final[Sequence[InwardType]] = (
    services.OFFICE.told(DECIDED, "丧葬补助金和抚恤金决定", DecidedData, _claims, move_of),
)
