"""The pictures that a reviewer looks at: every state of the design's list was really reached in this run."""

from __future__ import annotations

import pytest

from tests.journeys.walk import PICTURES, Gallery

pytestmark = pytest.mark.journey
REQUIRED = {
    "full": (
        "today", "enterprise-today", "city-today", "rosters", "upload", "progress", "report", "findings", "rows",
        "header", "submit-asks", "submitted", "undo-asks", "undone", "waiting", "waiting-chosen", "accept-asks",
        "return-asks", "returned", "answer", "contacts", "contact", "card", "search", "people", "person",
        "reveal-asks", "note", "death", "person-deceased", "move", "roll", "roll-print", "export-asks", "desk",
        "route-asks", "indicator", "indicator-district", "indicator-by-street", "indicator-by-community",
        "indicator-by-enterprise", "people-behind-the-figure", "audit-log", "audit-entry", "touches", "unusual",
        "requests", "request-answer", "retention", "destroy-asks", "destruction-record", "destruction-records",
        "keep-asks", "sign-in", "second-factor", "second-factor-set-up", "recovery-codes", "users", "invite",
        "accept-invitation",
    ),
    "empty": ("today-empty", "search-empty", "requests-empty", "people-filtered-empty", "invitations-empty"),
    "error": ("refused-file", "correct-error", "sign-in-error", "second-factor-error", "not-there"),
    "long name": ("rows-long-name", "person-long-name", "phone-person", "phone-largest-person", "largest-person"),
    "no permission": ("no-permission",),
    "phone and type": ("phone-today", "phone-waiting", "phone-report", "phone-indicator", "phone-largest-today",
                       "largest-waiting", "largest-indicator"),
}  # fmt: skip


@pytest.mark.parametrize("state", REQUIRED)
def test_every_required_picture_was_taken_in_this_run(gallery: Gallery, state: str) -> None:
    missing = [name for name in REQUIRED[state] if name not in gallery.taken]
    assert not missing, f"not reached: {missing} (run the whole of tests/journeys)"
    assert all((PICTURES / f"{name}.png").stat().st_size > 10_000 for name in REQUIRED[state])
