"""Input of the pages of hardship and visits due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.aid.types import ConsentWay, NewBasis, NewConsent, VisitReason
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
_ALL: list[tuple[Any, str]] = [("", "全部")]


class VisitFilter(forms.Form):
    """Filters of the people to be visited; those who wait unless told otherwise."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "应走访"), ("overdue", "已超过期限"), ("all", "全部")]
    )
    reason = forms.ChoiceField(label="事由", required=False, choices=[*_ALL, *VisitReason.choices()])
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    enterprise = forms.TypedChoiceField(label="原企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), places: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places)):
            self.fields[name].choices = [*_ALL, *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


class ConsentForm(forms.Form):
    """How somebody consented."""

    way = forms.ChoiceField(label="同意方式", choices=ConsentWay.choices(), widget=forms.RadioSelect)
    given_on = DayField(label="同意日期")
    paper_no = forms.CharField(
        label="同意书编号或存放处", max_length=60, help_text="同意书由社区保存，这里只记编号。不要填写病情。"
    )

    def consent(self) -> NewConsent:
        """What was filled in."""
        told = self.cleaned_data
        return NewConsent(member_of(ConsentWay, told["way"]), told["given_on"], told["paper_no"])


class BasisForm(forms.Form):
    """On what a source may tell of health visits."""

    document = forms.CharField(
        label="依据文件", max_length=120, help_text="法律、法规或经批准的共享清单的名称和文号；须写明可提供健康类信息。"
    )
    article = forms.CharField(label="条款", max_length=60)
    valid_from = DayField(label="起始日期")
    valid_to = DayField(label="终止日期", required=False, help_text="不含当日；长期有效的不填。")

    def basis(self) -> NewBasis:
        """What was filled in."""
        told = self.cleaned_data
        return NewBasis(told["document"], told["article"], told["valid_from"], told["valid_to"])
