"""What the home page puts first, by the rule of the day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yinqiao.areas.portal.rules import six_words
from yinqiao.platform.rulebook import rulebook


def list_likely(*, region: str, day: date, facts: Collection[str]) -> list[tuple[str, str]]:
    """The six words of whom these facts hold for, likeliest first, each with the fact that brought it forward."""
    rule = rulebook().get("portal.six_words", region=region, day=day)
    return six_words(facts, rule.parameters)
