"""What officers fill in about agreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from yinqiao.areas.agreements.rules import benefit_kinds, fund_kinds
from yinqiao.areas.agreements.types import (
    NUMBER_LABELS,
    AgreementState,
    Audience,
    Benefit,
    Change,
    Ending,
    EndReason,
    Filing,
    Instalment,
    Numbers,
    Parties,
    Payer,
    Rhythm,
    Seen,
    Terms,
    Wording,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.choices import DayField, LongSelect

Choices = Sequence[tuple[Any, str]]
STATES = (
    ("answer", "待本方答复"),
    ("revise", "被退回或收回，待修改"),
    *AgreementState.choices(),
)


class AgreementFilter(forms.Form):
    """Filters of the list of agreements."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    enterprise = forms.TypedChoiceField(label="企业", required=False, coerce=int, empty_value=None, widget=LongSelect)
    place = forms.TypedChoiceField(label="接收方", required=False, coerce=int, empty_value=None, widget=LongSelect)
    year = forms.TypedChoiceField(label="年份", required=False, coerce=int, empty_value=None)
    text = forms.CharField(label="编号或文号", required=False, max_length=40)

    def __init__(
        self, *args: Any, enterprises: Choices = (), places: Choices = (), years: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places), ("year", years)):
            self.fields[name].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]
            if len(choices) < 2:
                del self.fields[name]


class SeenForm(forms.Form):
    """A form about an agreement as it was when the page was made."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def seen(self, agreement_id: UUID) -> Seen:
        """The agreement as the officer saw it."""
        return Seen(agreement_id, self.cleaned_data["lock_version"])


class InstalmentsWidget(forms.Widget):
    """Rows of kind, amount and day: those that stand, and some to fill."""

    template_name = "agreements/instalments.html"
    least_rows, spare_rows = 4, 2

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The rows as they were filled in, or as they stand."""
        rows = [
            (one.kind, f"{one.amount}", f"{one.due_on:%Y-%m-%d}") if isinstance(one, Instalment) else one
            for one in value or ()
        ]
        blanks = max(self.least_rows - len(rows), self.spare_rows)
        kinds = [(one.code, one.label) for one in fund_kinds().values()]
        described = (attrs or {}).get("aria-describedby", "")
        more = {"rows": [*rows, *[("", "", "")] * blanks], "kinds": kinds, "id": (attrs or {}).get("id", name)}
        return {**super().get_context(name, value, attrs), **more, "described": described}

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The table of rows."""
        return SafeString(render_to_string(self.template_name, self.get_context(name, value, attrs)))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str, str]]:
        """Every row in which something was filled in."""
        read = [
            data.getlist(f"{name}_{part}") if hasattr(data, "getlist") else [] for part in ("kind", "amount", "due")
        ]
        rows = [tuple(cell.strip() for cell in row) for row in zip(*read, strict=False)]
        return [(kind, amount, due) for kind, amount, due in rows if amount or due]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: rows that are not sent are rows that were not filled in."""
        return False


class InstalmentsField(forms.Field):
    """When which part of the money is due."""

    widget = InstalmentsWidget

    def clean(self, value: Any) -> tuple[Instalment, ...]:
        """The instalments in the order of their days; a row must be whole."""
        found = [self._read(place, *row) for place, row in enumerate(value or (), start=1)]
        if len(found) > _MOST_INSTALMENTS:
            raise forms.ValidationError(f"最多 {_MOST_INSTALMENTS} 期，请合并。")
        return tuple(sorted(found, key=lambda one: (one.due_on, one.kind)))

    @staticmethod
    def _read(place: int, kind: str, amount: str, due: str) -> Instalment:
        try:
            money = forms.DecimalField(max_digits=14, decimal_places=2).clean(amount.replace(",", "").replace("，", ""))
            return Instalment(kind or next(iter(fund_kinds())), money, DayField().clean(due))
        except forms.ValidationError as problem:
            raise forms.ValidationError(f"付款安排第 {place} 行：请填写金额（最多两位小数）和付款期限。") from problem


_MOST_INSTALMENTS = 24


