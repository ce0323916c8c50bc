"""What a backup says of itself: when, from which versions, how many rows, which keys, the digest of each member. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from yinqiao.platform.backup import errors

FORMAT = "yinqiao-backup/1"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known before anything is packed. `server` is the server's major version, `keys` the ids in use."""

    created_at: str
    version: str
    server: int
    migrations: list[str]
    tables: dict[str, int]
    keys: list[str]
    destroyed_meanwhile: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Facts and the members with size in bytes and SHA-256."""

    facts: Facts
    members: dict[str, tuple[int, str]]

    def encoded(self) -> bytes:
        """As it lies in the archive."""
        body = {"format": FORMAT, "facts": asdict(self.facts), "members": self.members}
        return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def decoded(cls, data: bytes) -> Manifest:
        """Inverse of `encoded`. Invalid `backup.damaged` when it is no such manifest."""
        try:
            body = json.loads(data)
            if body["format"] != FORMAT:
                raise errors.damaged()
            members = {name: (int(size), str(digest)) for name, (size, digest) in body["members"].items()}
            return cls(Facts(**body["facts"]), members)
        except (ValueError, KeyError, TypeError) as problem:
            raise errors.damaged() from problem
