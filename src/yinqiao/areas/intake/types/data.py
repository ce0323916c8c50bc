"""What each type of message says of a person, checked field by field; its JSON schema stands in the description."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from yinqiao.kernel.id_number import IdProblem, parse_id_number
from yinqiao.kernel.phone import parse_phone
from yinqiao.kernel.text import normalise_name, normalise_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# The office holds the register of numbers: an old division code that our list lacks does not speak against one.
_BELIEVED = {IdProblem.DIVISION, IdProblem.TOO_OLD}


def _today(info: ValidationInfo) -> date:
    """The city's day, which the reader gives along."""
    today: date = (info.context or {})["today"]
    return today


def _is_day(value: Any) -> Any:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("no day")
    return value


def _is_past(value: date, info: ValidationInfo) -> date:
    if value > _today(info) or value.year < 1900:
        raise ValueError("no past day")
    return value


def _is_number(value: str, info: ValidationInfo) -> str:
    reading = parse_id_number(value, today=_today(info))
    if reading.value is None or set(reading.problems) - _BELIEVED:
        raise ValueError("no ID number")
    return reading.value


def _is_name(value: str) -> str:
    name = normalise_name(value).value
    if not 1 < len(name) <= 60:
        raise ValueError("no name")
    return name


def _is_phone(value: str) -> str:
    reading = parse_phone(value)
    if reading.value is None:
        raise ValueError("no phone")
    return reading.value


def _text(value: str) -> str:
    return normalise_text(value).value


Day = Annotated[date, BeforeValidator(_is_day), AfterValidator(_is_past)]
Number = Annotated[str, Field(min_length=15, max_length=18), AfterValidator(_is_number)]
Name = Annotated[str, Field(min_length=2, max_length=60), AfterValidator(_is_name)]
Text = Annotated[str, Field(max_length=200), AfterValidator(_text)]
EventId = Annotated[str, Field(min_length=1, max_length=100)]


class ToldData(BaseModel):
    """What a message says: nothing but the fields of its type."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonData(ToldData):
    """About whom it is: the number, and the name that must agree."""

    id_number: Number = Field(description="身份证号，18 位")
    name: Name = Field(description="姓名")


class DeathData(PersonData):
    """A death."""

    died_on: Day = Field(description="死亡日期")
    proof: Text = Field("", description="依据的证明及编号，例如死亡医学证明、火化证明、户口注销证明")


class ResidenceData(PersonData):
    """A residence."""

    since: Day = Field(description="自何日起在此居住或登记")
    address: Annotated[str, Field(min_length=2, max_length=200), AfterValidator(_text)] = Field(
        description="常住地址，写到门牌"
    )
    building: Annotated[str, Field(max_length=60), AfterValidator(_text)] = Field("", description="小区楼栋")
    division_code: Annotated[str, Field(pattern=r"^(\d{12})?$")] = Field(
        "", description="所在社区的 12 位区划代码；填写后由该社区接收"
    )


class IdentityData(PersonData):
    """A name or a number that is another now: `id_number` and `name` are the former ones."""

    since: Day = Field(description="变更日期")
    new_name: Name | None = Field(None, description="变更后的姓名；未变不填")
    new_id_number: Number | None = Field(None, description="变更后的身份证号；未变不填")

    @model_validator(mode="after")
    def _says_something(self) -> IdentityData:
        if self.new_name is None and self.new_id_number is None:
            raise ValueError("nothing changed")
        return self


class PhoneData(PersonData):
    """A phone."""

    since: Day = Field(description="自何日起使用或登记")
    phone: Annotated[str, Field(min_length=7, max_length=20), AfterValidator(_is_phone)] = Field(
        description="手机或带区号的固定电话"
    )


class WithdrawalData(ToldData):
    """An earlier message that was wrong."""

    withdraws: EventId = Field(description="要撤回的先前事件的 id")
    reason: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_text)] = Field(description="撤回的原因")