class BenefitForm(forms.Form):
    """One item; without a kind it is none."""

    kind = forms.ChoiceField(label="项目", required=False)
    change = forms.ChoiceField(label="变更方式", choices=Change.choices(), required=False)
    target = forms.CharField(
        label="已签项目编号", required=False, max_length=12, help_text="变更、终止的填写，如 2、补1-1。"
    )
    audience = forms.ChoiceField(label="发给", choices=Audience.choices(), required=False)
    retired_before = DayField(label="退休日期早于", required=False)
    amount = forms.DecimalField(label="标准", required=False, max_digits=12, decimal_places=2)
    unit = forms.CharField(label="单位", required=False, max_length=10, initial="元")
    rhythm = forms.ChoiceField(label="发放周期", choices=Rhythm.choices(), required=False)
    since = DayField(label="起始日期", required=False)
    until = DayField(label="最后一日", required=False)
    payer = forms.ChoiceField(label="承担方式", choices=Payer.choices(), required=False)
    basis = forms.CharField(label="依据", required=False, max_length=100)

    def __init__(self, *args: Any, is_difference: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.code, one.label) for one in benefit_kinds().values()]
        self.fields["kind"].choices = [("", "（不填）"), *kinds]  # type: ignore[attr-defined]
        if not is_difference:
            del self.fields["change"], self.fields["target"]

    def benefit(self) -> Benefit | None:
        """The item that was filled in; None where none was."""
        data = self.cleaned_data
        if not data["kind"]:
            return None
        codes = {"audience": Audience, "rhythm": Rhythm, "payer": Payer, "change": Change}
        read: dict[str, Any] = {name: member_of(kind, data[name]) for name, kind in codes.items() if data.get(name)}
        read |= {name: data[name] for name in ("kind", "amount", "retired_before", "since", "until")}
        return Benefit(**read, unit=data["unit"] or "元", basis=data["basis"], target=data.get("target") or "")


class BenefitsWidget(forms.Widget):
    """Items one after the other: those that stand, and some to fill."""

    template_name, is_difference = "agreements/benefits.html", False

    def parts(self, value: Any) -> list[BenefitForm]:
        """A form for each item: as it was sent, or as it stands."""
        if isinstance(value, tuple):  # as a version keeps them
            stand = [
                BenefitForm(initial=asdict(one), is_difference=self.is_difference, prefix=f"item{no}")
                for no, one in enumerate(value)
            ]
            spare = range(len(stand), max(len(stand) + 1, 3))
            return stand + [BenefitForm(is_difference=self.is_difference, prefix=f"item{no}") for no in spare]
        return value or self.parts(())

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The items."""
        context = {"parts": self.parts(value), "id": (attrs or {}).get("id", name), "name": name}
        return SafeString(render_to_string(self.template_name, context))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[BenefitForm]:
        """Every item that was sent."""
        sent = [no for no in range(_MOST_BENEFITS) if f"item{no}-kind" in data]
        return [BenefitForm(data, is_difference=self.is_difference, prefix=f"item{no}") for no in sent]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Never: items that are not sent are items that were not filled in."""
        return False


class BenefitsField(forms.Field):
    """The benefits that stay with the enterprise."""

    widget = BenefitsWidget

    def clean(self, value: Any) -> tuple[Benefit, ...]:
        """The items in their order; what is wrong with one is told with its place."""
        for no, one in enumerate(value or (), start=1):
            if not one.is_valid():
                first = next(iter(one.errors.items()))
                raise forms.ValidationError(f"待遇第 {no} 项，{one.fields[first[0]].label}：{first[1][0]}")
            if not one.cleaned_data["kind"] and any(one.cleaned_data[name] for name in _MEANT):
                raise forms.ValidationError(f"待遇第 {no} 项：请选择项目；不需要这一项的，请清空。")
        return tuple(found for one in value or () if (found := one.benefit()) is not None)


_MOST_BENEFITS = 30
_MEANT = ("amount", "basis", "retired_before", "since", "until")


