"""Reads of the hotline: sheets, orders, answers, clusters, the rules of a day."""

from yinqiao.areas.hotline.queries.reads import (
    alike_count,
    answers_of,
    caller_of_order,
    case_of_cluster,
    case_of_order,
    estates_of,
    find_batch,
    find_cluster,
    get_order,
    get_sheet,
    list_answers,
    list_batches,
    list_clusters,
    list_due_answers,
    list_orders,
    members_of,
    words_of_order,
)
from yinqiao.areas.hotline.queries.rules import rate_on, repeats_on, topics_on

__all__ = [
    "alike_count", "answers_of", "caller_of_order", "case_of_cluster", "case_of_order", "estates_of", "find_batch", "find_cluster", "get_order", "get_sheet", "list_answers", "list_batches",
    "list_clusters", "list_due_answers", "list_orders", "members_of", "rate_on", "repeats_on", "topics_on", "words_of_order",
]  # fmt: skip
