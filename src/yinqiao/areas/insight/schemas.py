"""Shapes of the machine endpoints of the room of insight."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from yinqiao.areas.insight.types import Dimension


class HandoverAsked(Schema):
    """Which breakdown is asked for, of which part of the scope."""

    by: Dimension = Field(
        Dimension.ENTERPRISE, description="分组：enterprise 企业、district 区县、street 街道、community 社区"
    )
    place: str | None = Field(None, pattern="^[0-9A-Z]{12}$", description="只统计这个区划及其下级，填区划代码")
    enterprise: str | None = Field(None, pattern="^[0-9A-Z]{18}$", description="只统计这家企业，填统一社会信用代码")


class HandoverOut(Schema):
    """People of one line, or of all lines together."""

    handed_over: int = Field(description="已移交人数")
    accepted: int = Field(description="已接收人数（社区已签收）")
    contacted: int = Field(description="已首次联系人数（在已接收之中）")
    offered: int = Field(description="待接收人数")
    returned: int = Field(description="已退回企业人数")
    outstanding: int = Field(description="未接收人数＝待接收＋已退回企业")
    reception_rate: str | None = Field(description="接管率，百分数，两位小数，例如 99.63；没有移交时为空")
    contact_rate: str | None = Field(description="首次联系率，同上")


class HandoverLine(HandoverOut):
    """One line of the breakdown."""

    code: str | None = Field(description="企业的统一社会信用代码，或区划代码；所属未定时为空")
    name: str = Field(description="名称，与页面相同")


class HandoverPage(Schema):
    """The breakdown with its total; the same numbers as the page 移交接管情况."""

    by: Dimension = Field(description="分组")
    as_of: datetime = Field(description="统计时刻")
    total: HandoverOut = Field(description="合计，等于各行之和")
    items: list[HandoverLine] = Field(description="各行，顺序与页面相同")
