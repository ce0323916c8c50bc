"""A service item as its file says it; what is written otherwise is refused by pydantic with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Given

from yinqiao.areas.applications.types.cases import Applicant
from yinqiao.kernel.labels import Labelled

Code = Annotated[str, Given(pattern=r"^[a-z][a-z0-9_]{1,31}$")]
Words = Annotated[str, Given(min_length=1, max_length=300)]


PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
OFFICE_OF_ROLE = {
    "community_officer": "社区", "street_officer": "街道", "district_manager": "区县", "city_manager": "市级管理部门",
    "agency_officer": "经办机构", "human_resources": "人社经办机构", "medical_insurance": "医保经办机构",
}  # fmt: skip
# Steps of offices outside: nobody here does them, what the office tells moves the case on.
OUTSIDE = frozenset({"human_resources", "medical_insurance"})
# What the register fills in: only what the applicant may read of oneself.
KNOWN = {
    "name": "姓名", "phone": "联系电话", "address": "常住地址", "household_address": "户籍地址", "building": "楼栋",
    "former_unit": "原单位", "born_on": "出生日期",
}  # fmt: skip


class FieldKind(Labelled):
    """What a field of the form holds; each has its own check."""

    TEXT = "text", "文字"
    PHONE = "phone", "电话"
    DAY = "day", "日期"
    CHOICE = "choice", "选项"
    NUMBER = "number", "整数"
    ID_NO = "id_no", "身份证号"
    ACCOUNT = "account", "银行账号"
    COMMUNITY = "community", "社区"


class _Part(BaseModel):
    """Strict, unchangeable, and nothing that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Field(_Part):
    """One field of the form. `known` names the fact of the register that fills it in."""

    code: Code
    label: Words
    kind: Literal["text", "phone", "day", "choice", "number", "id_no", "account", "community"]
    required: bool = True
    most: Annotated[int, Given(ge=1, le=2000)] = 200
    least: int = 0
    choices: dict[str, str] = Given(default_factory=dict)
    known: str = ""
    hint: str = ""


class Material(_Part):
    """A paper that is shown or handed in: always, or only when somebody acts for the person."""

    code: Code
    label: Words
    when: Literal["always", "proxy"] = "always"
    how: Words = "出示原件"


class Check(_Part):
    """What the machine looks at when somebody applies, and the words where it fails."""

    kind: Literal["min_age", "max_age"]
    value: Annotated[int, Given(ge=0, le=130)]
    words: Words
    remedy: Words


class Step(_Part):
    """One step: whose it is, its limit in working days, what may be done in it beside going on."""

    code: Code
    title: Words
    role: Literal[
        "community_officer", "street_officer", "district_manager", "city_manager", "agency_officer",
        "human_resources", "medical_insurance",
    ]  # fmt: skip
    days: Annotated[int, Given(ge=1, le=120)]
    may: tuple[Literal["ask", "send_back", "refuse"], ...]


class Refusal(_Part):
    """A ground on which one may refuse, and what the applicant can do then."""

    code: Code
    label: Words
    remedy: Words


class Item(_Part):
    """A service item 服务事项: one version, in force from a day on."""

    code: Code
    version: Annotated[int, Given(ge=1)]
    title: Annotated[str, Given(min_length=2, max_length=40)]
    valid_from: date
    valid_to: date | None = None
    # From this version on nobody applies any more; what was applied for goes on.
    closed: bool = False
    basis: Words
    standing: Literal["confirmed", "from_memory", "assumed"]
    about: Words
    applicants: tuple[Literal["self", "family", "officer", "relative"], ...]
    statuses: tuple[Literal["offered", "managed", "deceased"], ...] = ("managed",)
    fee: Words = "不收费"
    result: Words
    effects: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    entrance: str = ""
    field: tuple[Field, ...] = ()
    material: tuple[Material, ...] = ()
    check: tuple[Check, ...] = ()
    step: Annotated[tuple[Step, ...], Given(min_length=1, max_length=8)]
    refusal: Annotated[tuple[Refusal, ...], Given(min_length=1)]

    @property
    def days(self) -> int:
        """Working days from acceptance to decision."""
        return sum(one.days for one in self.step[1:])

    def is_in_force(self, day: date) -> bool:
        """Whether one applies by this version on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def takes(self, applicant: Applicant) -> bool:
        """Whether somebody of this kind may apply."""
        return applicant.value in self.applicants

    def needed(self, applicant: Applicant) -> tuple[Material, ...]:
        """The materials that this application needs."""
        is_proxy = applicant in (Applicant.FAMILY, Applicant.OFFICER)
        return tuple(one for one in self.material if one.when == "always" or is_proxy)

    @property
    def is_posthumous(self) -> bool:
        """Whether relatives ask for it once the death is on record; nobody who lives is offered it."""
        return "deceased" in self.statuses

    def ground(self, code: str) -> Refusal | None:
        """One of the grounds of refusal."""
        return next((one for one in self.refusal if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file was not taken: its name, the line, the reason; `place` leads to the value, as `("step", 1, "days")`."""

    file: str
    line: int
    reason: str
    place: tuple[int | str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行：{self.reason}"
