"""Input of the pages of certification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.certification.rules import BY_OFFICER
from yinqiao.areas.certification.types import Certification, Method, Mistake, State, Where
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]
CASES = (
    ("all", "全部人员"), ("soon", "60 天内到期"), ("remind", "到期提醒未办"), ("visit", "已安排上门"), ("visit_due", "上门日期已到"),
    ("risen", "逾期已上升到街道"),
)  # fmt: skip


class PeopleFilter(forms.Form):
    """Filters of the work list."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "需办理的"), *State.choices()])
    case = forms.ChoiceField(label="事项", required=False, choices=[*_ALL, *CASES])
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    enterprise = forms.TypedChoiceField(label="原企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places)):
            self.fields[name].choices = [*_ALL, *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


class RoundForm(forms.Form):
    """How a round of visits certified everybody chosen."""

    methods: tuple[Method, ...] = (Method.HOME, Method.ON_SITE, Method.KIN)

    method = forms.ChoiceField(label="认证方式", choices=(), widget=forms.RadioSelect)
    day = DayField(label="认证日期")
    where = forms.ChoiceField(label="地点", choices=Where.choices(), help_text="只记地点的种类，不记地址。")
    mandate_no = forms.CharField(
        label="委托文号",
        max_length=60,
        required=False,
        help_text="上门、窗口认证必填：社保经办机构委托本单位办理的文件号。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [(one.value, one.label) for one in self.methods]  # type: ignore[attr-defined]

    def certification(self) -> Certification:
        """What was filled in."""
        told = self.cleaned_data
        method, where = member_of(Method, told["method"]), member_of(Where, told["where"])
        return Certification(method, told["day"], where, told["mandate_no"], told.get("reference", ""))


class CertifyForm(RoundForm):
    """How one person was certified."""

    methods = BY_OFFICER

    reference = forms.CharField(
        label="办理编号", max_length=64, required=False, help_text="境外认证必填：使领馆或“中国领事”办理编号。"
    )


class UndoForm(forms.Form):
    """Why a record is wrong."""

    mistake = forms.ChoiceField(
        label="撤销原因", choices=[("", "请选择"), *(one for one in Mistake.choices() if one[0] != Mistake.BY_SOURCE)]
    )


class VisitForm(forms.Form):
    """When somebody is visited."""

    visit_on = DayField(label="上门日期", help_text="到期列入今日待办；不必写明原因。")


class ReceiptForm(forms.Form):
    """The receipt of human resources."""

    receipt_no = forms.CharField(label="回执编号", max_length=60)
    receipt_on = DayField(label="回执日期")
