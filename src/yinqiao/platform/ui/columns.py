"""Columns of list tables: numbers to the right, states as chips, people as links, boxes to pick rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yinqiao.platform.ui.words import days_words


class NumberColumn(tables.Column):
    """A number: right-aligned, tabular figures, thousands separated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "num"}, "td": {"class": "num"}})
        super().__init__(*args, **kwargs)


class WordsColumn(tables.Column):
    """Words that may wrap, but not into a column of a few characters: a name of an enterprise, a next step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "words"}})
        super().__init__(*args, **kwargs)


class AmountColumn(NumberColumn):
    """An area or a sum of money: two decimals, always; the dash where nothing is known."""

    def render(self, value: Decimal) -> str:
        """`1,204.50`."""
        return f"{value:,.2f}"


class FenColumn(NumberColumn):
    """A sum kept in fen, shown in yuan with two decimals; the dash where nothing is known."""

    def render(self, value: int) -> str:
        """`16.43`."""
        return f"{self.value(value):,.2f}"

    def value(self, value: int) -> Any:
        """The number of yuan in a workbook."""
        return Decimal(value).scaleb(-2)


class DayColumn(tables.Column):
    """A date as `2026-03-05`; with `left_from` (a function that gives today) the days left or passed beside it."""

    def __init__(self, *args: Any, left_from: Callable[[], date] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "nowrap"}})
        self.left_from = left_from
        super().__init__(*args, **kwargs)

    def render(self, value: date) -> str | SafeString:
        """The date, and how far away it is where that matters: red once passed, amber within three days."""
        if self.left_from is None:
            return f"{value:%Y-%m-%d}"
        days = (value - self.left_from()).days
        tone = "danger-text" if days < 0 else "soon-text" if days <= 3 else "muted"
        return format_html('{} <span class="{}">{}</span>', f"{value:%Y-%m-%d}", tone, days_words(days))


class StateColumn(tables.Column):
    """A state as a chip. `tones` maps a value to a tone; `labels` maps it to words (else the value itself is shown)."""

    def __init__(
        self, *args: Any, tones: dict[str, str] | None = None, labels: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.tones = tones or {}
        self.labels = labels or {}
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any, bound_column: Any) -> SafeString:
        """The chip. A model field with choices arrives as its words: the code is read from the row itself."""
        key = str(bound_column.accessor.resolve(record, quiet=True) or value)
        return format_html(
            '<span class="badge badge-{}">{}</span>', self.tones.get(key, "neutral"), self.labels.get(key, key)
        )

    def value(self, value: Any) -> str:
        """Plain words where no chip can stand."""
        return self.labels.get(str(value), str(value))


class PickColumn(tables.Column):
    """The box that picks a row for the bulk bar; put it first, named `pick`, with the accessor of the id.

    `name` (an accessor, `name` unless told otherwise) is read aloud with the box.
    """

    empty_values = ()

    def __init__(self, *args: Any, name: str = "name", **kwargs: Any) -> None:
        kwargs.setdefault("exclude_from_export", True)
        kwargs.setdefault("orderable", False)
        kwargs.setdefault("attrs", {"th": {"class": "pick"}, "td": {"class": "pick"}})
        self.name_of = tables.A(name)
        super().__init__(*args, **kwargs)

    @property
    def header(self) -> SafeString:
        """The box that picks the whole page."""
        return format_html('<input type="checkbox" data-pick-all aria-label="{}">', "选择本页全部")

    def render(self, value: Any, record: Any) -> SafeString:
        """One row's box."""
        words = self.name_of.resolve(record, quiet=True) or value
        return format_html('<input type="checkbox" name="ids" value="{}" aria-label="选择 {}">', value, words)
