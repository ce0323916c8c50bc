"""What one person is told, and how."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.case_results.types import Answered, Call, NewTelling, Way
from yinqiao.areas.retirees.types import member_of


class UntoldFilter(forms.Form):
    """By number."""

    number = forms.CharField(label="编号", required=False, max_length=40)


class TellForm(forms.Form):
    """How somebody is told, in words that the person understands; of a call when and with whom."""

    use_required_attribute = False
    way = forms.ChoiceField(
        label="怎样告知", choices=Way.choices(), widget=forms.RadioSelect, error_messages={"required": "请选一个。"},
        help_text="不论哪种方式，本人在长辈版都能看到下面的内容。书面的，保存后打印告知单。",
    )  # fmt: skip
    words = forms.CharField(
        label="告知本人的内容", max_length=1000, widget=forms.Textarea({"rows": 5, "maxlength": "1000"}),
        help_text="用本人听得懂的话写。不写其他人的情况，不写被反映单位的人员，不写反映人的姓名、电话。",
        error_messages={"required": "请填写。"},
    )  # fmt: skip
    called_at = forms.DateTimeField(
        label="通话时间（电话告知的填写）", required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "请按 2026-03-05 10:20 的形式填写。"},
    )  # fmt: skip
    answered = forms.ChoiceField(label="接听人", required=False, choices=Answered.choices())
    kin = forms.CharField(label="家属接听的，与本人的关系", required=False, max_length=20)
    recording = forms.CharField(
        label="录音编号", required=False, max_length=40, help_text="有录音的，填录音系统里的编号。"
    )

    def new(self) -> NewTelling:
        """What was filled in."""
        told: dict[str, Any] = self.cleaned_data
        call = None
        if told.get("called_at"):
            answered = member_of(Answered, told.get("answered") or Answered.SELF.value)
            call = Call(told["called_at"], answered, told["kin"], told["recording"])
        return NewTelling(member_of(Way, told["way"]), told["words"], call)
