"""Input of the pages of the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from yinqiao.areas.office_calendar.rules import in_spans, read_days
from yinqiao.areas.office_calendar.types import Held, YearDraft

_ALL: list[tuple[Any, str]] = [("", "全部")]


class YearFilter(forms.Form):
    """What narrows the list of years."""

    held = forms.ChoiceField(label="来源", required=False, choices=[*_ALL, *Held.choices()])
    pending = forms.ChoiceField(label="更正", required=False, choices=[*_ALL, ("yes", "有更正待批准")])


class YearForm(forms.Form):
    """A year whole: days off, worked weekends, by which document and why."""

    off = forms.CharField(
        label="放假的日期", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一天，或者一段，如：2027-02-05 至 2027-02-11。其中的周末不用管，本来就不上班。",
    )  # fmt: skip
    worked = forms.CharField(
        label="调休上班的周末", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一天。没有的不填。",
    )  # fmt: skip
    basis = forms.CharField(
        label="依据文件", max_length=200, help_text="放假通知的名称和文号；本市另有安排的，写本市的文件。"
    )
    reason = forms.CharField(
        label="理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="更正已录入的日历时，写明哪里不对。",
    )  # fmt: skip

    def clean_off(self) -> tuple[date, ...]:
        """Days off, read."""
        return self._read("off")

    def clean_worked(self) -> tuple[date, ...]:
        """Worked weekends, read."""
        return self._read("worked")

    def _read(self, name: str) -> tuple[date, ...]:
        days, wrong = read_days(self.cleaned_data[name])
        if wrong:
            raise forms.ValidationError(wrong)
        return days

    def draft(self, year: int) -> YearDraft:
        """What was typed."""
        told = self.cleaned_data
        return YearDraft(year, told["off"], told["worked"], told["basis"], told["reason"])


def typed(days: Sequence[date] | frozenset[date]) -> str:
    """Days as the form shows them: a day or a span a line."""
    return "\n".join(
        f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
        for first, last in in_spans(days)
    )
