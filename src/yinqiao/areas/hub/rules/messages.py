"""What the carrier's messages say: a signed envelope for each, figures and codes in the open, files sealed as ever.

`docs/programmers/carrier.md` explains it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yinqiao.areas.hub.errors import not_an_envelope, not_readable
from yinqiao.areas.hub.types import PROVINCE, MessageKind, Outcome

ENVELOPE_TYPE: Final = "yinqiao-carrier"
CityCode = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}$")]
LineCode = Annotated[str, Field(pattern=rf"^([1-9][0-9]{{3}}|{PROVINCE})$")]
Number = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}-[1-9][0-9]{3}-20[0-9]{2}-[0-9]{4,8}$")]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_.]{0,48}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    """Nothing beyond what is named, no value of another kind than told, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class Envelope(_Part):
    """Who tells whom, under which number of which epoch, and the digest of what it accompanies."""

    schema_: Annotated[Literal["yinqiao-carrier/1"], Field(alias="schema")] = "yinqiao-carrier/1"
    iss: CityCode
    line: LineCode
    epoch: UUID
    number: Annotated[int, Field(ge=1)]
    kind: MessageKind
    iat: datetime
    digest: Digest
    about: Annotated[str, Field(max_length=32)] = ""


class Earlier(_Part):
    """An epoch before this one, and the last number of it that the sender still knows."""

    epoch: UUID
    last: Count


class EpochMessage(_Part):
    """The numbers of a line begin anew; what was told in an earlier epoch beyond its last is no longer on record."""

    earlier: Annotated[tuple[Earlier, ...], Field(max_length=1_000)] = ()
    began_at: datetime
    reason: Annotated[str, Field(max_length=64)]


class StrandCount(_Part):
    """One of the three 100 %: signed for, handed over, really there, usable; None where nobody knows."""

    agreed: Count | None
    handed_over: Count
    received: Count
    usable: Count | None


class PlaceFigures(_Part):
    """Counts of one place; `offered` people wait for an answer."""

    people: StrandCount
    party: StrandCount
    archives: StrandCount
    offered: Count


class District(_Part):
    """One district of a city."""

    code: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,16}$")]
    name: Annotated[str, Field(min_length=1, max_length=64)]
    figures: PlaceFigures


class Figures(_Part):
    """Counts of the whole city: what must certify and what is valid, packages to other cities that wait."""

    place: PlaceFigures
    certify_needed: Count
    certify_valid: Count
    far_open: Count
    far_late: Count
    far_oldest_days: Count


class IndicatorsMessage(_Part):
    """A city's figures at a moment; counts, and nothing of a person."""

    as_of: datetime
    city: Figures
    districts: Annotated[tuple[District, ...], Field(max_length=200)]


class DeskMessage(_Part):
    """How one package stands with who tells it, sender or receiver: days and counts."""

    side: Literal["out", "in"]
    number: Number
    sender: CityCode
    receiver: CityCode
    made_on: date
    valid_to: date
    due_on: date
    ended_on: date | None
    people: Count
    open: Count
    accepted: Count
    returned: Count


class ReceiptMessage(_Part):
    """What became of a file that came over the carrier."""

    digest: Digest
    outcome: Outcome
    code: Code = ""
    at: datetime


Read = TypeVar("Read", bound=_Part)


def write_text(part: _Part) -> bytes:
    """The part as JSON in UTF-8."""
    return part.model_dump_json(by_alias=True).encode()


def read_envelope(text: bytes) -> Envelope:
    """The envelope; Invalid `hub.not_an_envelope` for anything that is not of the schema."""
    try:
        return Envelope.model_validate_json(text)
    except ValidationError:
        raise not_an_envelope() from None


def read_body(kind: type[Read], text: bytes) -> Read:
    """What a message in the open says; Invalid `hub.not_readable` for anything that is not of the schema."""
    try:
        return kind.model_validate_json(text)
    except ValidationError:
        raise not_readable() from None


def subject_of(city: str, line: str, kind: MessageKind) -> str:
    """Under which subject a city posts: `yinqiao.4301.province.indicators`, `yinqiao.4301.transfer.4403`."""
    return f"yinqiao.{city}.{PROVINCE}.{kind.value}" if line == PROVINCE else f"yinqiao.{city}.transfer.{line}"


def read_under(city: str, line: str) -> str:
    """Under which subject a line reads a city's stream."""
    return f"yinqiao.{city}.{PROVINCE}.*" if line == PROVINCE else f"yinqiao.{city}.transfer.{line}"
