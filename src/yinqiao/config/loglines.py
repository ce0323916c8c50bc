"""Log lines that nobody can forge and that tell nothing of anybody: one record is one line, values stay out."""

from __future__ import annotations

import logging
import re
import unicodedata
from copy import copy
from typing import TypeGuard

from yinqiao.kernel.masking import hide_numbers

# After the sentence of an error PostgreSQL tells the values concerned: names, dates of birth.
_VALUES = ("DETAIL:", "CONTEXT:")
_INDENT = "    "
# What is asked for in an address, and letters that no address of ours has: there stands what somebody typed.
_TYPED = re.compile(r"\?\S*|[^\x00-\x7f]+")
# The same letters as an address and as Django writes them: %E9%BE%9A, \u9f9a.
_WRITTEN = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+|(?:\\u[0-9a-f]{4}|\\U[0-9a-f]{8})+")


def visible(text: str) -> str:
    r"""`text` with line breaks, escapes of terminals and marks that turn the direction of writing spelled out (`\n`)."""
    if text.isprintable():
        return text
    return "".join(one if _is_plain(one) else one.encode("unicode_escape").decode() for one in text)


def _is_plain(one: str) -> bool:
    return one.isprintable() or unicodedata.category(one) == "Zs"


def _hidden(text: str) -> str:
    return _WRITTEN.sub("…", hide_numbers(text))


def _is_address(one: object) -> TypeGuard[str]:
    return isinstance(one, str) and "/" in one


class Line(logging.Formatter):
    """Only a record begins at the edge of the line; a traceback stands indented below it, without the values."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole; of an address in it only what our own are made of, for somebody typed the rest."""
        record = copy(record)
        # A handler that wrote it before us may have kept its own telling of the traceback here.
        record.exc_text = None
        if isinstance(record.args, tuple):
            record.args = tuple(_TYPED.sub("…", one) if _is_address(one) else one for one in record.args)
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line itself."""
        return visible(_hidden(super().formatMessage(record)))

    def formatException(self, ei: object) -> str:  # noqa: N802
        """The traceback."""
        told = super().formatException(ei)  # type: ignore[arg-type]
        kept = (line for line in told.splitlines() if not line.lstrip().startswith(_VALUES))
        return "\n".join(_INDENT + visible(_hidden(line)) for line in kept)
