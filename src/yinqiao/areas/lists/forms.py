"""Input of the pages of a list: the file, the header's meaning, where the header is, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings

from yinqiao.areas.lists.queries import SERIAL_NO, ListKind
from yinqiao.areas.lists.types import BatchState, ListWords
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.platform.ui.headers import ColumnsForm

_LAST_HEADER_ROW = 1_000


class BatchFilter(forms.Form):
    """Filters of an enterprise's batches."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *BatchState.choices()])


class UploadForm(forms.Form):
    """A list and whose it is."""

    enterprise = forms.TypedChoiceField(label="移交企业", coerce=int)
    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}))

    def __init__(self, *args: Any, words: ListWords, enterprises: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = f"{words.noun}文件"
        self.fields["file"].help_text = (
            f"支持 xlsx、xls、ods、csv，最大 {settings.ROSTER_MAX_BYTES // 2**20} MB。"
            f"可直接上传本单位现有的{words.own}，表头顺序和叫法不限，检查后还可以调整。"
        )
        self.fields["enterprise"].choices = list(enterprises)  # type: ignore[attr-defined]
        if len(enterprises) == 1:
            self.fields["enterprise"].initial = enterprises[0][0]


class HeaderForm(ColumnsForm):
    """Which column of a list holds what, in the words of its kind."""

    def __init__(self, *args: Any, kind: ListKind, columns: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        words = kind.words.noun
        super().__init__(*args, columns=columns, labels=kind.labels, noun=words, repeated=SERIAL_NO, **kwargs)


class LayoutForm(forms.Form):
    """Where the list is in the file: which sheet, and where its header begins."""

    sheet = forms.ChoiceField(label="工作表", required=False)
    header_row = forms.IntegerField(
        label="表头从第几行开始", required=False, min_value=1, max_value=_LAST_HEADER_ROW,
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), f"请填 1 到 {_LAST_HEADER_ROW} 之间的行号。"),
    )  # fmt: skip
    header_depth = forms.TypedChoiceField(
        label="表头占几行", coerce=int, choices=[(1, "一行"), (2, "两行"), (3, "三行")]
    )

    def __init__(self, *args: Any, words: ListWords, sheets: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["header_row"].help_text = f"填用表格软件打开{words.noun}时左侧显示的行号。留空由系统识别。"
        self.fields["header_depth"].help_text = words.deep
        if len(sheets) < 2:
            del self.fields["sheet"]
            return
        choices = [
            (one["name"], f"{one['name']}（{one['rows']:,} 行，认出 {one['recognised']} 个列名）") for one in sheets
        ]
        self.fields["sheet"].choices = choices  # type: ignore[attr-defined]

    def layout(self) -> SheetLayout:
        """What was said."""
        given = self.cleaned_data
        return SheetLayout(given.get("sheet", ""), given["header_row"], given["header_depth"])


class FindingFilter(forms.Form):
    """Filters of a list's findings."""

    code = forms.ChoiceField(label="问题", required=False)
    severity = forms.ChoiceField(
        label="程度",
        required=False,
        choices=[("", "全部"), ("blocks", "需修改"), ("warns", "请核对"), ("mended", "已自动修正")],
    )

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "全部"), *codes]  # type: ignore[attr-defined]
