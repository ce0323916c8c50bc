"""What human resources tell of a pension relation: the shape, and the type of message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pydantic import Field, model_validator

from yinqiao.areas.intake.types import Day, InwardType, PersonData
from yinqiao.areas.outside_decisions.types import NO_GROUND, CaseNo, Document
from yinqiao.areas.pension_relation import services
from yinqiao.areas.pension_relation.rules import move_of
from yinqiao.areas.pension_relation.types import RELATION, Ground, Matter, Progress

_MATTERS: Final = {
    Progress.LETTER: {Matter.TRANSFER}, Progress.FORM: {Matter.TRANSFER}, Progress.SETTLED: {Matter.TRANSFER},
    Progress.CORRECTED: {Matter.PERIODS}, Progress.REFUSED: {Matter.TRANSFER, Matter.PERIODS},
}  # fmt: skip
_GROUNDS: Final = {
    Matter.TRANSFER: {Ground.DRAWING, Ground.TEMPORARY, Ground.NO_RECORD},
    Matter.PERIODS: {Ground.NO_RECORD, Ground.EVIDENCE, Ground.COUNTED},
}


class RelationData(PersonData):
    """What was done with a transfer or a correction."""

    matter: Matter = Field(description="办理的事项，transfer 养老保险关系转移、periods 缴费时段补记")
    progress: Progress = Field(
        description="办到哪一步，letter 转入地已发出联系函、form 转出地已出具信息表并划转资金、settled 转入地已接收并账、"
        "corrected 已核定补记、refused 不予办理"
    )
    done_on: Day = Field(description="办理的日期")
    document: Document = Field(description="文书名称及编号，如联系函〔2026〕12号；不要填写金额和健康信息")
    ground: Ground = Field(
        NO_GROUND,
        description="不予办理的理由，不予办理的必填，drawing 已经领取基本养老保险待遇、temporary 转出地为临时缴费账户、no_record 原参保地没有"
        "参保缴费记录、evidence 材料不能证明、counted 该时段已经计算过",
    )
    case: CaseNo = Field("", description="办件编号，受理通知书上的编号；不填的按本人正在办理的一件")

    @model_validator(mode="after")
    def _fits(self) -> RelationData:
        is_refusal = self.progress is Progress.REFUSED
        if self.matter not in _MATTERS[self.progress] or is_refusal != (self.ground is not None):
            raise ValueError("progress and matter do not fit")
        if is_refusal and self.ground not in _GROUNDS[self.matter]:
            raise ValueError("no ground of this matter")
        return self


def _claims(data: RelationData) -> tuple[date, Mapping[str, str]]:
    return data.done_on, {"matter": data.matter.value, "progress": data.progress.value}


INWARD_TYPES: Final[Sequence[InwardType]] = (
    services.OFFICE.told(RELATION, "养老保险关系办理进展", RelationData, _claims, move_of),
)
