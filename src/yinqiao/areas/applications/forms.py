"""Input of the pages of services: filters, an application by its item, what an officer says with each act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from yinqiao.areas.applications.rules import lacking_of_proxy
from yinqiao.areas.applications.services import Attached
from yinqiao.areas.applications.types import (
    Act,
    Answer,
    Applicant,
    Application,
    Channel,
    Consent,
    Item,
    Material,
    Standing,
)
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.ui.asked import counter_field
from yinqiao.platform.ui.choices import PHONE_HINT, DayField

_ALL: list[tuple[Any, str]] = [("", "全部")]
# At a counter nobody applies by the portal.
_CONSENTS = [(one.value, one.label) for one in Consent if one is not Consent.WARRANT]
_CHANNELS = [(one.value, one.label) for one in Channel if one is not Channel.PORTAL]


class CaseFilter(forms.Form):
    """Filters of the cases; those to be done by the reader first."""

    standing = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *Standing.choices()])
    item = forms.ChoiceField(label="事项", required=False)
    number = forms.CharField(label="办件编号", required=False, max_length=40)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [*_ALL, *items]  # type: ignore[attr-defined]


def _materials(label: str, items: tuple[Material, ...], hint: str) -> forms.MultipleChoiceField:
    choices = [(one.code, f"{one.label}（{one.how}）") for one in items]
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=hint
    )


class _OfItem(forms.Form):
    """A form with the fields of an item."""

    use_required_attribute = False
    item: Item

    def add_fields(self, item: Item, known: Mapping[str, str]) -> None:
        self.item = item
        for one in item.field:
            self.fields[one.code] = counter_field(one, known.get(one.code, ""))

    def answers(self) -> dict[str, str]:
        """What was typed, as text."""
        given = self.cleaned_data
        told = {one.code: given[one.code] for one in self.item.field if one.code in given}
        return {
            code: value.isoformat() if hasattr(value, "isoformat") else "" if value is None else str(value)
            for code, value in told.items()
        }


class ApplyForm(_OfItem):
    """An application taken at a counter: the fields of the item, how it came, who applies, what was shown."""

    def __init__(self, *args: Any, item: Item, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields(item, known)
        who = [(one.value, one.label) for one in Applicant if item.takes(one)]
        more: dict[str, forms.Field] = {
            "channel": forms.ChoiceField(label="申请方式", choices=_CHANNELS, initial="counter", widget=forms.RadioSelect),
            "applicant": forms.ChoiceField(label="申请人", choices=who, initial="self", widget=forms.RadioSelect),
            "proxy_name": forms.CharField(label="代办人姓名", required=False, max_length=60, help_text="家属代办的填写。"),
            "proxy_relation": forms.CharField(label="与本人的关系", required=False, max_length=20, help_text="如：女儿。"),
            "proxy_phone": forms.CharField(label="代办人电话", required=False, max_length=40, help_text=PHONE_HINT),
            "consent": forms.ChoiceField(
                label="本人同意的方式", choices=[("", "本人申请，不用填"), *_CONSENTS], required=False,
                help_text="家属、工作人员代办的必填。",
            ),
            "consented_on": DayField(label="本人同意的日期", required=False),
            "materials": _materials("已收到的材料", item.material, "可以在受理时再勾选；不留原件和多余的复印件。"),
        }  # fmt: skip
        if not item.material:
            del more["materials"]
        if item.is_posthumous:
            _of_relative(more)
        self.fields.update(more)

    def clean(self) -> dict[str, Any]:
        """What is missing of whoever acts for the person is told with everything else that is wrong."""
        if "applicant" in self.cleaned_data and "channel" in self.cleaned_data:
            for name, words in lacking_of_proxy(self.application(), timezone.localdate()).items():
                if name not in self.errors:
                    self.add_error(name, words)
        return self.cleaned_data

    def application(self) -> Application:
        """What was filled in."""
        told = self.cleaned_data
        consent = member_of(Consent, told["consent"]) if told.get("consent") else None
        return Application(
            self.item.code, self.answers(), member_of(Applicant, told["applicant"]), member_of(Channel, told["channel"]),
            tuple(told.get("materials", ())), told.get("proxy_name", ""), told.get("proxy_relation", ""),
            told.get("proxy_phone", ""), consent, told.get("consented_on"),
        )  # fmt: skip


def _of_relative(more: dict[str, forms.Field]) -> None:
    """Whoever asks after a death asks for oneself: nobody agreed, and who it is stands first."""
    del more["consent"], more["consented_on"]
    more["applicant"].initial, more["applicant"].widget = Applicant.RELATIVE.value, forms.HiddenInput()
    for name, label in (("name", "申请人姓名"), ("relation", "与逝者的关系"), ("phone", "申请人电话")):
        more[f"proxy_{name}"].label = label
    more["proxy_name"].help_text = "来申请的亲属，照身份证填写。"
    more["proxy_relation"].help_text = "如：配偶、女儿。"


class AttachForm(forms.Form):
    """Which material, and its photograph or file."""

    material = forms.ChoiceField(label="材料", widget=forms.RadioSelect)
    scan = forms.FileField(
        label="照片或文件", help_text="JPG、PNG 或 PDF，不超过 20 MB、6 页。",
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,application/pdf"}),
    )  # fmt: skip

    def __init__(self, *args: Any, materials: Sequence[Material], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material"].choices = [(one.code, one.label) for one in materials]  # type: ignore[attr-defined]

    def attached(self) -> Attached:
        """What was chosen."""
        scan = self.cleaned_data["scan"]
        return Attached(self.cleaned_data["material"], scan, scan.name)


_WORDS = {
    Act.ACCEPT: ("受理意见", False), Act.PASS_ON: ("审核意见", False), Act.DECIDE: ("办理说明", False),
    Act.ASK: ("要补正的内容", False), Act.SUPPLY: ("补正说明", False), Act.SEND_BACK: ("退回的原因", True),
    Act.REFUSE: ("补充说明", False), Act.WITHDRAW: ("撤回的原因", True),
}  # fmt: skip
_HINT = "申请人会看到这段话。不要写身份证号、病情、银行账号。"


class ActForm(_OfItem):
    """What goes with an act on a case."""

    step = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, act: Act, item: Item, ticks: tuple[Material, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        if act is Act.REFUSE:
            grounds = [(one.code, one.label) for one in item.refusal]
            missing = {"required": "请选择不予办理的理由。"}
            self.fields["code"] = forms.ChoiceField(
                label="理由", choices=grounds, widget=forms.RadioSelect, error_messages=missing
            )
        if ticks:
            label = "缺少的材料" if act is Act.ASK else "已收齐的材料"
            hint = "所缺的请一次勾全，本环节只能告知一次。" if act is Act.ASK else "核对原件后勾选。"
            self.fields["materials"] = _materials(label, ticks, hint)
        if act is Act.SUPPLY:
            self.add_fields(item, {one.code: "不用更正的留空。" for one in item.field})
        words, required = _WORDS[act]
        area = forms.Textarea(attrs={"rows": 2})
        self.fields["words"] = forms.CharField(
            label=words, required=required, max_length=300, widget=area, help_text=_HINT
        )

    def answer(self) -> Answer:
        """What was filled in."""
        told = self.cleaned_data
        answers = self.answers() if any(one.code in self.fields for one in self.item.field) else {}
        return Answer(told["words"], told.get("code", ""), tuple(told.get("materials", ())), answers, told["step"])
