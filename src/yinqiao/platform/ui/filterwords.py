"""The chosen filters of a list in words, each with the address that takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter: `label`：`words`, and the address of the list without it."""

    label: str
    words: str
    url: str


def chips_of(form: forms.Form | None, query: QueryDict) -> list[Chip]:
    """The chips of a bound filter form, in the order of its fields; several values of one field give several chips."""
    if form is None:
        return []
    chips = []
    for name, value in getattr(form, "cleaned_data", {}).items():
        if value in (None, "", [], ()):
            continue
        field = form.fields[name]
        if value is False and type(field) is forms.BooleanField:
            continue  # an unticked box chooses nothing; a yes/no question answered with no does
        label = str(field.label or name)
        values = value if isinstance(value, list | tuple) else [value]
        chips += [Chip(label, _words(field, one), _without(query, name, one, len(values) > 1)) for one in values]
    return chips


def _words(field: forms.Field, value: Any) -> str:
    """A value as the screen says it: the label of a choice, 是/否, an ISO date; an id has no words of its own."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    for key, label in _flat(getattr(field, "choices", ())):
        if str(key) == str(value):
            return str(label)
    return "所选" if isinstance(value, UUID) else str(value)


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """The choices with their groups opened."""
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        flat += _flat(label) if isinstance(label, list | tuple) else [(key, label)]
    return flat


def _without(query: QueryDict, name: str, value: Any, keep_others: bool) -> str:
    """The address without one filter (or one of its values), from the first page."""
    left = query.copy()
    left.pop("page", None)
    if keep_others:
        left.setlist(name, [one for one in left.getlist(name) if one != str(value)])
        return f"?{left.urlencode()}"
    for key in [key for key in left if key == name or key.startswith(f"{name}_")]:
        del left[key]
    return f"?{left.urlencode()}"
