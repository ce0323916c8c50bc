"""What officers fill in about papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.papers.types import NewScan, NewTemplate, PaperState
from yinqiao.platform.ui.choices import DayField

Choices = Sequence[tuple[Any, str]]
LATE = "late"


class PaperFilter(forms.Form):
    """Filters of the list of papers."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), (LATE, "盖章件逾期未归档"), *PaperState.choices()]
    )
    kind = forms.ChoiceField(label="文书", required=False)
    number = forms.CharField(label="编号", required=False, max_length=60)

    def __init__(self, *args: Any, kinds: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "全部"), *kinds]  # type: ignore[attr-defined]


class ScanFilter(forms.Form):
    """Filters of the list of scans."""

    standing = forms.ChoiceField(
        label="办理情况", required=False,
        choices=[("", "全部"), ("waiting", "有页面待办理"), ("done", "已全部办理"), ("failed", "无法读取")],
    )  # fmt: skip


class VoidForm(forms.Form):
    """Why a number is given up."""

    reason = forms.CharField(
        label="作废原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：信息有误、重复打印。请勿写身份证号、电话。",
    )  # fmt: skip


class TemplateForm(forms.Form):
    """An office's own template."""

    file = forms.FileField(
        label="模板文件", help_text=".docx 或 .xlsx，最大 2 MB。请使用虚构的示例，不要放入真实人员的信息。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx"}),
    )  # fmt: skip
    from_on = DayField(label="启用日期", help_text="从这一天起打印的文书使用新模板，以前打印的不变。")
    note = forms.CharField(label="说明", max_length=200, required=False, help_text="例如：依据哪份文件修改。")

    def new(self, kind: str) -> NewTemplate:
        """What was filled in."""
        told = self.cleaned_data
        return NewTemplate(kind, told["file"], told["file"].name, told["from_on"], told["note"])


class ScanForm(forms.Form):
    """A scan of stamped papers. A phone offers its camera."""

    scan = forms.FileField(
        label="扫描件", help_text="PDF（可含多份文书、多页）、JPG 或 PNG，最大 20 MB。手机上可以直接拍照。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,image/*"}),
    )  # fmt: skip

    def new(self) -> NewScan:
        """What was filled in."""
        scan = self.cleaned_data["scan"]
        return NewScan(scan, scan.name)


class NumberForm(forms.Form):
    """The number that stands on a page."""

    number = forms.CharField(label="纸面编号", max_length=60)
