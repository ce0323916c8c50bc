"""What medical insurance tells of a reimbursement: the shape, and the type of message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pydantic import Field, model_validator

from yinqiao.areas.intake.types import Day, InwardType, PersonData
from yinqiao.areas.outside_decisions.types import NO_GROUND, CaseNo, Document, Paid, PayDay, require_fitting
from yinqiao.areas.reimbursement import services
from yinqiao.areas.reimbursement.rules import move_of
from yinqiao.areas.reimbursement.types import REIMBURSED, Ground, Outcome


class ReimbursedData(PersonData):
    """A decision about a reimbursement. There is no field for an illness: who sends one is refused."""

    outcome: Outcome = Field(description="决定，granted 核定报销、refused 不予报销")
    decided_on: Day = Field(description="决定日期")
    document: Document = Field(description="决定书名称及编号，不要填写病名、诊断等任何健康信息")
    amount: Paid = Field("", description="核定报销的金额（元），核定报销的必填，只写数字，如 1256.80")
    pay_on: PayDay = Field(None, description="发放日期，核定报销的必填，可以是以后的日期，写成 2026-04-20")
    ground: Ground = Field(
        NO_GROUND,
        description="不予报销的理由，不予报销的必填，settled 费用已经直接结算或已报销、outside 不属于基本医疗保险支付范围、late 超过申报期限、"
        "not_insured 就医时不在参保有效期内",
    )
    case: CaseNo = Field("", description="办件编号，申报表上的编号；不填的按本人正在办理的一件")

    @model_validator(mode="after")
    def _fits(self) -> ReimbursedData:
        require_fitting(
            decided_on=self.decided_on, sums=(self.amount,), pay_on=self.pay_on, ground=self.ground,
            is_granted=self.outcome is Outcome.GRANTED,
        )  # fmt: skip
        return self


def _claims(data: ReimbursedData) -> tuple[date, Mapping[str, str]]:
    return data.decided_on, {"outcome": data.outcome.value}


INWARD_TYPES: Final[Sequence[InwardType]] = (
    services.OFFICE.told(REIMBURSED, "医疗费用报销决定", ReimbursedData, _claims, move_of),
)
