"""Who is responsible for a member: the enterprise's organisation until the place has received, then the place."""

from __future__ import annotations

from typing import Final

from yinqiao.platform.custody.passing import Custody

CUSTODY: Final = Custody("party_custody", "party_member", "member_id", "party_passing")
