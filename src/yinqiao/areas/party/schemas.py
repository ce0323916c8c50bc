"""What the organisation department tells of a member: a proposal to the party organisation, which records it itself."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from yinqiao.areas.intake.types import Day, InwardType, PersonData, SourceKind
from yinqiao.areas.party import services
from yinqiao.areas.party.rules import judge_change
from yinqiao.areas.party.types import CHANGE, Change


class ChangeData(PersonData):
    """A change of a member's branch, relation or standing."""

    since: Day = Field(description="变动日期")
    change: Change = Field(description="变动类别，branch 所在党支部变更、transfer 组织关系转接、standing 党籍状态变更")
    told: Annotated[str, Field(min_length=2, max_length=100)] = Field(
        description="变动内容，新的党支部、接收党组织或党籍状态的名称"
    )


INWARD_CHANGE: Final = InwardType(
    CHANGE, "党员变动", ChangeData, frozenset({SourceKind.ORGANISATION}), lambda data: (data.since, {}), judge_change,
    lambda act, items: services.tell_changes(act=act, items=items),
    lambda act, item, reason: services.take_back_change(act=act, item=item),
)  # fmt: skip
