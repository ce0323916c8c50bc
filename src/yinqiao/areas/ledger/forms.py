"""What the list of people is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.ui.choices import LongSelect


class PeopleFilter(forms.Form):
    """What the list of people is narrowed to; the address holds it, so neither numbers nor phones are asked for."""

    name = forms.CharField(label="姓名或拼音", required=False, max_length=30)
    status = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((s.value, s.label) for s in RetireeStatus)]
    )
    age = forms.ChoiceField(
        label="年龄", required=False,
        choices=[("", "全部"), ("0-59", "60 岁以下"), ("60-69", "60 至 69 岁"), ("70-79", "70 至 79 岁"), ("80-", "80 岁及以上"),
                 ("90-", "90 岁及以上")],
    )  # fmt: skip
    enterprise = forms.TypedChoiceField(label="原企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    place = forms.TypedChoiceField(label="街道、社区", required=False, coerce=int, empty_value=None, widget=LongSelect)
    phone = forms.ChoiceField(label="手机", required=False, choices=[("", "全部"), ("yes", "已登记"), ("no", "未登记")])


def people_filter(
    enterprises: Sequence[tuple[int, str]], places_in_scope: Sequence[tuple[int, str]]
) -> type[forms.Form]:
    """`PeopleFilter` with the choices of one scope."""

    class Filter(PeopleFilter):
        """The filter of this request."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            everything: list[tuple[Any, str]] = [("", "全部")]
            self.fields["enterprise"].choices = [*everything, *enterprises]  # type: ignore[attr-defined]
            self.fields["place"].choices = [*everything, *places_in_scope]  # type: ignore[attr-defined]

    return Filter
