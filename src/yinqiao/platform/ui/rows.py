"""The body of list tables, drawn in one pass: a template looks every column up anew for each of a thousand cells."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString


class _Signed:
    """A column's `render` that knows its signature: the library takes it apart anew for every cell."""

    def __init__(self, render: Callable[..., Any]) -> None:
        self.__signature__ = inspect.signature(render)
        self._render = render

    def __call__(self, **given: Any) -> Any:
        return self._render(**given)


@dataclass(frozen=True, slots=True)
class _Head:
    """What all cells of a column share: attributes as HTML, with and without something to show."""

    name: str
    filled: str
    blank: str
    is_localised: bool

    @classmethod
    def of(cls, column: Any) -> _Head:
        """Read once per table: no column of ours has a class that depends on a row."""
        column.render = _Signed(column.render)
        css = column.attrs["td"].get("class") or ""
        # A narrow screen shows each row as a card, with the head beside each value; a box needs none.
        label = "" if column.name == "pick" else format_html(' data-label="{}"', column.header)
        filled = format_html(' class="{}"{}', css, label) if css else label
        blank = format_html(' class="{}"{}', f"{css} is-blank".strip(), label)
        return cls(column.name, filled, blank, column.localize is not False)

    def cell(self, value: Any, context: Context) -> str:
        """One `<td>`, escaped and localised as a template does it."""
        attributes = self.blank if value in ("", "—") else self.filled
        words = render_value_in_context(value if self.is_localised else localize(value, use_l10n=False), context)
        return f"<td{attributes}>{words}</td>"


def rows_of(table: tables.Table, context: Context) -> SafeString:
    """The rows of the page that a table shows."""
    return SafeString("".join(_lines(table, context)))


def _lines(table: tables.Table, context: Context) -> Iterator[str]:
    heads = [_Head.of(column) for column in table.columns]
    for row in table.paginated_rows:
        cells = "".join(head.cell(row.get_cell(head.name), context) for head in heads)
        yield f"<tr {row.attrs.as_html()}>{cells}</tr>\n"
