"""Codes and shapes of signing in to the portal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.kernel.labels import Labelled

# What a retiree signed in is called; never granted, it follows from who was proved to be.
ROLE = "retiree"
# The portal's own part of the site, and the cookie with the token of a session: sent to that part alone.
PREFIX, SESSION_COOKIE = "/my/", "yq_my"
# Whom the city looks after, or is about to. Who was returned, moved away or died reads nothing here.
MAY_ENTER = frozenset({RetireeStatus.OFFERED, RetireeStatus.MANAGED})
TEMPLATE = "sign_in_code"


class Means(Labelled):
    """How it was proved who somebody is."""

    PHONE_CODE = "phone_code", "手机验证码"
    CITY_APP = "city_app", "市民应用"


@dataclass(frozen=True, slots=True)
class Proof:
    """That whoever asks is this person, and by what means: the door for every way of signing in."""

    retiree_id: UUID
    means: Means
    # Whoever comes in acts for that person, by this authorisation.
    warrant_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """From what somebody signs in, in words, and whether it is the person's own: there a session lasts."""

    words: str
    is_own: bool = False


class Tried(StrEnum):
    """What became of a code that was typed: it was right, it was not, or a new one must be asked for."""

    PROVED = "proved"
    WRONG = "wrong"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A code on its way; never logged, never queued."""

    phone: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """One of those to whom a phone belongs: as it is asked for (“王女士”), and the last of the number that proves it."""

    retiree_id: UUID
    called: str
    tail: str = field(repr=False)
    warrant_id: UUID | None = None

    @property
    def key(self) -> UUID:
        """By what one of them is chosen."""
        return self.warrant_id or self.retiree_id


@dataclass(frozen=True, slots=True)
class Key:
    """As whom somebody may come in: a person, and by which authorisation if it is somebody else."""

    retiree_id: UUID
    warrant_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """In, with a session's token; or, without one, as whom one may still come in."""

    token: str = field(repr=False)
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session as its owner sees it."""

    id: UUID
    device: str
    means: str
    started_at: datetime
    ends_at: datetime
    is_here: bool
