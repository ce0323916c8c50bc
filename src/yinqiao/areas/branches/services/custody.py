"""Who is responsible for an organisation: the enterprise until the receiving committee has signed, then the place."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.custody.passing import Custody

CUSTODY: Final = Custody(
    "branches_custody", "branches_organisation", "organisation_id", "branches_passing", since="listed_at"
)
