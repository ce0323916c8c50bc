"""Reads of the carrier and of the province: messages within a scope; figures, packages and health without any person."""

from yinqiao.areas.hub.queries.figures import count_figures
from yinqiao.areas.hub.queries.messages import get_sent, list_came, list_readers, list_sent
from yinqiao.areas.hub.queries.province import get_city, list_cities, list_far_packages, list_health
from yinqiao.areas.hub.queries.rates import rates_on

__all__ = [
    "count_figures",
    "get_city",
    "get_sent",
    "list_came",
    "list_cities",
    "list_far_packages",
    "list_health",
    "list_readers",
    "list_sent",
    "rates_on",
]
