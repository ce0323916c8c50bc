"""Input of the page of certificates."""

from __future__ import annotations

from django import forms


class RefusedFilter(forms.Form):
    """What somebody asks for, in any words."""

    asked = forms.CharField(label="要开什么证明", required=False, max_length=40)
