"""Input of the oversight pages."""

from __future__ import annotations

from django import forms

KINDS = [
    ("", "全部"),
    ("act", "办理"),
    ("read", "查看"),
    ("widen", "越界写入"),
    ("sign_in", "登录"),
    ("system", "系统"),
]
_DAY = {"type": "date"}


class EntryFilter(forms.Form):
    """Filters of the audit log. No names of retirees: an address is kept in histories."""

    kind = forms.ChoiceField(label="类别", required=False, choices=KINDS)
    actor = forms.CharField(label="操作人", required=False, max_length=40)
    action = forms.CharField(label="动作代码", required=False, max_length=64)
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs=_DAY))


class UnusualFilter(forms.Form):
    """How far back to look."""

    days = forms.TypedChoiceField(
        label="时间",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(7, "最近7天"), (30, "最近30天"), (90, "最近90天")],
    )


class KeepForm(forms.Form):
    """Why and until when something due is kept."""

    until = forms.DateField(label="延期至", widget=forms.DateInput(attrs=_DAY))
    reason = forms.CharField(label="理由", min_length=2, max_length=200, help_text="例如：争议处理中。写入审计记录。")
