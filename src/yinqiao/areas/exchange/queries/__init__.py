"""Reads of the exchange: the feed as a scope may read it, endpoints with their health, what was not handed over."""

from yinqiao.areas.exchange.queries.asyncapi import data_shapes, describe_messages
from yinqiao.areas.exchange.queries.endpoints import (
    due_endpoints,
    get_endpoint,
    list_endpoints,
    list_failures,
    patience,
)
from yinqiao.areas.exchange.queries.feed import LOOKED_AT, as_cloud_events, as_items, feed_end, list_feed, told_types
from yinqiao.areas.exchange.queries.messages import get_letter, list_letters, list_messages, read_letter
from yinqiao.areas.exchange.queries.receivers import count_receivers

__all__ = [
    "LOOKED_AT",
    "as_cloud_events",
    "as_items",
    "count_receivers",
    "data_shapes",
    "describe_messages",
    "due_endpoints",
    "feed_end",
    "get_endpoint",
    "get_letter",
    "list_endpoints",
    "list_failures",
    "list_feed",
    "list_letters",
    "list_messages",
    "patience",
    "read_letter",
    "told_types",
]
