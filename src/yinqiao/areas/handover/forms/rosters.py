"""Input of a roster's own pages: filters of its rows, why it is taken back."""

from __future__ import annotations

from django import forms

from yinqiao.areas.handover.types import RowState
from yinqiao.areas.rosters.types import RowChange


class RowFilter(forms.Form):
    """Filters of a roster's rows."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("passed", "检查通过"), *RowState.choices()]
    )
    change = forms.ChoiceField(label="对登记的影响", required=False, choices=[("", "全部"), *RowChange.choices()])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class UndoForm(forms.Form):
    """Why a submitted batch is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=2, max_length=100, help_text="写入审计记录，例如：名册版本有误。"
    )
