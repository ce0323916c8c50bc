"""Shapes of the machine endpoints of the room of organisations."""

from __future__ import annotations

from ninja import Field, Schema

from yinqiao.areas.organisations.types import DivisionKind


class DivisionsAsked(Schema):
    """Which places are asked for, and which page of them."""

    below: str | None = Field(
        None, pattern="^[0-9A-Z]{12}$", description="只列出这个区划以下的（不含自身），填区划代码"
    )
    kind: DivisionKind | None = Field(
        None, description="只列出这一层级：city 市、district 区县、street 街道、community 社区、desk 专办窗口"
    )
    after: int = Field(0, ge=0, le=2_147_483_647, description="上一页的 next；第一页填 0 或不填")
    limit: int = Field(200, ge=1, le=1000, description="每页条数")


class DivisionOut(Schema):
    """One place."""

    code: str = Field(description="区划代码")
    name: str = Field(description="名称")
    kind: DivisionKind = Field(description="层级")
    parent_code: str | None = Field(description="上级的区划代码；市级为空")


class DivisionsPage(Schema):
    """One page of places, from the top down."""

    items: list[DivisionOut] = Field(description="自上而下，下级紧随上级之后")
    next: int | None = Field(description="下一页的 after；没有下一页为空")
