"""Shapes of the machine endpoints of the exchange."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

# Whole numbers that every programming language reads exactly.
_EXACT = 9_007_199_254_740_991


class EventsAsked(Schema):
    """From where on the feed is read."""

    after: int = Field(0, ge=0, le=_EXACT, description="上一页的 next；从头读填 0 或不填")
    limit: int = Field(200, ge=1, le=1000, description="每页最多条数")
    epoch: UUID | None = Field(
        None, description="上一页的 epoch。系统恢复备份后会变，填写它，恢复后会得到 409，以便重新读取"
    )
    type: list[str] = Field([], max_length=50, description="只读这些类型，可以重复填写；不填为全部")
    wait: int = Field(
        0,
        ge=0,
        le=25,
        description="范围内还没有新事件时，最多等候的秒数；一有新事件即回答。等候的程序过多时立即回答，并带 Retry-After",
    )


class EventOut(Schema):
    """One event: what happened to whom and when, by ids and codes, without any value of a fact."""

    seq: int = Field(description="序号，提交后依次编定，同一人的事件按发生先后；范围之外的事件占用的序号不出现")
    id: UUID = Field(description="事件编号，重新读取时据此去重")
    type: str = Field(description="类型代码，例如 handover.person_accepted")
    type_label: str = Field(description="类型的中文名称")
    version: int = Field(description="类型的版本")
    retiree_id: UUID | None = Field(description="退休人员编号；不涉及个人的事件为空")
    subject_id: UUID | None = Field(description="其他对象编号，例如名册批次")
    enterprise_uscc: str | None = Field(description="企业的统一社会信用代码")
    division_code: str | None = Field(description="事件发生时所属区划代码；对企业不提供")
    occurred_on: date = Field(description="发生日期")
    recorded_at: datetime = Field(description="记录时刻")
    act_id: UUID = Field(description="所属办理的编号，同一次办理的事件相同")
    office: str = Field(description="办理单位；对企业只提供本企业的办理")
    fields: list[str] = Field(description="涉及哪些信息项的名称，不含内容；对企业不提供")
    source: str = Field(description="信息来源代码；对企业不提供")


class EventsPage(Schema):
    """One page of the feed."""

    epoch: UUID = Field(description="序列纪元，与 next 一起保存")
    items: list[EventOut] = Field(description="按序号；范围内没有事件时可以为空，此时仍须从 next 继续")
    next: int = Field(description="下一次的 after")
    has_more: bool = Field(description="next 之后已有事件，可立即继续读；否则请过一段时间再读")
