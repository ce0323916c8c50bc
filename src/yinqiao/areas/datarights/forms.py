"""What officers fill in about a request on personal data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.datarights.types import AskedBy, DataAnswer, DataAsk, DataRequestKind
from yinqiao.areas.retirees.types import ChangeRow, member_of
from yinqiao.platform.ui.choices import DayField


class DataRequestFilter(forms.Form):
    """Filters of the list of requests."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "待答复"), ("answered", "已答复")])
    kind = forms.ChoiceField(label="请求事项", required=False, choices=[("", "全部"), *DataRequestKind.choices()])


class DataAskForm(forms.Form):
    """A request about personal data, as it came in."""

    kind = forms.ChoiceField(label="请求事项", choices=DataRequestKind.choices(), widget=forms.RadioSelect)
    asked_by = forms.ChoiceField(
        label="提出人", choices=AskedBy.choices(), widget=forms.RadioSelect,
        help_text="本人健在时，近亲属须凭委托以受托人身份提出；本人去世后由近亲属提出。",
    )  # fmt: skip
    received_on = DayField(label="收到日期")
    text = forms.CharField(label="请求内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def ask(self) -> DataAsk:
        """What was filled in."""
        data = self.cleaned_data
        return DataAsk(
            member_of(DataRequestKind, data["kind"]),
            member_of(AskedBy, data["asked_by"]),
            data["received_on"],
            data["text"],
        )


class DataAnswerForm(forms.Form):
    """How a request was answered."""

    result = forms.ChoiceField(
        label="办理结果", choices=[("done", "已办理"), ("refused", "不予办理")], widget=forms.RadioSelect
    )
    answered_on = DayField(label="答复日期")
    acts = forms.TypedMultipleChoiceField(
        label="为此所做的更正", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="收到请求之后的更正，勾选的会写进答复。还没有更正的，请先在人员页面更正或删去，再回来答复。",
    )  # fmt: skip
    text = forms.CharField(
        label="答复内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不予办理的，写明理由和可以采取的办法；依法须继续保存的内容，写明依据和期限。",
    )  # fmt: skip

    def __init__(self, *args: Any, changes: Sequence[ChangeRow] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if changes is None:
            del self.fields["acts"]
            return
        choices = [(one.act_id, f"{one.occurred_on:%Y-%m-%d} {one.sentence}") for one in changes]
        self.fields["acts"].choices = choices  # type: ignore[attr-defined]

    def answer(self) -> DataAnswer:
        """What was filled in."""
        data = self.cleaned_data
        return DataAnswer(data["answered_on"], data["text"], data["result"] == "refused", tuple(data.get("acts", ())))
