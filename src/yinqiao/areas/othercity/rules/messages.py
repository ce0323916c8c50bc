"""What the files between two cities say: one versioned schema, checked strictly on the way in.

`docs/programmers/transfer-package.md` explains it; its JSON Schema stands beside it and is made from these classes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from yinqiao.areas.othercity.errors import not_readable
from yinqiao.areas.othercity.types import MOST_PEOPLE, NOTE_LENGTH, Covered, Decision

CityCode: TypeAlias = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}$")]
Number: TypeAlias = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}-[1-9][0-9]{3}-20[0-9]{2}-[0-9]{4,8}$")]
Short: TypeAlias = Annotated[str, Field(max_length=60)]
Text: TypeAlias = Annotated[str, Field(max_length=300)]


class _Part(BaseModel):
    """Nothing beyond what is named, no value of another kind than told, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Employer(_Part):
    """The enterprise from which a person retired."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    uscc: Annotated[str, Field(pattern=r"^[0-9A-Z]{18}$")]


class ArchiveSent(_Part):
    """One volume that goes with a person: as it stands in the sender's books, who holds it until the acceptance."""

    archive_no: Annotated[str, Field(min_length=1, max_length=40)]
    box_no: Annotated[str, Field(max_length=40)] = ""
    items: int | None = None
    pages: int | None = None
    held_by: Text
    held_since: date


class PartySent(_Part):
    """A party relation as the sender has it on record: the national system is the master, this is no letter."""

    political_status: Annotated[str, Field(pattern=r"^[0-9]{2}$")]
    branch: Text
    joined_on: date | None = None
    full_on: date | None = None
    dues_paid_to: date | None = None
    letter_no: Short = ""
    letter_on: date | None = None
    held_by: Text


class PersonSent(_Part):
    """One person; `ref` names the person between the two cities, and nothing else of the sender's keys is told."""

    ref: UUID
    name: Annotated[str, Field(min_length=1, max_length=60)]
    sex: Literal[1, 2]
    born_on: date
    id_no: Annotated[str, Field(pattern=r"^[0-9]{17}[0-9X]$")]
    phone: Short = ""
    address: Text = ""
    household_address: Text = ""
    ethnic_group: Annotated[str, Field(max_length=2)] = ""
    education: Annotated[str, Field(max_length=2)] = ""
    work_start_on: date | None = None
    retired_on: date | None = None
    retirement_type: Annotated[str, Field(max_length=24)] = ""
    former_unit: Text = ""
    former_post: Short = ""
    employer: Employer
    archives: tuple[ArchiveSent, ...] = ()
    party: tuple[PartySent, ...] = ()


class _Message(_Part):
    """What every file says: which schema, its own id, from whom, to whom, when, about which package."""

    schema_: Annotated[Literal["yinqiao-transfer/1"], Field(alias="schema")] = "yinqiao-transfer/1"
    jti: UUID
    iss: CityCode
    aud: CityCode
    iat: datetime
    number: Number

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    @model_validator(mode="after")
    def _tells_its_zone(self) -> _Message:
        if self.iat.tzinfo is None:
            raise ValueError("a moment without a zone")
        return self


class PackageMessage(_Message):
    """A package: people offered to the receiver until `valid_to`, under the papers of both sides."""

    kind: Literal["package"] = "package"
    sequence: Annotated[int, Field(ge=1)]
    valid_to: date
    covers: tuple[Covered, ...]
    rule_of_sender: Text
    rule_of_receiver: Text
    people: Annotated[tuple[PersonSent, ...], Field(min_length=1, max_length=MOST_PEOPLE)]

    @model_validator(mode="after")
    def _names_each_once(self) -> PackageMessage:
        if len({one.ref for one in self.people}) < len(self.people):
            raise ValueError("a person twice")
        return self


class Answered(_Part):
    """What the receiver says of one person; a return has a reason of its code list."""

    ref: UUID
    decision: Decision
    decided_on: date
    reason: Annotated[str, Field(pattern=r"^[a-z_]{0,24}$")] = ""
    note: Annotated[str, Field(max_length=NOTE_LENGTH)] = ""

    @model_validator(mode="after")
    def _gives_a_reason(self) -> Answered:
        if (self.decision is Decision.RETURNED) is not bool(self.reason):
            raise ValueError("a return has a reason, an acceptance none")
        return self


class AnswerMessage(_Message):
    """An answer: from its acceptances on the receiver is responsible; it may leave people to a later answer."""

    kind: Literal["answer"] = "answer"
    answers: Annotated[tuple[Answered, ...], Field(min_length=1, max_length=MOST_PEOPLE)]

    @model_validator(mode="after")
    def _names_each_once(self) -> AnswerMessage:
        if len({one.ref for one in self.answers}) < len(self.answers):
            raise ValueError("a person twice")
        return self


class WithdrawalMessage(_Message):
    """A withdrawal: these people are offered no longer; an acceptance that comes later does not count."""

    kind: Literal["withdrawal"] = "withdrawal"
    refs: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_PEOPLE)]


Message: TypeAlias = PackageMessage | AnswerMessage | WithdrawalMessage
MESSAGES: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])


def write_message(message: Message) -> bytes:
    """The message as JSON in UTF-8."""
    return message.model_dump_json(by_alias=True).encode()


def read_message(content: bytes) -> Message:
    """The message that JSON holds; Invalid `othercity.not_readable` for anything that is not of the schema."""
    try:
        return MESSAGES.validate_json(content)
    except ValidationError:
        # What pydantic says would quote the content.
        raise not_readable() from None
