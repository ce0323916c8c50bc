"""Reads of archives: catalogues, archives, scans and who holds what, within a scope; the columns of a catalogue."""

from yinqiao.areas.archives.queries.delivering import delivered
from yinqiao.areas.archives.queries.fields import CATALOGUE_FIELDS, SEALED_NUMBER, sentence_of, title_of
from yinqiao.areas.archives.queries.held import list_held, list_own_archives, volumes_away
from yinqiao.areas.archives.queries.numbers import open_numbers, open_sealed
from yinqiao.areas.archives.queries.reads import (
    ARCHIVE_FILTERS,
    CATALOGUE_COUNTS,
    archives_in,
    find_archives,
    find_catalogue,
    find_catalogues,
    find_holdings,
    get_archive,
    get_catalogue,
    get_extra,
    get_tally,
    list_archives,
    list_catalogues,
    list_extras,
    list_rows,
    list_scans,
    receivers,
    with_counts,
    with_names,
)

__all__ = [
    "ARCHIVE_FILTERS",
    "CATALOGUE_COUNTS",
    "CATALOGUE_FIELDS",
    "SEALED_NUMBER",
    "archives_in",
    "delivered",
    "find_archives",
    "find_catalogue",
    "find_catalogues",
    "find_holdings",
    "get_archive",
    "get_catalogue",
    "get_extra",
    "get_tally",
    "list_archives",
    "list_catalogues",
    "list_extras",
    "list_held",
    "list_own_archives",
    "list_rows",
    "list_scans",
    "open_numbers",
    "open_sealed",
    "receivers",
    "sentence_of",
    "title_of",
    "volumes_away",
    "with_counts",
    "with_names",
]
