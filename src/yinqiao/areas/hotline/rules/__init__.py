"""Rules of the hotline: topics by words, the same wording, clusters above the usual level. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yinqiao.areas.hotline.rules.clusters import find_clusters, lowest_holding, tail
from yinqiao.areas.hotline.rules.wording import same_wording, signatures
from yinqiao.areas.hotline.types import Topic

__all__ = ["FORMULAS", "find_clusters", "lowest_holding", "same_wording", "signatures", "tail", "topic_of", "words_in"]


def topic_of(told: str, parameters: Mapping[str, Any]) -> Topic:
    """The topic whose words occur most often in what was told, the earlier one when two are level; OTHER without any."""
    counts = {
        one: sum(told.count(word) for word in words_of(one, parameters)) for one in Topic if one is not Topic.OTHER
    }
    best = max(counts, key=lambda one: counts[one])
    return best if counts[best] else Topic.OTHER


def words_of(topic: Topic, parameters: Mapping[str, Any]) -> list[str]:
    """The words by which a topic is recognised."""
    return [word for word in str(parameters.get(topic.value, "")).split("、") if word]


def words_in(texts: list[str], parameters: Mapping[str, Any], most: int = 5) -> list[str]:
    """The words of the rule that many of the texts share, the commonest first: never a word of theirs alone, nor a name."""
    words = {word for one in Topic for word in words_of(one, parameters)}
    counts = {word: sum(word in text for text in texts) for word in words}
    shared = [word for word in counts if counts[word] * 3 >= len(texts) and counts[word] > 1]
    return sorted(shared, key=lambda word: (-counts[word], word))[:most]


FORMULAS = {
    "hotline.topics": lambda parameters, given: topic_of(given["text"], parameters).value,
    "hotline.clusters": lambda parameters, given: (
        given["now"] >= parameters["least_orders"]
        and tail(given["now"], given["before"], given["weeks"], parameters["window_days"] / 7) * 1_000_000
        <= parameters["in_million"]
    ),
    "hotline.repeats": lambda parameters, given: (
        given["days"] <= parameters["days"] and given["alike"] >= parameters["percent"]
    ),
}
