"""Papers: what a room can print, templates that an office edits in WPS, the square code, and reading it back."""

from yinqiao.platform.papers.kinds import (
    Column,
    Frame,
    Layout,
    PaperKind,
    Text,
    day_words,
    ids_of,
    month_words,
    papers,
)

__all__ = ["Column", "Frame", "Layout", "PaperKind", "Text", "day_words", "ids_of", "month_words", "papers"]
