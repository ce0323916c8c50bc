"""What every decision of an office outside is told with: fields of its message, sums in fen, what of it does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field

from yinqiao.areas.applications.types import OfficeMove
from yinqiao.areas.intake.types import Item, Known, Reason
from yinqiao.kernel.text import normalise_text

_LONGEST: Final = timedelta(days=366)
_SUM: Final = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")


def fen_of(text: str) -> int | None:
    """`1,234.5` as 123450; None for what is no sum."""
    found = _SUM.fullmatch(text.replace(",", "").replace("，", "").strip())
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def yuan(fen: int) -> str:
    """`1,234.50`."""
    return f"{fen // 100:,}.{fen % 100:02}"


def _text(value: str) -> str:
    return normalise_text(value).value


def _sum(least: int) -> Callable[[str], str]:
    """A sum as it is shown; blank stays blank."""

    def read(value: str) -> str:
        fen = fen_of(value)
        if value and (fen is None or fen < least):
            raise ValueError("no sum")
        return "" if fen is None else yuan(fen)

    return read


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


Document = Annotated[str, Field(min_length=2, max_length=100), AfterValidator(_text)]
CaseNo = Annotated[str, Field(max_length=40), AfterValidator(_text)]
# What is paid, and what may be nothing beside another sum.
Paid = Annotated[str, Field(max_length=20), AfterValidator(_sum(1))]
Amount = Annotated[str, Field(max_length=20), AfterValidator(_sum(0))]
PayDay = Annotated[date | None, BeforeValidator(_day)]
# The default of a ground, which a refusal alone has.
NO_GROUND: Final[Any] = None


def require_fitting(
    *, decided_on: date, sums: tuple[str, ...], pay_on: date | None, ground: object, is_granted: bool
) -> None:
    """What is granted has every sum, one of them more than nothing, and a day at most a year on; what is refused a ground alone."""
    told = (*sums, pay_on)
    if is_granted != all(told) or is_granted != (ground is None):
        raise ValueError("outcome does not fit")
    if set(sums) == {yuan(0)} or (not is_granted and any(told)):
        raise ValueError("nothing is paid")
    if pay_on is not None and not decided_on <= pay_on <= decided_on + _LONGEST:
        raise ValueError("no possible day")


def after_birth(since: date, known: Known) -> Reason | None:
    """Nothing is decided about somebody before the birth."""
    return Reason.BEFORE_BIRTH if since < known.born_on else None


def after_death(since: date, known: Known) -> Reason | None:
    """Nothing is decided about a death before it."""
    return Reason.DEATH_DAY if known.died_on is not None and since < known.died_on else None


def decision(one: Item, *, item: str, granted: str) -> OfficeMove:
    """A decision with its day and document: refused on a ground, or granted in these words."""
    told = one.data
    words = "决定" if told.ground else f"{granted}，{told.pay_on:%Y-%m-%d} 发放"
    return OfficeMove(
        item=item, who=one.source.label, words=f"{told.decided_on:%Y-%m-%d} {words}，{told.document}", number=told.case,
        ground=told.ground.value if told.ground else "",
    )  # fmt: skip
