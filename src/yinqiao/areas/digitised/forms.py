"""Input of the pages of digitised archives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from yinqiao.areas.digitised.types import (
    BatchState,
    ExtractState,
    LookupState,
    NewItem,
    NewLoan,
    NewLookup,
    PageRef,
    Purpose,
)
from yinqiao.kernel.archive_classes import CLASSES, class_label

_ALL: list[tuple[Any, str]] = [("", "全部")]
_DAY = {"type": "date"}
_CLASSES = [(one, class_label(one)) for one in CLASSES]


class ArchiveFilter(forms.Form):
    """Filters of the archives that an office keeps."""

    number = forms.CharField(label="档号或条形码", required=False, max_length=40)
    name = forms.CharField(label="姓名", required=False, max_length=60)
    scans = forms.ChoiceField(label="扫描", required=False, choices=[*_ALL, ("yes", "有扫描件"), ("no", "没有扫描件")])


class BatchFilter(forms.Form):
    """Filters of batches."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *BatchState.choices()])


class ScanFilter(forms.Form):
    """Filters of the quality report."""

    standing = forms.ChoiceField(
        label="状态", required=False,
        choices=[*_ALL, ("filed", "已挂接"), ("refused", "未挂接"), ("receiving", "上传未完"), ("checking", "检查中"),
                 ("returned", "退回重扫"), ("drawn", "抽中的"), ("hurt", "丢失或改变的")],
    )  # fmt: skip
    name = forms.CharField(label="文件名", required=False, max_length=60)


class BatchForm(forms.Form):
    """The name of a new batch."""

    name = forms.CharField(
        label="批次名称", max_length=80, help_text="便于查找，例如：2026年3月 矿务局第一批。不要写姓名和身份证号。"
    )


class PackageForm(forms.Form):
    """One file without the help of a script."""

    file = forms.FileField(
        label="扫描件或压缩包", help_text="PDF、JPEG、TIFF，或装有这些文件的 ZIP。文件名为“条形码_类号_序号”。"
    )


class JudgeForm(forms.Form):
    """Good or bad, and why."""

    verdict = forms.ChoiceField(
        label="结论", choices=[("good", "合格"), ("bad", "不合格，退回重扫")], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="不合格的原因", max_length=200, required=False, help_text="例如：第3页歪斜、缺页、看不清。"
    )


class ItemForm(forms.Form):
    """A material of an archive."""

    class_no = forms.ChoiceField(label="类号", choices=_CLASSES)
    serial = forms.IntegerField(label="序号", min_value=1, max_value=999, help_text="每一类从1起编。")
    title = forms.CharField(
        label="材料名称", max_length=120, required=False, help_text="照材料上的名称写，不写身份证号。"
    )
    made_on = forms.DateField(label="材料制成时间", required=False, widget=forms.DateInput(attrs=_DAY))
    pages = forms.IntegerField(
        label="页数", min_value=1, max_value=2000, required=False, help_text="填了页数的，扫描件页数不符时不挂接。"
    )
    is_classified = forms.BooleanField(label="涉密，不得扫描", required=False)

    def material(self) -> NewItem:
        """What was filled in."""
        told = self.cleaned_data
        return NewItem(
            told["class_no"], told["serial"], told["title"], told["made_on"], told["pages"], told["is_classified"]
        )