class TermsForm(forms.Form):
    """The terms of a version."""

    people = forms.IntegerField(label="退休人员人数", initial=0)
    party_members = forms.IntegerField(label="其中党员人数", initial=0)
    archives = forms.IntegerField(label="人事档案（卷）", initial=0)
    area_m2 = forms.DecimalField(label="服务场所面积（平方米）", initial=0, max_digits=12, decimal_places=2)
    amount = forms.DecimalField(
        label="移交经费（元）", initial=0, max_digits=14, decimal_places=2,
        help_text="统筹外费用不在此填写，列入“由企业继续承担的待遇”。",
    )  # fmt: skip
    instalments = InstalmentsField(
        label="付款安排", required=False,
        help_text="分期或分项支付的逐行填写，各行合计等于移交经费；一次付清的不填，以移交截止日期为付款期限。",
    )  # fmt: skip
    covered = forms.CharField(
        label="移交人员范围", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：截至某日已办理退休手续的人员。请勿写个人姓名、身份证号、电话。",
    )  # fmt: skip
    benefits = BenefitsField(
        label="由企业继续承担的待遇", required=False,
        help_text="逐项填写；不需要的项留空。标准不以数字约定的不填标准。",
    )  # fmt: skip
    retained = forms.CharField(
        label="待遇补充说明", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="上面逐项写不下的约定写在这里。没有任何保留待遇的写“无”。请勿写个人姓名。",
    )  # fmt: skip
    starts_on = DayField(label="移交开始日期", required=False)
    ends_on = DayField(label="移交截止日期", required=False)
    remark = forms.CharField(
        label="修改说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="对方会看到这段说明。",
    )  # fmt: skip

    def __init__(self, *args: Any, is_difference: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_difference:
            for name in NUMBER_LABELS:
                field = self.fields[name]
                field.label = f"{field.label}增减"
            self.fields[
                "instalments"
            ].help_text = "写明增减的是哪一项、到哪一天付，减少用负数；不填的，按一次性移交经费增减。"
            self.fields["people"].help_text = "填写与主协议相比增加或减少的数量，减少用负数，没有变化的填 0。"
            self.fields["covered"].label = "变更说明"
            self.fields["covered"].help_text = "写明变更的原因和范围。请勿写个人姓名、身份证号、电话。"
            self.fields["benefits"].widget.is_difference = True
            self.fields["benefits"].help_text = "只写与已签协议不同的项目：新增的，或按项目编号变更、终止的。"
            self.fields["retained"].label = "其他约定"
            self.fields["retained"].help_text = ""

    def wording(self) -> Wording:
        """What was filled in."""
        data = self.cleaned_data
        numbers = Numbers(
            data["people"], data["party_members"], data["archives"], Decimal(data["area_m2"]), Decimal(data["amount"])
        )
        terms = Terms(
            numbers, data["covered"], data["retained"], data["starts_on"], data["ends_on"], data["instalments"],
            data["benefits"],
        )  # fmt: skip
        return Wording(terms, data["remark"])


class VersionForm(SeenForm, TermsForm):
    """Another version of an agreement's terms, or the first of a supplement."""


class DraftForm(TermsForm):
    """A new agreement: its parties and its first terms."""

    enterprise = forms.TypedChoiceField(label="企业", coerce=int, widget=LongSelect)
    covers_group = forms.BooleanField(
        label="包括下属企业", required=False, help_text="勾选后，下属企业提交的批次也可以关联到本协议。"
    )
    place = forms.TypedChoiceField(
        label="接收方", coerce=int, widget=LongSelect, help_text="签订协议的市、区县或街道（乡镇）。"
    )

    field_order = ("enterprise", "covers_group", "place")

    def __init__(self, *args: Any, enterprises: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("enterprise", enterprises), ("place", places)):
            first = [] if len(choices) == 1 else [("", "请选择")]
            self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]
        self.fields["remark"].widget = forms.HiddenInput()

    def parties(self) -> Parties:
        """Who agrees with whom."""
        data = self.cleaned_data
        return Parties(data["enterprise"], data["place"], data["covers_group"])


class RemarkForm(SeenForm):
    """Why a proposal is sent back."""

    remark = forms.CharField(
        label="修改意见", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="对方会看到这段意见。请勿写个人信息。",
    )  # fmt: skip


class SignForm(SeenForm):
    """The signed paper."""

    signed_on = DayField(label="签署日期", help_text="以纸质协议上最后一方签署的日期为准。")
    scan = forms.FileField(
        label="签署件扫描件", help_text="PDF、JPG 或 PNG，最大 20 MB。须为双方签字盖章的完整协议。",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip
    verified = forms.BooleanField(
        label="已核对：纸质协议与当前版本内容一致，双方均已签字盖章",
        error_messages={"required": "请先核对纸质协议与当前版本一致。"},
    )


class FileForm(SeenForm):
    """The number under which the agreement is on file."""

    filed_no = forms.CharField(label="备案文号", max_length=60)
    filed_on = DayField(label="备案日期")

    def filing(self) -> Filing:
        """What was filled in."""
        return Filing(self.cleaned_data["filed_on"], self.cleaned_data["filed_no"])


class BatchForm(SeenForm):
    """The batch to be delivered under an agreement."""

    batch = forms.TypedChoiceField(label="移交批次", coerce=UUID, help_text="列出本协议企业已提交、尚未关联的批次。")

    def __init__(self, *args: Any, batches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].choices = [("", "请选择"), *batches]  # type: ignore[attr-defined]


class UnlinkForm(SeenForm):
    """The batch to be taken out of an agreement."""

    batch = forms.UUIDField(widget=forms.HiddenInput)


class CloseForm(SeenForm):
    """The end of a fulfilled agreement."""

    note = forms.CharField(
        label="余量说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="协议数量与已接收数量不一致时必填，例如：3 人去世，2 卷档案遗失已补材料。请勿写个人姓名。",
    )  # fmt: skip
    verified = forms.BooleanField(
        label="已核对：协议约定的人员、档案、场所和经费均已移交或已说明",
        error_messages={"required": "请先核对移交情况。"},
    )


class EndForm(SeenForm):
    """The end of an agreement half-way."""

    reason = forms.ChoiceField(label="终止原因", choices=EndReason.choices(), widget=forms.RadioSelect)
    note = forms.CharField(
        label="余量说明", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="说明未移交的人员、档案等如何处理。请勿写个人姓名。",
    )  # fmt: skip
    verified = forms.BooleanField(
        label="已与企业确认，协议自此终止，不能恢复", error_messages={"required": "请先与企业确认。"}
    )

    def ending(self) -> Ending:
        """What was filled in."""
        return Ending(member_of(EndReason, self.cleaned_data["reason"]), self.cleaned_data["note"])
