"""What officers fill in about a person to call."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import PHONE_HINT, DayField


class ContactForm(forms.Form):
    """A person to call in the retiree's stead."""

    name = forms.CharField(label="联系人姓名", max_length=60)
    relation = forms.ChoiceField(label="与本人的关系", choices=Relation.choices())
    phone = forms.CharField(label="电话", required=False, max_length=40, help_text=PHONE_HINT)
    since = DayField(label="何时起", help_text="得知这一信息的日期。登记前请征得联系人同意。")

    def __init__(self, *args: Any, known_phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known_phone:
            self.fields["phone"].help_text = f"现有号码：{known_phone}；留空表示沿用。"

    def contact(self, taken_from: str = "") -> ContactInput:
        """What was filled in."""
        data = self.cleaned_data
        relation = member_of(Relation, data["relation"])
        return ContactInput(data["name"], relation, data["phone"], data["since"], taken_from)