class ItemCorrection(ItemForm):
    """A correction; class and number stay."""

    is_sure = forms.BooleanField(
        label="标注涉密时，确认销毁已有的扫描件",
        required=False,
        help_text="扫描件立即销毁，不能恢复；纸质原件不受影响。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("class_no", "serial"):
            self.fields[name].disabled = True


class LookupFilter(forms.Form):
    """Filters of look-ups."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *LookupState.choices()])


class LookupForm(forms.Form):
    """Why somebody wants to look, which classes, and with whom."""

    purpose = forms.ChoiceField(label="事由")
    words = forms.CharField(
        label="查阅什么、做什么用", max_length=300, widget=forms.Textarea({"rows": 3, "maxlength": "300"})
    )
    letter_no = forms.CharField(
        label="介绍信或调取文书号", max_length=60, required=False, help_text="外单位委托查阅、执纪执法机关调取的必填。"
    )
    classes = forms.MultipleChoiceField(
        label="查阅类别", choices=_CLASSES, widget=forms.CheckboxSelectMultiple,
        help_text="只选办事需要的；事由不允许的类别不能选。",
    )  # fmt: skip
    second = forms.ChoiceField(label="同阅人", help_text="查阅须两人以上，同阅人用自己的账户确认到场后才能打开。")
    is_unrelated = forms.BooleanField(
        label="两名查阅人都不是档案本人，与本人没有夫妻、直系血亲、三代以内旁系血亲和近姻亲关系"
    )

    def __init__(
        self, *args: Any, purposes: Sequence[Purpose], mates: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        told = [(one.code, one.title) for one in purposes]
        self.fields["purpose"].choices = told  # type: ignore[attr-defined]
        self.names = {str(pk): name for pk, name in mates}
        self.fields["second"].choices = list(self.names.items())  # type: ignore[attr-defined]

    def asked(self) -> NewLookup:
        """What was filled in."""
        told = self.cleaned_data
        return NewLookup(
            told["purpose"], told["words"], told["letter_no"], tuple(told["classes"]), UUID(told["second"]),
            self.names[told["second"]], told["is_unrelated"],
        )  # fmt: skip


class AnswerForm(forms.Form):
    """Yes or no to a look-up."""

    verdict = forms.ChoiceField(label="审批", choices=[("yes", "同意查阅"), ("no", "不同意")], widget=forms.RadioSelect)
    answer = forms.CharField(
        label="意见", max_length=200, required=False, help_text="不同意的、有同名提示仍然同意的，写明理由。"
    )


class ExtractFilter(forms.Form):
    """Filters of what people asked of their archives."""

    state = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *ExtractState.choices()])


class ExtractForm(forms.Form):
    """Pages to give, or why none."""

    pages = forms.MultipleChoiceField(label="提供的页", required=False, widget=forms.CheckboxSelectMultiple)
    answer = forms.CharField(
        label="答复", max_length=300, required=False, widget=forms.Textarea({"rows": 3, "maxlength": "300"}),
        help_text="本人会看到。一页都不提供的，写明理由和可以怎么办。",
    )  # fmt: skip

    def __init__(self, *args: Any, pages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pages"].choices = list(pages)  # type: ignore[attr-defined]

    def chosen(self) -> list[PageRef]:
        """The pages that were ticked."""
        told = (one.split(":") for one in self.cleaned_data["pages"])
        return [PageRef(UUID(scan), int(page)) for scan, page in told]


class CertifyForm(forms.Form):
    """That somebody compared copy and original."""

    is_compared = forms.BooleanField(label="已取出纸质原件逐页核对，扫描件与原件一致", required=False)


class LoanFilter(forms.Form):
    """Filters of loans."""

    standing = forms.ChoiceField(
        label="状态", required=False, choices=[*_ALL, ("out", "借出未还"), ("late", "逾期未还")]
    )


class LoanForm(forms.Form):
    """To whom the original goes."""

    unit = forms.CharField(label="借阅单位", max_length=100, help_text="写全称。档案不借给个人。")
    borrower = forms.CharField(label="借阅人", max_length=64, help_text="来取的两人姓名。")
    words = forms.CharField(label="借阅事由", max_length=200)
    letter_no = forms.CharField(label="介绍信号", max_length=60)
    approver = forms.CharField(label="批准人", max_length=64, help_text="在借阅单上签字的负责人。")
    due_on = forms.DateField(label="应还日期", widget=forms.DateInput(attrs=_DAY))

    def loan(self) -> NewLoan:
        """What was filled in."""
        told = self.cleaned_data
        return NewLoan(
            told["unit"], told["borrower"], told["words"], told["letter_no"], told["approver"], told["due_on"]
        )


class ReturnForm(forms.Form):
    """How the original came back."""

    words = forms.CharField(
        label="归还情况", max_length=200, required=False, help_text="例如：完好；缺第3类第2份，已追回。"
    )
