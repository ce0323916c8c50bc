"""An authorisation entered at the counter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from yinqiao.areas.authorisations.types import NewAuthorisation, Sees, Way, matters_of
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField

_WAYS = [(one.value, one.label) for one in Way if one is not Way.PORTAL]


class GiveForm(forms.Form):
    """Whom, for what, until when; how and when the person agreed."""

    use_required_attribute = False
    name = forms.CharField(label="代办人姓名", required=False, max_length=60)
    relation = forms.CharField(label="与本人的关系", required=False, max_length=20, help_text="如：女儿。")
    phone = forms.CharField(
        label="代办人手机", required=False, max_length=30, help_text="代办人用这个手机号登录长辈版，请当面核对。"
    )
    matters = forms.MultipleChoiceField(label="可以代办的事项", required=False, widget=forms.CheckboxSelectMultiple)
    sees = forms.MultipleChoiceField(
        label="还可以查看", required=False, choices=Sees.choices(), widget=forms.CheckboxSelectMultiple
    )
    until_on = DayField(label="有效至", required=False, help_text="过了这一天，家人就不能再代办。")
    way = forms.ChoiceField(
        label="本人同意的方式",
        choices=_WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择本人同意的方式。"},
    )
    consented_on = DayField(label="本人同意的日期", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matters"].choices = matters_of(today)  # type: ignore[attr-defined]

    def new(self) -> NewAuthorisation:
        """What was filled in."""
        told = self.cleaned_data
        return NewAuthorisation(
            told["name"], told["relation"], told["phone"], tuple(told["matters"]), tuple(told["sees"]),
            told["until_on"] or date.min, member_of(Way, told["way"]), told["consented_on"],
        )  # fmt: skip
