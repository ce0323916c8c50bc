"""A kind of certificate as its file says it; what is written otherwise is refused at start."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")]
Words = Annotated[str, Field(min_length=1, max_length=300)]
# What the register draws into a certificate, and its words on paper.
FACTS = {
    "name": "姓名", "sex": "性别", "born_on": "出生日期", "id_no": "公民身份号码", "enterprise": "原企业",
    "former_unit": "原工作单位", "retired_on": "退休年月", "managed_on": "接收日期", "place": "所在社区", "address": "现住址",
    "served_since": "第一次志愿服务", "served_until": "最后一次志愿服务", "served_times": "志愿服务次数",
    "served_hours": "志愿服务时长", "served_projects": "志愿服务项目",
}  # fmt: skip
Fact = Literal[
    "name", "sex", "born_on", "id_no", "enterprise", "former_unit", "retired_on", "managed_on", "place", "address",
    "served_since", "served_until", "served_times", "served_hours", "served_projects",
]  # fmt: skip


# Kinds that rooms above issue of what they keep: they tell what a record says, which stays true wherever its person lives.
RECORDED = frozenset({"archive_extract", "record_custody", "record_history", "record_kinship"})
# Kinds that stay true when the person dies or moves away: what was done was done.
LASTING = RECORDED | {"volunteer_record"}


class Kind(BaseModel):
    """A kind of certificate: who issues it, what it says, how long it holds, for what.

    `text` names facts in braces; `local` is the entry of the city's kept list without which it is not issued.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    code: Code
    version: Annotated[int, Field(ge=1)]
    title: Annotated[str, Field(min_length=2, max_length=40)]
    valid_from: date
    basis: Words
    standing: Literal["confirmed", "from_memory", "assumed"]
    about: Words
    issuers: Annotated[
        tuple[Literal["community_officer", "street_officer", "city_manager", "agency_officer"], ...],
        Field(min_length=1),
    ]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    text: Words
    valid_days: Annotated[int, Field(ge=1, le=3650)]
    purposes: Annotated[tuple[Words, ...], Field(min_length=1)]
    may_be_automatic: bool
    local: str = ""

    @property
    def tells_hours(self) -> bool:
        """Whether it tells hours of voluntary service, each of which stands on one certificate."""
        return "served_hours" in self.facts
