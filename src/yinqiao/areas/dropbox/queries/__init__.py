"""Reads of files that offices send in, and what such a file may report."""

from yinqiao.areas.dropbox.queries.files import (
    count_outcomes,
    get_file,
    list_files,
    list_findings,
    list_lines,
    list_own_lines,
    list_receipts,
    list_signed,
    speaking_for,
)
from yinqiao.areas.dropbox.queries.kinds import (
    ReportKind,
    coded,
    find_kinds,
    kind_named,
    sentence_of,
    title_of,
    title_of_kind,
)

__all__ = [
    "ReportKind",
    "coded",
    "count_outcomes",
    "find_kinds",
    "get_file",
    "kind_named",
    "list_files",
    "list_findings",
    "list_lines",
    "list_own_lines",
    "list_receipts",
    "list_signed",
    "sentence_of",
    "speaking_for",
    "title_of",
    "title_of_kind",
]
