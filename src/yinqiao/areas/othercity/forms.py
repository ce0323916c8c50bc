"""Input of the pages between cities."""

from __future__ import annotations

from typing import Any

from django import forms

from yinqiao.areas.othercity.rules import cities, city_label, return_reasons
from yinqiao.areas.othercity.rules.sealing import MOST_BYTES
from yinqiao.areas.othercity.types import NOTE_LENGTH, ArrivalState, Obstacle, RegisterMark, Side, TransferState
from yinqiao.platform.ui.choices import LongSelect, NamedChoiceField

ALL = ("", "全部")
# The address of a filter cannot be empty: that nothing stands against it has a word of its own.
READY = "ready"
_UNKNOWN = ("none", "待识别")


def _cities_of(codes: list[str]) -> list[tuple[str, str]]:
    return [(one, city_label(one)) for one in codes if one]


class CandidateFilter(forms.Form):
    """Filters of the desk's people."""

    obstacle = forms.ChoiceField(label="能否移交", required=False)
    city = forms.ChoiceField(label="居住城市", required=False, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, found: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.value or READY, one.label) for one in Obstacle]
        self.fields["obstacle"].choices = [ALL, *known]  # type: ignore[attr-defined]
        self.fields["city"].choices = [ALL, _UNKNOWN, *_cities_of(found or [])]  # type: ignore[attr-defined]


class PackageFilter(forms.Form):
    """Filters of packages."""

    state = forms.ChoiceField(
        label="进展", required=False,
        choices=[ALL, ("open", "等待答复"), ("risen", "超期未答复"), ("ended", "已办结")],
    )  # fmt: skip
    side = forms.ChoiceField(label="方向", required=False, choices=[ALL, *Side.choices()])
    city = forms.ChoiceField(label="对方城市", required=False, widget=LongSelect)
    number = forms.CharField(label="编号", required=False, max_length=32)

    def __init__(self, *args: Any, found: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [ALL, *_cities_of(found or [])]  # type: ignore[attr-defined]


class TransferFilter(forms.Form):
    """Filters of the people of a package that went out."""

    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *TransferState.choices()])
    name = forms.CharField(label="姓名", required=False, max_length=40)


class ArrivalFilter(forms.Form):
    """Filters of whom other cities offer."""

    state = forms.ChoiceField(label="状态", required=False, choices=[ALL, *ArrivalState.choices()])
    mark = forms.ChoiceField(label="本市登记", required=False, choices=[ALL, *RegisterMark.choices()])
    city = forms.ChoiceField(label="移出城市", required=False, widget=LongSelect)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, found: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].choices = [ALL, *_cities_of(found or [])]  # type: ignore[attr-defined]


class KeysFilter(forms.Form):
    """Filters of public keys."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[ALL, ("waiting", "待确认指纹"), ("confirmed", "已确认"), ("revoked", "已停用")]
    )  # fmt: skip


class CityForm(forms.Form):
    """In which city people live."""

    city = NamedChoiceField({}, label="居住城市")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {one.label: one.code for one in cities().values()}
        self.fields["city"] = NamedChoiceField(named, label="居住城市")


class FileForm(forms.Form):
    """A sealed file of another city."""

    file = forms.FileField(
        label="交换文件", help_text=f"对方发来的移交包、答复或撤回文件（.jwe），最大 {MOST_BYTES // 2**20} MB。",
        widget=forms.ClearableFileInput(attrs={"accept": ".jwe"}),
    )  # fmt: skip


class SheetForm(forms.Form):
    """A sheet of public keys."""

    file = forms.FileField(
        label="城市公钥文件", help_text="对方平台“城市公钥”页下载的 JSON 文件。",
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
    )  # fmt: skip


class TailForm(forms.Form):
    """The end of a fingerprint as it was heard."""

    tail = forms.CharField(
        label="对方告知的指纹末 8 位", max_length=12,
        help_text="请打对方公布的电话，请对方读出指纹后填写；不要照本页抄写，也不要使用随文件一起发来的号码。",
    )  # fmt: skip


class PurposeForm(forms.Form):
    """What a file with personal data is handed out for."""

    purpose = forms.CharField(
        label="用途", min_length=4, max_length=100, help_text="至少 4 个字，例如：发送武汉市经办机构。将记入审计。"
    )


class ReturnForm(forms.Form):
    """Why people are returned to the city that offers them."""

    reason = forms.ChoiceField(label="退回原因", widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明", required=False, max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="对方会看到这段说明。请勿写身份证号、电话等个人信息。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.code, one.label) for one in return_reasons().values()]
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]
