"""Log lines that nobody can forge and that tell nothing of anybody: one record is one line, values stay out."""

from __future__ import annotations

import logging
import unicodedata

# After the sentence of an error PostgreSQL tells the values concerned: names, dates of birth.
_VALUES = ("DETAIL:", "CONTEXT:")
_INDENT = "    "


def visible(text: str) -> str:
    r"""`text` with line breaks, escapes of terminals and marks that turn the direction of writing spelled out (`\n`)."""
    if text.isprintable():
        return text
    return "".join(one if _is_plain(one) else one.encode("unicode_escape").decode() for one in text)


def _is_plain(one: str) -> bool:
    return one.isprintable() or unicodedata.category(one) == "Zs"


class Line(logging.Formatter):
    """Only a record begins at the edge of the line; a traceback stands indented below it, without the values."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line itself."""
        return visible(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802
        """The traceback."""
        told = super().formatException(ei)  # type: ignore[arg-type]
        kept = (line for line in told.splitlines() if not line.lstrip().startswith(_VALUES))
        return "\n".join(_INDENT + visible(line) for line in kept)
