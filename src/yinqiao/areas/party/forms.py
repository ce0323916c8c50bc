"""Input of the pages of party relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from yinqiao.areas.lists.types import RowState
from yinqiao.areas.party.rules import return_reasons
from yinqiao.areas.party.types import NOTE_LENGTH, NUMBER_LENGTH, LetterInput, LetterMedium, Numbering
from yinqiao.platform.ui.choices import DayField, LongSelect, NamedChoiceField
from yinqiao.platform.ui.eye import PURPOSES

Choices = Sequence[tuple[Any, str]]
# Words for the filters of `queries.member_filters`.
STATES = (
    ("open", "未办结"),
    ("on_the_way", "未办结，不含退回"),
    ("waiting", "待开介绍信"),
    ("lettered", "已开介绍信，待报到"),
    ("valid", "待报到，介绍信有效"),
    ("expired", "待报到，介绍信已过期"),
    ("checked_in", "已报到，待接收"),
    ("received", "已接收"),
    ("returned", "已退回"),
    ("attached", "挂靠党员"),
    ("unreached", "挂靠党员，没有联系渠道"),
)
WITHDRAWN = ("withdrawn", "已撤回")


class RowFilter(forms.Form):
    """Filters of a roster's rows."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *RowState.choices()])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class ReceiverForm(forms.Form):
    """Who receives the members whose home the register does not know."""

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(
            places, label="其他党员的接收单位",
            help_text="登记中查不到居住社区的党员移交到这里：市、区县、街道（乡镇）或社保经办机构。",
        )  # fmt: skip


class UndoForm(forms.Form):
    """Why a submitted roster is taken back."""

    reason = forms.CharField(
        label="撤回原因", min_length=2, max_length=100, help_text="写入审计记录，例如：名册版本有误。"
    )


class MemberFilter(forms.Form):
    """Filters of members."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES])
    enterprise = forms.TypedChoiceField(
        label="移交企业", required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    branch = forms.CharField(label="所在党支部", required=False, max_length=100)
    name = forms.CharField(label="姓名", required=False, max_length=40)
    batch = forms.UUIDField(label="移交批次", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, enterprises: Choices = (), has_withdrawn: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [("", "全部"), *enterprises]  # type: ignore[attr-defined]
        if len(enterprises) < 2:
            del self.fields["enterprise"]
        if has_withdrawn:
            self.fields["state"].choices = [("", "全部"), *STATES, WITHDRAWN]  # type: ignore[attr-defined]


class LetterForm(forms.Form):
    """The letters of the chosen members: how their numbers run, how and when they were issued, and where to."""

    before = forms.CharField(
        label="编号前缀", required=False, max_length=NUMBER_LENGTH, help_text="序号前面的部分，例如：组介〔2026〕第"
    )
    first = forms.RegexField(
        r"^[0-9]+$", label="起始序号", max_length=12, error_messages={"invalid": "起始序号只填数字，例如 0031。"},
        help_text="第一封的序号，其余按名单顺序（支部、姓名）逐一加 1，位数不变，例如：0031",
    )  # fmt: skip
    after = forms.CharField(
        label="编号后缀", required=False, max_length=10, help_text="序号后面的部分，例如：号"
    )  # fmt: skip
    medium = forms.ChoiceField(label="介绍信方式", choices=LetterMedium.choices(), widget=forms.RadioSelect)
    issued_on = DayField(label="开出日期")

    def __init__(self, *args: Any, places: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = NamedChoiceField(
            places, label="改由其他单位接收", required=False, help_text="不填则仍移交到原接收单位。"
        )

    def letter(self) -> LetterInput:
        """What was filled in."""
        given = self.cleaned_data
        numbering = Numbering(given["before"].strip(), given["first"], given["after"].strip())
        return LetterInput(numbering, LetterMedium[given["medium"].upper()], given["issued_on"], given["place"])


class CheckInForm(forms.Form):
    """The day on which members reported in."""

    reported_on = DayField(label="报到日期", help_text="不早于介绍信开出日期，不晚于有效期最后一天。")


class AcceptForm(forms.Form):
    """The receipt with which members are received."""

    received_on = DayField(label="回执日期", help_text="接收党组织出具回执的日期，不早于报到日期。")
    receipt_no = forms.CharField(
        label="回执编号", required=False, max_length=NUMBER_LENGTH,
        help_text="回执与介绍信同号的不用填，按各人的介绍信编号登记。",
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why members are returned."""

    reason = forms.ChoiceField(label="退回原因", widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="企业会看到这段说明。请勿写身份证号、电话等个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.code, one.label) for one in return_reasons().values()]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class PurposeForm(forms.Form):
    """What a channel is looked at for."""

    purpose = forms.ChoiceField(label="查看用途", choices=[(one, one) for one in PURPOSES], help_text="将记入审计。")
