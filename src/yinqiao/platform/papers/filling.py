"""What one paper says, ready to be written: clean text alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What XML 1.0 cannot hold, and brackets that would look like a word of the template.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Filling:
    """One paper: the text of its square code, its words, its lists."""

    code: str
    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]

    def packed(self) -> dict[str, Any]:
        """As JSON for the child."""
        texts = {name: _clean(value) for name, value in self.texts.items()}
        lists = {name: [{one: _clean(value) for one, value in row.items()} for row in rows]
                 for name, rows in self.lists.items()}  # fmt: skip
        return {"code": self.code, "texts": texts, "lists": lists}


def _clean(value: str) -> str:
    return _UNWRITABLE.sub("", value).replace("{{", "｛｛").replace("\n", " ")
