"""What human resources tell of certification and pay by message: the shapes, and the types of message with their rules."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from yinqiao.areas.certification import services
from yinqiao.areas.certification.rules import judge_told
from yinqiao.areas.intake.types import Day, InwardType, PersonData, SourceKind

Reference = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]


class CertifiedData(PersonData):
    """A certification that was done elsewhere. No picture, no place."""

    certified_on: Day = Field(description="认证日期")
    method: Literal["comparison", "face", "on_site", "home", "kin", "abroad"] = Field(
        description="认证方式：comparison 数据比对、face 自助认证、on_site 经办窗口、home 上门、kin 亲属协助、abroad 境外"
    )
    reference: Reference = Field(description="办理编号，同一结果只用一个编号")


class PayData(PersonData):
    """Pay that is suspended, or goes on."""

    since: Day = Field(description="自何日起")
    reference: Reference = Field(description="办理编号，同一事项只用一个编号")


_TELLERS = frozenset({SourceKind.HUMAN_RESOURCES})
INWARD_TYPES: Final = (
    InwardType(
        "cn.yinqiao.certification.result.v1", "资格认证结果", CertifiedData, _TELLERS,
        lambda data: (data.certified_on, {}), judge_told,
        lambda act, items: services.apply_results(act=act, items=items),
        lambda act, item, reason: services.undo_result(act=act, item=item),
    ),
    InwardType(
        "cn.yinqiao.pension.suspended.v1", "暂停发放", PayData, _TELLERS, lambda data: (data.since, {}), judge_told,
        lambda act, items: services.apply_suspensions(act=act, items=items),
        lambda act, item, reason: services.undo_suspension(act=act, item=item),
    ),
    InwardType(
        "cn.yinqiao.pension.resumed.v1", "恢复发放", PayData, _TELLERS, lambda data: (data.since, {}), judge_told,
        lambda act, items: services.apply_resumptions(act=act, items=items),
        # Since when pay would be suspended again is not said: a person looks, human resources tell it anew.
        lambda act, item, reason: False,
    ),
)  # fmt: skip
