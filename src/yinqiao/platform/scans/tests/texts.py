"""Scans with text layers made here."""

from __future__ import annotations

from collections.abc import Sequence

from yinqiao.platform.scans.tests.samples import pdf
from yinqiao.shell.demo.loading.text_layer import INSIDE, with_text

OUTSIDE = (4000, 800)


def pdf_with(pages: Sequence[str], at: tuple[int, int] = INSIDE) -> bytes:
    """A PDF of so many pages with these texts; none for ''."""
    return with_text(pdf(len(pages)), pages, at)
