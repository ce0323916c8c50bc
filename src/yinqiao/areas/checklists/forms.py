"""What officers fill in about checklists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.agreements.types import Side
from yinqiao.areas.checklists.types import Assignment, Evidence, ItemState, SeenItem, Strand, Turn
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
TURNS = (
    (Turn.MINE.value, "待本方准备"),
    (Turn.OVERDUE.value, "本方已逾期"),
    (Turn.SOON.value, "本方近期到期"),
    (Turn.ANSWER.value, "待本方确认"),
    (Turn.OTHERS.value, "待对方办理"),
    (Turn.LATE.value, "双方逾期的"),
    (Turn.RISEN.value, "逾期上升督办的"),
)


class ReadinessFilter(forms.Form):
    """Filters of the agreements under preparation."""

    standing = forms.ChoiceField(
        label="准备情况", required=False,
        choices=[("", "全部"), ("overdue", "有逾期事项"), ("unready", "未全部就绪"), ("ready", "已全部就绪")],
    )  # fmt: skip
    enterprise = forms.TypedChoiceField(label="企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    text = forms.CharField(label="协议编号", required=False, max_length=40)

    def __init__(self, *args: Any, enterprises: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]


class ItemFilter(forms.Form):
    """Filters of the items of all agreements."""

    turn = forms.ChoiceField(label="办理", required=False, choices=[("", "全部"), *TURNS])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *ItemState.choices()])
    strand = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *Strand.choices()])
    side = forms.ChoiceField(label="由谁准备", required=False, choices=[("", "双方"), *Side.choices()])
    text = forms.CharField(label="协议编号", required=False, max_length=40)


class SeenForm(forms.Form):
    """A form about an item as it was when the page was made."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def seen(self, item_id: UUID) -> SeenItem:
        """The item as the officer saw it."""
        return SeenItem(item_id, self.cleaned_data["lock_version"])


class ReportForm(SeenForm):
    """What shows that an item is ready."""

    remark = forms.CharField(
        label="准备情况", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明数量、文号、日期等，对方据此确认。请勿写个人姓名、身份证号、电话。",
    )  # fmt: skip
    scan = forms.FileField(
        label="附件", required=False, help_text="PDF、JPG 或 PNG，最大 20 MB，例如批复、会议纪要、核对表。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    def __init__(self, *args: Any, needs_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"].required = needs_file
        self.fields["scan"].error_messages["required"] = "这一事项须附文件扫描件。"

    def evidence(self) -> Evidence:
        """What was filled in."""
        scan = self.cleaned_data["scan"]
        return Evidence(self.cleaned_data["remark"], scan, scan.name if scan else "")


class AssignForm(SeenForm):
    """Who takes care of an item, and until when."""

    owner_name = forms.CharField(
        label="责任人", required=False, max_length=60, help_text="经办人姓名和部门，对方可以看到。"
    )
    due_on = DayField(label="期限")

    def assignment(self) -> Assignment:
        """What was filled in."""
        return Assignment(self.cleaned_data["owner_name"], self.cleaned_data["due_on"])


class RemarkForm(SeenForm):
    """Why an item is sent back, does not apply, or is to be prepared again."""

    remark = forms.CharField(
        label="说明", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="对方会看到。请勿写个人信息。",
    )  # fmt: skip
