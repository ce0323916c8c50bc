"""Papers: what a room can print, templates that an office edits in WPS, the square code, and reading it back.

The names are read when somebody asks for them: the child process starts through this file and must start fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from yinqiao.platform.papers import kinds

    return getattr(kinds, name)
