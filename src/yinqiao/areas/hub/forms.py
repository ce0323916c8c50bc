"""Filters of the pages of the carrier and of the province."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.hub.types import FarState, Outcome, PostState, Trouble, Voice
from yinqiao.areas.othercity.queries import city_label
from yinqiao.platform.ui.choices import LongSelect

ALL = ("", "全部")


class _OfCities(forms.Form):
    """A filter with the cities that the list knows."""

    city = forms.ChoiceField(label="城市", required=False, widget=LongSelect)

    def __init__(self, *args: Any, found: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [ALL, *((one, city_label(one)) for one in found or [])]  # type: ignore[attr-defined]


class SentFilter(_OfCities):
    """Which messages of ours a list shows."""

    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *PostState.choices()])
    about = forms.CharField(label="移交包编号", required=False, max_length=32)


class CameFilter(_OfCities):
    """Which messages of other cities a list shows."""

    outcome = forms.ChoiceField(
        label="结果", required=False, choices=[ALL, *Outcome.choices(), ("undone", "对方恢复后不再有")]
    )
    about = forms.CharField(label="移交包编号", required=False, max_length=32)


class CityFilter(forms.Form):
    """Which cities the province's table shows."""

    voice = forms.ChoiceField(label="上报", required=False, choices=[ALL, *Voice.choices()])


class FarFilter(forms.Form):
    """Which packages between cities the province's list shows."""

    state = forms.ChoiceField(
        label="进展", required=False, choices=[ALL, ("open", "未办结"), *FarState.choices()]
    )  # fmt: skip
    sender = forms.ChoiceField(label="移出城市", required=False, widget=LongSelect)
    receiver = forms.ChoiceField(label="移入城市", required=False, widget=LongSelect)

    def __init__(self, *args: Any, found: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sender", "receiver"):
            choices = [ALL, *((one, city_label(one)) for one in found or [])]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class HealthFilter(forms.Form):
    """Which cities the list of their health shows."""

    voice = forms.ChoiceField(label="上报", required=False, choices=[ALL, *Voice.choices()])
    trouble = forms.ChoiceField(
        label="读取情况", required=False, choices=[ALL, *((one.value, one.label) for one in Trouble if one.value)]
    )
