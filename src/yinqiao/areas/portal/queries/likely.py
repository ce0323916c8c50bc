"""What the home page puts first, by the rule of the day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yinqiao.areas.portal.rules import six_words, words_for
from yinqiao.platform.rulebook import rulebook


def list_likely(*, region: str, day: date, facts: Collection[str]) -> list[tuple[str, str]]:
    """The six words of whom these facts hold for, likeliest first, each with the fact that brought it forward."""
    rule = rulebook().get("portal.six_words", region=region, day=day)
    return six_words(facts, rule.parameters)


def list_words(*, region: str, day: date, facts: Collection[str]) -> list[str]:
    """All things that are for whom these facts hold, as the rule names them."""
    return words_for(facts, rulebook().get("portal.six_words", region=region, day=day).parameters)
