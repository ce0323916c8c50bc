"""Input of the pages of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.dropbox.queries import ReportKind
from yinqiao.areas.dropbox.types import Checked, Cover, FileState, LineState
from yinqiao.platform.ui.choices import LongSelect
from yinqiao.platform.ui.headers import ColumnsForm

_ALL: tuple[Any, str] = ("", "全部")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FileFilter(forms.Form):
    """Filters of the files."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *FileState.choices()])
    source = forms.ChoiceField(label="来源", required=False, widget=LongSelect)

    def __init__(self, *args: Any, sources: Sequence[tuple[Any, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [_ALL, *sources]  # type: ignore[attr-defined]


class OwnFileFilter(forms.Form):
    """Filters of the own files."""

    state = forms.ChoiceField(label="状态", required=False, choices=[_ALL, *FileState.choices()])


class UploadForm(forms.Form):
    """A file of one source: what it reports, and the letter with which it came."""

    kind = forms.ChoiceField(
        label="报送内容", help_text="这个来源登记可报告的类型；“人员状态比对”为每月全部人员的状态。"
    )
    file = forms.FileField(
        label="文件", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text="旧系统导出的表格即可：xlsx、xls、ods、csv（UTF-8 或 GB18030），最大 160 MB。须有身份证号、姓名。",
    )  # fmt: skip
    letter_no = forms.CharField(
        label="来函函号", required=False, max_length=60, help_text="对方以函件送来文件的，填写函号和日期。"
    )
    letter_on = forms.DateField(label="函件日期", required=False, widget=_DAY)

    def __init__(self, *args: Any, kinds: Sequence[ReportKind], has_letter: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_letter:
            del self.fields["letter_no"], self.fields["letter_on"]
        self.fields["kind"].choices = [("", "请选择"), *((one.code, one.title) for one in kinds)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A letter has a number and a day."""
        if bool(self.cleaned_data.get("letter_no")) != bool(self.cleaned_data.get("letter_on")) and not self.errors:
            self.add_error("letter_on", "函号和函件日期须一起填写；没有来函的都不填。")
        return self.cleaned_data

    def cover(self) -> Cover:
        """The letter, if there is one."""
        return Cover(self.cleaned_data.get("letter_no", ""), self.cleaned_data.get("letter_on"))


class FileColumnsForm(ColumnsForm):
    """Which column of a file holds what."""

    def __init__(self, *args: Any, kind: ReportKind, columns: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        labels = {one.name: one.label for one in kind.fields}
        super().__init__(*args, columns=columns, labels=labels, noun="文件", repeated="serial_no", **kwargs)


class LineFilter(forms.Form):
    """Filters of the lines of a file."""

    state = forms.ChoiceField(label="检查预计", required=False, choices=[_ALL, *LineState.choices()])
    outcome = forms.ChoiceField(label="办理结果", required=False)

    def __init__(self, *args: Any, outcomes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [_ALL, *outcomes]  # type: ignore[attr-defined]


class OwnLineFilter(LineFilter):
    """Filters of the lines of a file for its own office: nothing by which the register could be asked."""

    checked = forms.ChoiceField(label="检查", required=False, choices=[_ALL, *Checked.choices()])
    field_order = ("checked", "outcome")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["state"]


class FindingFilter(forms.Form):
    """Filters of the findings."""

    code = forms.ChoiceField(label="问题", required=False)

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [_ALL, *codes]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """Why a file is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=4, max_length=100, help_text="至少 4 个字，来源和社区会看到。"
    )
