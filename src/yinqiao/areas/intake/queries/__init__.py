"""Reads of 外来信息: sources and how they do, messages with their receipts, claims that a person has to decide."""

from yinqiao.areas.intake.queries.disputes import (
    DisputeView,
    count_disputes,
    get_dispute,
    list_disputes,
    list_person_disputes,
    words_of,
)
from yinqiao.areas.intake.queries.messages import (
    MessageView,
    Standing,
    find_enterprise_source,
    find_source_of_key,
    get_message,
    list_messages,
    list_receipts,
    list_standing,
    list_told,
    title_of,
)
from yinqiao.areas.intake.queries.sources import count_troubled, find_types, get_source, health_of, list_sources

__all__ = [
    "DisputeView",
    "MessageView",
    "Standing",
    "count_disputes",
    "count_troubled",
    "find_enterprise_source",
    "find_source_of_key",
    "find_types",
    "get_dispute",
    "get_message",
    "get_source",
    "health_of",
    "list_disputes",
    "list_messages",
    "list_person_disputes",
    "list_receipts",
    "list_sources",
    "list_standing",
    "list_told",
    "title_of",
    "words_of",
]
