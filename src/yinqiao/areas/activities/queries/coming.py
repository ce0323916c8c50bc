"""The code of a session: a keyed mark of it and of the minutes in which it is shown; nothing of it is kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.activities.queries.offerings import coming_rule, get_session
from yinqiao.areas.activities.rules import changes_at, digits_of, is_open, window_of
from yinqiao.areas.activities.types import ShownCode
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.blind import blind_index


def find_code(*, scope: Scope, session_id: UUID, at: datetime) -> ShownCode | None:
    """The code to be shown at a session of the scope; None before and after its time, and for one that is cancelled."""
    session = get_session(scope=scope, session_id=session_id)
    rule = coming_rule(at.date())
    if session.is_cancelled or not is_open(rule, session.starts_at, session.ends_at, at):
        return None
    return ShownCode(code_in(session.pk, window_of(rule, at)), changes_at(rule, at))


def code_in(session_id: UUID, window: int) -> str:
    """Six digits; for acts and reads of the room, which have found the session within a scope."""
    return digits_of(blind_index(f"{session_id}/{window}", "activities_session.code"))
