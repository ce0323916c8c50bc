"""How often a code may be asked for, how long it and a session last, what stands first on the home page. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

# One page, no scrolling for what matters (GB/T 37668, 适老化通用设计规范: few things at a time).
_WORDS = 6
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def seconds_to_wait(asked: Sequence[datetime], at: datetime, parameters: Mapping[str, Any]) -> int:
    """How long until one more code may be asked for after these; 0 for now. It never takes longer than a day.

    Example: asked 59 seconds ago with `pause_seconds` = 60 → 1.
    """
    bounds = (
        (timedelta(seconds=parameters["pause_seconds"]), 1),
        (_HOUR, parameters["per_phone_hour"]),
        (_DAY, parameters["per_phone_day"]),
    )
    return max(_until(asked, at, span, most) for span, most in bounds)


def _until(asked: Sequence[datetime], at: datetime, span: timedelta, most: int) -> int:
    """The seconds until fewer than `most` of these lie within the span."""
    recent = sorted(one for one in asked if at - one < span)
    if len(recent) < most:
        return 0
    left = recent[-most] + span - at
    return max(1, -(-left // timedelta(seconds=1)))


def code_is_fresh(sent_at: datetime | None, at: datetime, parameters: Mapping[str, Any]) -> bool:
    """Whether a code sent then may still be typed: for `minutes`, the last moment excluded."""
    return sent_at is not None and at - sent_at < timedelta(minutes=parameters["minutes"])


def session_hours(is_own: bool, parameters: Mapping[str, Any]) -> int:
    """How long a session lasts: on the own device for days, elsewhere for hours."""
    return int(parameters["own_device_days"] * 24 if is_own else parameters["hours"])


def is_done_with(ended_at: datetime, at: datetime, parameters: Mapping[str, Any]) -> bool:
    """Whether a session that ended then is no longer kept."""
    return at - ended_at > timedelta(days=parameters["session_days"])


def called(name: str, sex: int) -> str:
    """How somebody is asked for without the whole name: 王女士."""
    return f"{name[:1]}{'先生' if sex == 1 else '女士'}"


def words_for(facts: Collection[str], parameters: Mapping[str, Any]) -> list[str]:
    """All things that are for this person, as the rule names them: some are for members alone."""
    only = parameters["only"]
    return [word for word in parameters["weights"] if word not in only or only[word] in facts]


def six_words(facts: Collection[str], parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The six things that a person most likely needs today, likeliest first, each with the fact that brought it forward.

    A word weighs what it weighs on any day, and more for what is so with this person; a word that is for some alone is
    there only with the fact that it asks for. Equal ones stand as the rule names them, so that a page does not jump.
    Example: certification due and one case open → certification first, then the own applications.
    """
    found = []
    for at, word in enumerate(words_for(facts, parameters)):
        weight = parameters["weights"][word]
        more = [(parameters["more"][one].get(word, 0), one) for one in parameters["more"] if one in facts]
        strongest = max(more, default=(0, ""), key=lambda one: one[0])
        found.append((-weight - sum(one for one, _ in more), at, word, strongest[1] if strongest[0] else ""))
    return [(word, why) for _, _, word, why in sorted(found)[:_WORDS]]


def _wait(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> int:
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    return seconds_to_wait([at - timedelta(seconds=one) for one in given["asked_seconds_ago"]], at, parameters)


def _kept(parameters: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    at = datetime(2026, 3, 2, 8, tzinfo=UTC)
    return is_done_with(at - timedelta(days=given["ended_days_ago"]), at, parameters)


# Rule of the rulebook → what applies it to an example's `given`.
FORMULAS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "portal.code": _wait,
    "portal.session": lambda parameters, given: session_hours(given["is_own"], parameters),
    "portal.keeping": _kept,
    "portal.six_words": lambda parameters, given: [word for word, _ in six_words(given["facts"], parameters)],
}
