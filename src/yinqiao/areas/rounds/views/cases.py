"""Where the case of a matter that was found at the door is read."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse


def case_url(case_id: UUID) -> str:
    """The page of a case."""
    return reverse("cases:case", args=[case_id])
