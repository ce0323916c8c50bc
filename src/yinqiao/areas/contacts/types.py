"""Codes, inputs and rows of the people to call in a retiree's stead, and who knows when somebody was last alive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yinqiao.kernel.labels import Labelled


class Relation(Labelled):
    """What a contact person is to the retiree."""

    SPOUSE = "spouse", "配偶"
    SON = "son", "儿子"
    DAUGHTER = "daughter", "女儿"
    CHILD_IN_LAW = "child_in_law", "儿媳、女婿"
    PARENT = "parent", "父母"
    SIBLING = "sibling", "兄弟姐妹"
    GRANDCHILD = "grandchild", "孙辈"
    OTHER_RELATIVE = "other_relative", "其他亲属"
    PROXY = "proxy", "受托人、监护人"
    NEIGHBOUR = "neighbour", "邻居、朋友"


@dataclass(frozen=True, slots=True)
class ContactInput:
    """A person to call in the retiree's stead, since which day this is known.

    A blank phone keeps the present one, or takes over that of the roster's contact `taken_from` (`contact1`).
    """

    name: str
    relation: Relation
    phone: str
    since: date
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class ContactPersonRow:
    """One contact person; the phone masked, or in full on the copy that the person asked for."""

    id: UUID
    retiree_id: UUID
    name: str
    relation: str
    relation_label: str
    phone: str
    since: date


@dataclass(frozen=True, slots=True)
class ToldContact:
    """Somebody whom the roster names to call, not yet entered by an officer: `key` is `contact1` or `spouse`."""

    key: str
    name: str
    relation: str
    phone: str


# The last day on which each of these people is known to have lived.
SignReader = Callable[[Sequence[UUID]], Mapping[UUID, date]]
_signs: list[SignReader] = []


def tell_signs(reader: SignReader) -> None:
    """Let a room say when people were last certified, visited or met: a death before that day is looked at."""
    if reader not in _signs:
        _signs.append(reader)


def sign_readers() -> tuple[SignReader, ...]:
    """Every reader of signs of life."""
    return tuple(_signs)
