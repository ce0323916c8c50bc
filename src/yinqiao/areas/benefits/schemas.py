"""What an enterprise tells of a person's benefits: the shapes, and the types of message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

from django.conf import settings
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from yinqiao.areas.agreements.queries import benefit_kinds
from yinqiao.areas.agreements.types import Rhythm
from yinqiao.areas.benefits import queries, services
from yinqiao.areas.benefits.rules import judge_told
from yinqiao.areas.benefits.types import CHANGED, ENDED, GRANTED, Ending
from yinqiao.areas.intake.types import Claim, Day, InwardType, Item, Judged, Known, PersonData, Reason, SourceKind
from yinqiao.areas.rosters.types import read_amount
from yinqiao.kernel.chinese_dates import DatePrecision, parse_date
from yinqiao.kernel.labels import Labelled
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.rulebook import rulebook

if TYPE_CHECKING:
    KindCode = Labelled
else:
    # The kinds are data: a city adds its own.
    KindCode = Labelled("KindCode", [(one.code, (one.code, one.label)) for one in benefit_kinds().values()])


def _is_last_day(value: Any) -> Any:
    if value is None or value == "":
        return None
    reading = parse_date(value) if isinstance(value, str) else None
    if reading is None or reading.value is None or reading.precision is not DatePrecision.DAY:
        raise ValueError("no day")
    if not 1949 <= reading.value.year <= 2200:
        raise ValueError("no possible day")
    return reading.value


def _is_amount(value: str) -> str:
    cents, is_wrong = read_amount(value)
    if is_wrong or (cents is not None and not 0 < cents < 10**12):
        raise ValueError("no amount")
    return f"{cents // 100}.{cents % 100:02}" if cents is not None else ""


def _text(value: str) -> str:
    return normalise_text(value).value


ItemNo = Annotated[str, Field(max_length=12), AfterValidator(_text)]
LastDay = Annotated[date | None, BeforeValidator(_is_last_day)]
Amount = Annotated[str, Field(max_length=20), AfterValidator(_is_amount)]
InKind = Annotated[str, Field(max_length=100), AfterValidator(_text)]
# Left out: a closed list stands in the schema as itself, so that pages ask for it as one.
_NONE: Any = None
_ITEM: Final = "协议项目编号，移交协议中这一项的编号，例如 2、补1-1；协议没有约定的不填"
_KINDS: Final = "、".join(f"{one.code} {one.label}" for one in benefit_kinds().values())


class OfBenefit(PersonData):
    """Which benefit: an item of the agreement by its number, or a kind outside of any item."""

    item: ItemNo = Field("", description=_ITEM)
    benefit: KindCode = Field(_NONE, description=f"待遇项目，没有协议项目编号的必填；{_KINDS}")

    @model_validator(mode="after")
    def _says_which(self) -> OfBenefit:
        if not self.item and self.benefit is None:
            raise ValueError("no benefit")
        return self


class BenefitData(OfBenefit):
    """A benefit that a person gets, or gets otherwise from a day on."""

    since: Day = Field(description="自何日起享受，变更的为变更日期")
    until: LastDay = Field(None, description="最后一日，写成 2026-12-31；没有期限的不填")
    amount: Amount = Field("", description="标准（元），只写数字；按协议标准的不填，项目以其他单位约定的按该单位")
    in_kind: InKind = Field("", description="实物或服务，不以金额发放的写明名称和数量；不要填写健康信息")
    rhythm: Rhythm = Field(_NONE, description="发放周期，month 每月、year 每年、once 一次性；按协议周期的不填")


class BenefitEndedData(OfBenefit):
    """A benefit that a person does not get any more."""

    since: Day = Field(description="自何日起停止，当日不再享受")
    ending: Ending = Field(
        description="停止原因，died 本人去世、expired 期限届满、agreement 协议或补充协议终止、replaced 由其他待遇代替、"
        "not_entitled 不再符合条件"
    )


def _claims(data: BenefitData) -> tuple[date, Mapping[str, str]]:
    return data.since, {
        **_which(data), "amount": data.amount, "in_kind": data.in_kind, "rhythm": data.rhythm.value if data.rhythm else "",
        "until": data.until.isoformat() if data.until else "", "ends": "",
    }  # fmt: skip


def _end_claims(data: BenefitEndedData) -> tuple[date, Mapping[str, str]]:
    return data.since, {**_which(data), **dict.fromkeys(("amount", "in_kind", "rhythm", "until"), ""), "ends": "1"}


def _which(data: OfBenefit) -> dict[str, str]:
    return {"item": data.item, "benefit": data.benefit.value if data.benefit else ""}


def _judge(claim: Claim, known: Known, today: date) -> Judged:
    book = rulebook()
    rule = book.get("benefits.told", region=settings.REGION, day=today)
    whom = book.get("benefits.audience", region=settings.REGION, day=today)
    checks, founding = rule.parameters["checks"], whom.parameters["founding_before"]
    return judge_told(claim, known, checks, rule.version, founding_before=founding)


_KIND: Final = frozenset({SourceKind.ENTERPRISE})


def _keep(act: Any, items: Sequence[Item]) -> Mapping[UUID, Reason]:
    """One for both types: what is granted and what is changed is kept alike."""
    return services.apply_told(act=act, items=items)


def _type(code: str, title: str) -> InwardType:
    return InwardType(
        code, title, BenefitData, _KIND, _claims, _judge, _keep,
        lambda act, item, reason: services.undo_told(act=act, item=item), queries.known_of, queries.beside_of,
    )  # fmt: skip


INWARD_TYPES: Final[Sequence[InwardType]] = (
    _type(GRANTED, "企业待遇告知"),
    _type(CHANGED, "企业待遇变更"),
    InwardType(
        ENDED, "企业待遇停止", BenefitEndedData, _KIND, _end_claims, _judge,
        lambda act, items: services.apply_ends(act=act, items=items),
        lambda act, item, reason: services.undo_end(act=act, item=item), queries.known_of, queries.beside_of,
    ),
)  # fmt: skip
