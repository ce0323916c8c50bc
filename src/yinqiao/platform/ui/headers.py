"""Which column of a file holds what: a form with one choice per header, for whoever takes in tables of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.platform.sheets.markup import column_letters


class ColumnsForm(forms.Form):
    """One choice per column that has a header. `columns` are {column: c3, header, field}; `labels` field → its words.

    `noun` is what the file is called; the field `repeated` may be taken from several columns.
    """

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Mapping[str, Any]],
        labels: Mapping[str, str],
        noun: str,
        repeated: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headers: dict[str, str] = {}
        self.repeated = repeated
        choices = [("", "不采用这一列"), *labels.items()]
        for column in columns:
            if not column["header"]:
                continue
            name = f"column_{column['column']}"
            self.headers[name] = column["header"]
            unknown = "" if column["field"] else "没有认出，现在不采用。"
            self.fields[name] = forms.ChoiceField(
                label=column["header"], required=False, choices=choices, initial=column["field"] or "",
                help_text=f"{noun}的 {column_letters(int(column['column'][1:]))} 列。{unknown}",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One field is taken from one column only."""
        chosen: dict[str, str] = {}
        # A column that is complained of leaves the cleaned data.
        for name, field in list(self.cleaned_data.items()):
            if field and field in chosen and field != self.repeated:
                self.add_error(name, f"“{self.headers[chosen[field]]}”也选了这一项，请保留一列。")
            elif field:
                chosen[field] = name
        return self.cleaned_data

    def meaning(self) -> dict[str, str]:
        """Header text → field name, empty for a column that is not used."""
        return {self.headers[name]: field for name, field in self.cleaned_data.items()}
