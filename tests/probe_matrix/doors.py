"""Doors at which somebody else's thing and nothing at all must be one answer, in its time as well."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tests.probe_matrix.asking import ANONYMOUS, Answer, Matrix
from tests.probe_matrix.folk import KEYS
from tests.probe_matrix.judging import ask
from tests.probe_matrix.programmes import code_of
from tests.probe_matrix.table import rows

# As the product has it: read before the matrix puts it aside.
STEP_MS: int = settings.REFUSAL_STEP_MS
FOREIGN, ABSENT, OWN = "other", "absent", "own"
_ROWS = rows()


@dataclass(frozen=True)
class Door:
    """A route, and a role or the name of a key that may open it for its own things."""

    route: str
    method: str
    viewer: str

    def ask(self, matrix: Matrix, side: str) -> Answer:
        """One question about what stands for a side, undone."""
        if self.viewer not in KEYS:
            return ask(matrix, _ROWS[self.route], self.method, self.viewer, side)
        address = f"{reverse(self.route)}?place={code_of('place', side)}"
        return matrix.ask(ANONYMOUS, self.method, address, Authorization=f"Bearer {KEYS[self.viewer]}")

    def __str__(self) -> str:
        return f"{self.route}-{self.method}-{self.viewer}"


DOORS = (
    Door("shell:person", "GET", "community_officer"),
    Door("shell:person", "GET", "enterprise_officer"),
    Door("datarights:show_note", "POST", "community_officer"),
    Door("contacts:change", "POST", "community_officer"),
    Door("shell:person_copy", "POST", "community_officer"),
    Door("handover:card", "GET", "community_officer"),
    Door("handover:contact", "POST", "community_officer"),
    # Names the offer in its form.
    Door("handover:accept", "POST", "community_officer"),
    Door("handover:batch", "GET", "enterprise_officer"),
    Door("handover:annotated", "GET", "enterprise_officer"),
    Door("api:count_handover", "GET", "place.own"),
)
