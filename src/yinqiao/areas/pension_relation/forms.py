"""Input of the pages: the two questions that tell what a person needs."""

from __future__ import annotations

from django import forms

from yinqiao.areas.pension_relation.types import Drawing, Missed


class NeedForm(forms.Form):
    """Whether the person draws a pension, and whether periods were left out."""

    use_required_attribute = False
    drawing = forms.ChoiceField(
        label="已经按月领取基本养老金了吗？", choices=Drawing.choices(), widget=forms.RadioSelect,
        error_messages={"required": "请选择是否已经领取。"},
        help_text="看社会保障卡或银行每月有没有“养老金”入账；说不清的选“说不清”。",
    )  # fmt: skip
    missed = forms.ChoiceField(
        label="核定养老金时，有没有漏掉在其他地方参保缴费的时段？", choices=Missed.choices(), widget=forms.RadioSelect,
        initial=Missed.NO, required=False, help_text="还没有领取的不用回答。",
    )  # fmt: skip
