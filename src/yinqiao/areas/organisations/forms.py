"""What officers fill in about enterprises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.organisations.types import Dissolution, EnterpriseSource, Renaming
from yinqiao.platform.ui.choices import DayField, LongSelect, NamedChoiceField

_SOURCES = [(one.value, one.label) for one in EnterpriseSource]
STANDINGS = (("standing", "存续"), ("dissolved", "已注销"))
_HINT = "写明文件名称或文号，例如：某国资〔2026〕12号。请勿写个人信息。"


class EnterpriseFilter(forms.Form):
    """Filters of the list of enterprises."""

    text = forms.CharField(
        label="名称或信用代码", required=False, max_length=40, help_text="现用名称、曾用名称、简称都能查到。"
    )
    standing = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STANDINGS])
    source = forms.ChoiceField(label="隶属", required=False, choices=[("", "全部"), *_SOURCES])
    group = forms.TypedChoiceField(label="所属集团", required=False, coerce=int, empty_value=None, widget=LongSelect)

    def __init__(self, *args: Any, groups: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "全部"), *groups]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"]


class RenameForm(forms.Form):
    """The new name."""

    name = forms.CharField(label="新名称", max_length=100)
    short_name = forms.CharField(label="新简称", max_length=40, required=False)
    renamed_on = DayField(label="更名日期")
    document = forms.CharField(label="更名依据", max_length=100, help_text=_HINT)

    def renaming(self) -> Renaming:
        """What was filled in."""
        data = self.cleaned_data
        return Renaming(data["name"], data["short_name"], data["renamed_on"], data["document"])


class DissolveForm(forms.Form):
    """From when an enterprise is no more, and who answers for it."""

    dissolved_on = DayField(label="注销日期")
    document = forms.CharField(label="注销依据", max_length=100, help_text=_HINT)

    to_desk = forms.BooleanField(label="没有承继单位，由市级承接席承继", required=False)

    field_order = ("dissolved_on", "successor", "to_desk", "document")

    def __init__(self, *args: Any, successors: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "合并的选合并后的企业，改组的选接续的企业。"
        self.fields["successor"] = NamedChoiceField(successors, label="承继单位", required=False, help_text=hint)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Either a successor or the city's desk, never by leaving something out."""
        data: dict[str, Any] = super().clean() or {}
        if "successor" in data and (data["successor"] is None) is not data["to_desk"]:
            self.add_error("successor", "请选择承继单位；确实没有的，勾选由市级承接席承继。两者只能选一项。")
        return data

    def dissolution(self) -> Dissolution:
        """What was filled in."""
        data = self.cleaned_data
        return Dissolution(data["dissolved_on"], data["document"], data["successor"])


class RestoreForm(forms.Form):
    """Why a dissolution is taken back."""

    reason = forms.CharField(
        label="撤销原因", min_length=2, max_length=100, help_text="写入审计记录，例如：登记错了企业。请勿写个人信息。"
    )
