"""The reviewed table `allowed.toml`, and what it makes each cell answer."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.probe_matrix.folk import ANONYMOUS, NO_SECOND, PROXY, RETIREE, UNREADY

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
REACHES = ("own", "sibling", "other", "absent")
TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("allowed.toml").read_text(encoding="utf-8"))


# Groups of the portal alone: the retiree, and whoever acts for one.
OF_PORTAL = ("retirees", "portal_users")


@dataclass(frozen=True)
class Row:
    """One route of the table."""

    name: str
    serves: frozenset[str]
    roles: str
    target: str = ""
    posted: bool = False
    ways: frozenset[str] = frozenset()
    says: int = 200
    library: bool = False
    # What else stands in the address: its word → the kind of thing.
    also: tuple[tuple[str, str], ...] = ()

    def may_open(self, viewer: str) -> bool:
        """Whether the role gets past the gate."""
        return self.roles in ("open", "signed_in") or viewer in TABLE["groups"][self.roles]

    def reaches(self, viewer: str, side: str) -> bool:
        """Whether what stands for the side lies within the viewer's reach."""
        if not self.target:
            return True
        return side in TABLE["reach"][TABLE["kinds"][self.target]].get(viewer, ())

    def gate(self, viewer: str) -> str:
        """What a served method answers before anything is looked for; empty when the viewer comes through."""
        if self.roles in OF_PORTAL:
            return "" if self.may_open(viewer) else "refused" if viewer == PROXY else "enter"
        if viewer in (RETIREE, PROXY):
            # The session of the portal is none elsewhere: whatever there is or is not, the answer is a stranger's.
            return "" if self.roles == "open" else "sign_in"
        if viewer in (UNREADY, NO_SECOND) and viewer not in self.ways:
            return "duty"
        if viewer == ANONYMOUS and self.roles != "open":
            return "sign_in"
        if viewer in (UNREADY, NO_SECOND, ANONYMOUS) or self.may_open(viewer):
            return ""
        return "refused"


@cache
def rows() -> dict[str, Row]:
    """Route name → its row."""
    return {
        name: Row(
            name, frozenset(one["serves"]), one["roles"], one.get("target", ""), one.get("posted", False),
            frozenset(one.get("ways", ())), one.get("says", 200),
            one.get("library", False), tuple(one.get("also", {}).items()),
        )
        for name, one in TABLE["routes"].items()
    }  # fmt: skip
