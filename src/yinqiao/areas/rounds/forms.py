"""Input of the pages of rounds, and of what a telephone sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.duties.types import Condition, Delivery, Need, Outcome, Service, Way
from yinqiao.areas.retirees.types import member_of
from yinqiao.areas.rounds.types import Choice, RoundState, Told
from yinqiao.platform.ui.choices import DayField, LongSelect

_ALL: list[tuple[Any, str]] = [("", "全部")]


class RoundFilter(forms.Form):
    """Filters of the rounds."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *RoundState.choices()])


class DueFilter(forms.Form):
    """Filters of whom to visit."""

    case = forms.ChoiceField(
        label="期限", required=False,
        choices=(("", "待办"), ("late", "已逾期"), ("soon", "7 天内到期"), ("agreed", "约定日期已到")),
    )  # fmt: skip
    service = forms.ChoiceField(label="服务", required=False, choices=[*_ALL, *Service.choices()])
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, places: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [*_ALL, *places]  # type: ignore[attr-defined]
        if len(places) < 2:
            del self.fields["place"]


class ToldForm(forms.Form):
    """What a telephone sends of one person: the fields of the screen at the door, and its own clock."""

    outcome = forms.ChoiceField(label="结果", choices=Outcome.choices(), required=False)
    way = forms.ChoiceField(label="方式", choices=Way.choices(), required=False)
    condition = forms.ChoiceField(label="本人情况", choices=[("", ""), *Condition.choices()], required=False)
    needs = forms.MultipleChoiceField(label="需要帮助的事", choices=Need.choices(), required=False)
    words = forms.CharField(label="备注", required=False, max_length=1500)
    next_on = DayField(label="下次时间", required=False)
    told_at = forms.DateTimeField(label="登记时刻")
    sent_at = forms.DateTimeField(label="发送时刻")
    choice = forms.ChoiceField(choices=[("", ""), *Choice.choices()], required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever drops an item need not say how it ended."""
        told = self.cleaned_data
        if told.get("choice") != Choice.DROP and not told.get("outcome"):
            self.add_error("outcome", "请选择结果。")
        return told

    def told(self) -> Told:
        """What was sent."""
        told = self.cleaned_data
        delivery = Delivery(
            member_of(Way, told["way"] or Way.VISIT), member_of(Outcome, told["outcome"] or Outcome.NOT_HOME),
            told["told_at"].date(), told["condition"], tuple(told["needs"]), told["words"], told["next_on"],
        )  # fmt: skip
        return Told(delivery, told["told_at"], told["sent_at"], told["choice"])
