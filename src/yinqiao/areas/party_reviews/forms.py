"""What officers fill in about democratic reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.party_reviews.types import Assessed, Ballots, Grade, Noted, State, Votes
from yinqiao.platform.ui.choices import DayField, LongSelect

_NO_NUMBERS = "请勿写身份证号、电话。"
STATES = [
    ("", "全部"), *((one, label) for one, label in State.choices() if one != "sent"), ("to_approve", "等待本单位批准"),
    ("sent", "已报上级、待批准"),
]  # fmt: skip


class ReviewFilter(forms.Form):
    """Filters of reviews."""

    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
    name = forms.CharField(label="党支部", required=False, max_length=40)


class SeenForm(forms.Form):
    """A form about a review as it was when the page was made."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class OpenForm(forms.Form):
    """Whose review of which year."""

    branch = forms.TypedChoiceField(label="党支部", coerce=UUID, widget=LongSelect)
    year = forms.TypedChoiceField(label="评议年度", coerce=int, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, branches: Sequence[tuple[str, str]] = (), years: Sequence[int] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branches  # type: ignore[attr-defined]
        self.fields["year"].choices = [(one, f"{one} 年度") for one in years]  # type: ignore[attr-defined]


class _PartsForm(SeenForm):
    """A form with some fields for each of several members: `lines` are the name and these fields."""

    names: Sequence[tuple[UUID, str]]
    columns: Sequence[str]

    def lines(self) -> list[tuple[str, list[Any]]]:
        """For each member the name and the fields."""
        return [(name, [self[f"{one}_{key}"] for one in self.columns]) for key, name in self.names]

    def of(self, key: UUID) -> Iterable[Any]:
        """What was filled in of one member."""
        return (self.cleaned_data[f"{one}_{key}"] for one in self.columns)


class NotesForm(_PartsForm):
    """Whose self-assessment came, who was there, who is not rated."""

    columns = ("assessed", "presence", "unrated")

    def __init__(
        self, *args: Any, parts: Sequence[tuple[UUID, str, Noted]] = (), reasons: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        """`parts`: member, name and what is noted."""
        super().__init__(*args, **kwargs)
        self.names = [(key, name) for key, name, _ in parts]
        why = [("", "评定等次"), *(reasons or {}).items()]
        for key, name, noted in parts:
            self.fields[f"assessed_{key}"] = forms.ChoiceField(
                label=f"{name}的自评", choices=[("", "没有收到"), *Assessed.choices()], initial=noted.assessed, required=False
            )  # fmt: skip
            self.fields[f"presence_{key}"] = forms.ChoiceField(
                label=f"{name}到会", choices=[("", "没有登记"), ("yes", "到会"), ("no", "没有到会")],
                initial=noted.presence, required=False,
            )  # fmt: skip
            self.fields[f"unrated_{key}"] = forms.ChoiceField(
                label=f"{name}是否评定等次", choices=why, initial=noted.unrated, required=False
            )

    def noted(self) -> dict[UUID, Noted]:
        """What was chosen."""
        return {key: Noted(*self.of(key)) for key, _ in self.names}


class CountForm(_PartsForm):
    """The totals of the ballots."""

    held_on = DayField(label="评议会议日期")
    returned = forms.IntegerField(label="收回有效票", min_value=1, max_value=500)
    counter = forms.CharField(label="计票人", max_length=40, help_text="姓名，加密保存。")
    watcher = forms.CharField(label="监票人", max_length=40, help_text="与计票人不是同一个人。")
    columns = tuple(one.value for one in Grade)

    def __init__(
        self, *args: Any, rated: Sequence[tuple[UUID, str, Votes | None]] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        """`rated`: member, name and the votes as they were entered."""
        super().__init__(*args, **kwargs)
        self.names = [(key, name) for key, name, _ in rated]
        for key, name, votes in rated:
            for grade, count in zip(Grade, votes or (None,) * len(Grade), strict=True):
                self.fields[f"{grade.value}_{key}"] = forms.IntegerField(
                    label=f"{name}“{grade.label}”票", min_value=0, max_value=500, initial=count
                )

    def ballots(self) -> Ballots:
        """The count as a whole."""
        return Ballots(*(self.cleaned_data[name] for name in Ballots._fields))

    def votes(self) -> dict[UUID, Votes]:
        """Each member's totals."""
        return {key: Votes(*self.of(key)) for key, _ in self.names}


class GradesForm(_PartsForm):
    """What the branch concludes."""

    words = forms.CharField(
        label="支部意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=f"加密保存。{_NO_NUMBERS}"
    )  # fmt: skip
    columns = ("grade",)

    def __init__(
        self, *args: Any, rated: Sequence[tuple[UUID, str, str, Grade | None]] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        """`rated`: member, name, the votes in words, the grade given before."""
        super().__init__(*args, **kwargs)
        self.names = [(key, name) for key, name, *_ in rated]
        for key, name, votes, grade in rated:
            self.fields[f"grade_{key}"] = forms.ChoiceField(
                label=name, choices=Grade.choices(), widget=forms.RadioSelect, help_text=votes,
                initial=grade.value if grade else None,
            )  # fmt: skip

    def grades(self) -> dict[UUID, Grade]:
        """The grade of each."""
        return {key: Grade(self.cleaned_data[f"grade_{key}"]) for key, _ in self.names}


class BackForm(SeenForm):
    """Why a review is sent back."""

    note = forms.CharField(
        label="退回原因", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=f"加密保存。{_NO_NUMBERS}"
    )  # fmt: skip
