"""The templates that come with the product, made from the layout that a kind gives: nothing binary is kept.

Margins, faces and sizes follow the format of official papers (GB/T 9704-2012): 小标宋 for the title, 仿宋 for the text.
"""

from __future__ import annotations

from functools import lru_cache

from yinqiao.platform.papers.built_document import build_document
from yinqiao.platform.papers.built_workbook import build_workbook
from yinqiao.platform.papers.kinds import PaperKind, papers


def built_in(kind: PaperKind) -> tuple[bytes, str]:
    """The template of a kind and its ending."""
    return _built(kind.code), kind.layout.suffix


@lru_cache(maxsize=64)
def _built(code: str) -> bytes:
    kind = papers.kinds[code]
    return build_document(kind) if kind.layout.suffix == ".docx" else build_workbook(kind)
