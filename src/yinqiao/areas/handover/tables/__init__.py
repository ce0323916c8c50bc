"""Lists of the handover pages."""

from yinqiao.areas.handover.tables.offers import ContactTable, DeskTable, PeopleTable, ReturnedTable, WaitingTable
from yinqiao.areas.handover.tables.rosters import BatchTable, FindingTable, RowTable

__all__ = [
    "BatchTable",
    "ContactTable",
    "DeskTable",
    "FindingTable",
    "PeopleTable",
    "ReturnedTable",
    "RowTable",
    "WaitingTable",
]
