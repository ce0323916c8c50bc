"""More of those who ask: the roles of the matrix over other units, each with the reach that its place gives it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client

from tests.probe_matrix.asking import Matrix
from tests.probe_matrix.city import AWAY, COMMUNITIES, HOMES
from tests.probe_matrix.folk import VIEWERS, account
from tests.probe_matrix.table import TABLE, Row
from yinqiao.areas.accounts.models import User

CANARIES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("canaries.toml").read_text(encoding="utf-8")
)
# Role and side → the unit over which it is held there: a division's code or a side's enterprise.
_ELSEWHERE = {
    **{("community_officer", side): COMMUNITIES[side] for side in ("sibling", "other")},
    ("street_officer", "other"): "430105001000",
    ("district_manager", "other"): "430105000000",
    ("auditor", "other"): "430105000000",
    **{
        (role, side): side for role in ("enterprise_officer", "enterprise_admin") for side in ("sibling", "other", AWAY)
    },
}


@dataclass(frozen=True)
class Seat:
    """Who asks: a viewer of the matrix, or the same role on another side."""

    viewer: str
    role: str
    side: str = "own"

    def reaches(self, row: Row, side: str) -> bool:
        """As the row says, with the own side where this one sits. Who lives away is the city's and the agency's."""
        if not row.target:
            return True
        reach = TABLE["reach"][TABLE["kinds"][row.target]].get(self.role, ())
        if "other" in reach:
            return side in HOMES
        if self.role == "agency_officer":
            return side in ("own", AWAY)
        if self.side != "own":
            return bool(reach) and side == self.side
        return side in reach

    def may_see(self) -> frozenset[tuple[str, str]]:
        """What comes to light here at most: kind and whose."""
        return frozenset(
            (kind, self.side + whose.removeprefix("own") if self.side != "own" else whose)
            for row in CANARIES[self.role]
            for kind in row["kinds"]
            for whose in row["of"]
            if self.side == "own" or whose.startswith("own.")
        )


def take_seats(matrix: Matrix) -> tuple[Seat, ...]:
    """Everybody of the matrix, and those elsewhere, whose accounts are opened now."""
    seats = [Seat(viewer, viewer) for viewer in VIEWERS]
    for (role, side), unit in _ELSEWHERE.items():
        name = f"{role}@{side}"
        user_id = account(matrix.city, f"{side}.seat.{role}".replace("_", "."), role, unit)
        client = Client()
        client.force_login(User.objects.get(pk=user_id), "allauth.account.auth_backends.AuthenticationBackend")
        matrix.folk.cookies[name] = client.cookies["sessionid"].value
        seats.append(Seat(name, role, side))
    return tuple(seats)
