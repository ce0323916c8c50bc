"""Reads of certification: the work list, rates by place, one person with the record, files for human resources."""

from yinqiao.areas.certification.queries.calls import list_calls
from yinqiao.areas.certification.queries.deliveries import count_unsent, delivery_rows, get_delivery, list_deliveries
from yinqiao.areas.certification.queries.people import count_people, list_people, rates_below, rates_of
from yinqiao.areas.certification.queries.person import find_clock, find_pay, get_record, last_certified, list_records
from yinqiao.areas.certification.queries.rule import cycle_on, due_sql, first_due_sql, first_on, silence_on, state_sql

__all__ = [
    "count_people",
    "count_unsent",
    "cycle_on",
    "delivery_rows",
    "due_sql",
    "find_clock",
    "find_pay",
    "first_due_sql",
    "first_on",
    "get_delivery",
    "get_record",
    "last_certified",
    "list_calls",
    "list_deliveries",
    "list_people",
    "list_records",
    "rates_below",
    "rates_of",
    "silence_on",
    "state_sql",
]
