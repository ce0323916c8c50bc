"""Reads of lists: batches and their findings, within a scope; and which kinds of lists there are."""

from yinqiao.areas.lists.queries.batches import count_findings, get_batch, list_batches, list_findings
from yinqiao.areas.lists.queries.kinds import (
    SERIAL_NO,
    CheckJob,
    Judged,
    ListKind,
    all_kinds,
    kind_named,
    kind_of,
    register_kind,
)
from yinqiao.areas.lists.queries.rows import hold_back

__all__ = [
    "SERIAL_NO",
    "CheckJob",
    "Judged",
    "ListKind",
    "all_kinds",
    "count_findings",
    "get_batch",
    "hold_back",
    "kind_named",
    "kind_of",
    "list_batches",
    "list_findings",
    "register_kind",
]
