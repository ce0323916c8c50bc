"""What the list is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.benefits.types import Standing


class MeantFilter(forms.Form):
    """Which item, and how people stand to it."""

    item = forms.ChoiceField(label="待遇项目", required=False)
    standing = forms.ChoiceField(
        label="是否符合", required=False,
        choices=[("", "全部"), *((one.value, one.label) for one in (Standing.MEANT, Standing.UNKNOWN))],
    )  # fmt: skip

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = list(items)  # type: ignore[attr-defined]
