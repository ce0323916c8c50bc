"""Input of the pages of reimbursement: one invoice."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.reimbursement.services import Upload
from yinqiao.areas.reimbursement.types import Care, Level, Typed
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField

_READ = "电子票据能读出的可以不填。"


class InvoiceForm(forms.Form):
    """What stands on an invoice; what is left blank is as the file says."""

    use_required_attribute = False
    file = forms.FileField(
        label="票据文件", required=False,
        help_text="电子票据选 XML、OFD 或 PDF 原件；纸质票据拍照或扫描成 JPG、PNG、PDF。最大 20 MB。只选票据，不要上传病历。",
    )  # fmt: skip
    care = forms.ChoiceField(
        label="就医类别",
        choices=Care.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择就医类别。"},
    )
    level = forms.ChoiceField(
        label="医疗机构级别", choices=Level.choices(), widget=forms.RadioSelect,
        error_messages={"required": "请选择医疗机构级别。"},
    )  # fmt: skip
    code = forms.CharField(
        label="票据代码", required=False, max_length=12, help_text=f"20 位号码的数电发票没有代码。{_READ}"
    )
    number = forms.CharField(label="票据号码", required=False, max_length=20, help_text=_READ)
    amount = forms.CharField(label="票据金额（元）", required=False, max_length=16, help_text=f"如 1256.80。{_READ}")
    own = forms.CharField(
        label="其中自费部分（元）", required=False, max_length=16, help_text="票据上的“个人自费”。没有的不填。"
    )
    hospital = forms.CharField(label="医疗机构", required=False, max_length=60, help_text=_READ)
    since = DayField(label="就医开始", required=False, help_text="住院填入院日期；门诊和结束是同一天的不填。")
    until = DayField(label="就医结束", required=False, help_text="住院填出院日期；不填的按票据开具日期。")

    def typed(self) -> Typed:
        """What was typed."""
        told = dict(self.cleaned_data)
        care, level = member_of(Care, told.pop("care")), member_of(Level, told.pop("level"))
        told.pop("file")
        return Typed(level=level, care=care, **told)

    def upload(self) -> Upload | None:
        """The file, where one was chosen."""
        found: Any = self.cleaned_data["file"]
        return Upload(found.file, found.name) if found else None
