"""One page of the editor: a form, or a row for each entry of a list, and the buttons that move rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.forms.utils import ErrorList

from yinqiao.areas.service_items.forms import MOST_ROWS, ROWS, BasicsForm, OutcomeForm, TextForm, initial_of
from yinqiao.areas.service_items.queries import draft_text
from yinqiao.areas.service_items.rules import moved, with_codes
from yinqiao.areas.service_items.types import Part, Trouble

_HEADS: Mapping[Part, Any] = {Part.BASICS: BasicsForm, Part.OUTCOME: OutcomeForm}


class SeenForm(forms.Form):
    """Which revision the page showed; refusals that belong to no field are told here."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class Editor:
    """The forms of one page, empty of data or as sent."""

    def __init__(self, part: Part, content: Mapping[str, Any], revision: int, data: Any) -> None:
        self.part, self.data = part, data
        self.form = SeenForm(data, initial={"seen": revision})
        self.rows: BaseFormSet[Any] | None = None
        self.head: forms.Form | None = None
        if part in ROWS:
            rows = [initial_of(part, one) for one in content.get(part.value) or ()]
            made = formset_factory(ROWS[part], extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)
            self.rows = made(data, initial=rows, prefix="row")
        elif part is Part.TEXT:
            self.head = TextForm(data, initial={"text": content["text"]})
        else:
            self.head = _HEADS[part](data, initial=content)

    @property
    def told_at(self) -> forms.Form:
        """The form at which a refusal is told."""
        return self.head if self.head is not None and self.part is Part.TEXT else self.form

    @property
    def seen(self) -> int:
        """The revision that the page showed."""
        return int(self.form.cleaned_data["seen"])

    @property
    def text(self) -> str:
        """The file as pasted."""
        return str(self.head.cleaned_data["text"]) if self.head else ""

    @property
    def act(self) -> str:
        """Which button of a row was clicked: `add`, `up-2`; empty for the page's own."""
        return str(self.data.get("do", "")) if self.data else ""

    @property
    def focus(self) -> int:
        """The row to which one comes back."""
        name, _, at = self.act.partition("-")
        number = int(at) if at.isascii() and at.isdigit() and len(at) < 4 else 0
        if name == "add":
            return len(self.rows.forms) if self.rows else 0
        return max(0, number + {"up": -1, "down": 1}.get(name, 0))

    def is_valid(self) -> bool:
        """Whether everything that was sent is a value at all."""
        # Each is asked, so that all that is wrong is told at once.
        wrong = [one for one in (self.form, self.rows, self.head) if one is not None and not one.is_valid()]
        return not wrong

    def values(self) -> dict[str, Any]:
        """What a draft keeps of this page."""
        if self.rows is None:
            return self.head.values() if self.head is not None else {}  # type: ignore[attr-defined]
        kept = [one.values() for one in self.rows.forms]
        if self.act:
            name, _, at = self.act.partition("-")
            kept = moved(kept, name, int(at) if at.isascii() and at.isdigit() and len(at) < 4 else -1)
        return {self.part.value: kept if self.part is Part.CHECK else with_codes(self.part.value, kept)}

    def mark(self, troubles: Iterable[Trouble]) -> None:
        """Put what is wrong with the draft beside the field where it was typed."""
        for one in troubles:
            if one.part != self.part:
                continue
            form: Any = self.head or self.form
            if self.rows is not None and one.row is not None and one.row < len(self.rows.forms):
                form = self.rows.forms[one.row]
            name = one.field if one.field in form.fields else "__all__"
            form.errors.setdefault(name, ErrorList()).append(one.words)


def editor_of(part: Part, row: Any, data: Any) -> Editor:
    """The page of a draft."""
    content = {"text": draft_text(row)} if part is Part.TEXT else row.content
    return Editor(part, content, row.revision, data)
