"""Stores of encrypted files: how much stands under which key, and all of it brought under the active one while the site works.

It keeps no note of how far it came: a file names its key, so a run that was stopped is simply started again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.types import Actor
from yinqiao.platform.crypto.files import HEADER, key_of
from yinqiao.platform.crypto.keyfile import current_keyring
from yinqiao.platform.crypto.keys import Purpose

ROTATOR = Actor.system("更换密钥")
ACTION = "crypto.keys_rotated"
HEAD = HEADER.size


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a batch did: how many were encrypted anew, and how many could not be read and stay as they are."""

    done: int
    unreadable: int


class SealedStore(Protocol):
    """A place of encrypted files."""

    @property
    def label(self) -> str:
        """What lies there, in words."""

    def heads(self) -> Iterator[bytes]:
        """The first bytes of everything that is kept; empty where it is lost."""

    def renew(self, *, at: datetime) -> Iterator[Renewed]:
        """Bring everything under the active key, batch by batch, each an act of its own."""


_registered: dict[str, SealedStore] = {}


def register_store(name: str, store: SealedStore) -> None:
    """Make a store known once, so that no rotation forgets it."""
    _registered[name] = store


def sealed_stores() -> tuple[SealedStore, ...]:
    """Every store, by name."""
    return tuple(_registered[name] for name in sorted(_registered))


def is_old(head: bytes) -> bool:
    """Whether something stands under a key that is not the active one. Invalid `crypto.data_damaged`."""
    return key_of(head) != current_keyring().active(Purpose.FILE).id


def files_under() -> dict[int, dict[str, int]]:
    """Key → what lies under it, in words → how many. What cannot be read stands under key 0."""
    found: dict[int, dict[str, int]] = {}
    for store in sealed_stores():
        counted = Counter(_key(head) for head in store.heads())
        for key, count in counted.items():
            found.setdefault(key, {})[store.label] = count
    return found


def _key(head: bytes) -> int:
    try:
        return key_of(head)
    except DomainError:
        return 0
