"""Input of the pages of certificates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from yinqiao.areas.certificates.types import How, Kind, Revocation, Standing, Withdrawal

_ALL: list[tuple[Any, str]] = [("", "全部")]
_OTHER = "other"


class RefusedFilter(forms.Form):
    """What somebody asks for, in any words."""

    asked = forms.CharField(label="要开什么证明", required=False, max_length=40)


class CertificateFilter(forms.Form):
    """Filters of the register."""

    standing = forms.ChoiceField(label="状态", required=False, choices=[*_ALL, *Standing.choices()])
    kind = forms.ChoiceField(label="证明", required=False)
    number = forms.CharField(label="证明编号", required=False, max_length=40)
    name = forms.CharField(label="姓名", required=False, max_length=40)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [*_ALL, *kinds]  # type: ignore[attr-defined]


class UseFilter(forms.Form):
    """Filters of the register of seals."""

    how = forms.ChoiceField(label="用印方式", required=False, choices=[*_ALL, *How.choices()])
    number = forms.CharField(label="证明编号", required=False, max_length=40)
    who = forms.CharField(label="用印人", required=False, max_length=40)


class IssueForm(forms.Form):
    """What for: the one thing that the register does not know."""

    use_required_attribute = False

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((one, one) for one in kind.purposes), (_OTHER, "其他（在下面写明）")]
        self.fields["purpose"] = forms.ChoiceField(
            label="用途", choices=choices, widget=forms.RadioSelect, initial=kind.purposes[0],
            error_messages={"required": "请选择用途。"},
        )  # fmt: skip
        self.fields["other"] = forms.CharField(
            label="其他用途", required=False, max_length=40, help_text="会印在证明上。不要写身份证号、电话、病情。"
        )

    def clean(self) -> dict[str, Any]:
        """The other purpose in words."""
        if self.cleaned_data.get("purpose") == _OTHER and not (self.cleaned_data.get("other") or "").strip():
            self.add_error("other", "请写明用途。")
        return self.cleaned_data

    def purpose(self) -> str:
        """What is printed."""
        told = self.cleaned_data
        return str(told["other"] if told["purpose"] == _OTHER else told["purpose"])


class RevokeForm(forms.Form):
    """Why it is revoked."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label="撤销原因",
        choices=Revocation.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择撤销原因。"},
    )


class DeclineForm(forms.Form):
    """Why no seal is put."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label="不用印的原因", choices=Withdrawal.choices(), widget=forms.RadioSelect,
        error_messages={"required": "请选择原因。"},
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code of a paper, as it is read."""

    code = forms.CharField(label="查验码", max_length=60, help_text="印在证明下方二维码的旁边，24 位，每 4 位一组。")


class FileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label="证明的 PDF 或 OFD 文件", error_messages={"required": "请选择文件。", "empty": "文件是空的。"}
    )
