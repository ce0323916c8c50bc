"""Forms of the room: signing in, one's own account, and what administrators fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.validators import MaxLengthValidator

from yinqiao.areas.accounts.types import KeyState, Role, Target
from yinqiao.platform.ui.choices import NamedChoiceField

PASSWORD_HINT = "至少 12 个字符，不要用常见密码，也不要与姓名、登录名相似。可以用一句您记得住的话。"  # noqa: S105
# Of a security key.
_LONGEST_NAME = 40
CODE_HINT = "打开手机上的验证器应用，输入 6 位数字；手机不在身边时可输入一个恢复码。"


def _relabel(form: forms.Form, words: Mapping[str, tuple[str, str]]) -> None:
    """Our own Chinese label and hint for fields that come from elsewhere; no placeholder repeats the label."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Sign-in name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"login": ("登录名", ""), "password": ("密码", "")})
        self.fields["login"].widget.attrs["autocapitalize"] = "none"


class ChangePasswordForm(AllauthChangePasswordForm):
    """A new password, different from the one in use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = ("再次输入新密码", "")
        _relabel(self, {"oldpassword": ("当前密码", ""), "password1": ("新密码", PASSWORD_HINT), "password2": again})

    def clean(self) -> dict[str, Any]:
        """Refuse the same password again: a temporary one must not become the lasting one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("password1") and cleaned.get("password1") == cleaned.get("oldpassword"):
            self.add_error("password1", "新密码不能与当前密码相同。")
        return cleaned


class PasswordAgainForm(AllauthReauthenticateForm):
    """The password once more, before a sensitive step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password": ("密码", "")})


class CodeForm(AllauthAuthenticateForm):
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": ("动态口令", CODE_HINT)})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeAgainForm(AllauthCodeAgainForm):
    """The second factor once more, before a sensitive step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": ("动态口令", CODE_HINT)})


class ActivateForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": ("验证器显示的 6 位数字", "扫码后应用里会出现一组每 30 秒更新的数字。")})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


_NOT_HEARD = "安全密钥没有应答，没有改动。请再试一次。"


def _key_refused() -> forms.ValidationError:
    return forms.ValidationError("安全密钥没有核对通过，没有改动。请再用一次，或者改用其他方式。")


# What the library lets through of an answer that no key of ours gave: it reads before it looks.
_NO_ANSWER = (forms.ValidationError, InvalidSignature, AttributeError, LookupError, TypeError, ValueError)


class KeyForm(AuthenticateWebAuthnForm):
    """The answer of a security key at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = _NOT_HEARD

    def clean_credential(self) -> Any:
        """The key that answered; refused in words whatever was sent in its place."""
        try:
            return super().clean_credential()
        except _NO_ANSWER as problem:
            raise _key_refused() from problem


class KeyAgainForm(KeyForm, ReauthenticateWebAuthnForm):
    """The same before a sensitive step."""


class AddKeyForm(AddWebAuthnForm):
    """A security key: its name; what the key answers is put in by the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"name": ("名称", "方便以后辨认，例如“办公室电脑”“蓝色 U 盾”。")})
        self.fields["name"].validators.append(MaxLengthValidator(_LONGEST_NAME, "名称不能超过 40 个字。"))
        self.fields["name"].widget.attrs["maxlength"] = _LONGEST_NAME
        self.fields["credential"].error_messages["required"] = _NOT_HEARD

    def clean(self) -> Any:
        """What the key answered to the question of this page; refused in words otherwise."""
        try:
            return super().clean()
        except _NO_ANSWER as problem:
            raise _key_refused() from problem


def _day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


END_HINT = "自当日起不再有效；长期有效请留空。"


class GrantForm(forms.Form):
    """A role over a unit for a period."""

    role = forms.ChoiceField(label="角色")
    valid_from = _day("起始日期")
    valid_to = _day("终止日期", END_HINT, required=False)

    field_order: Sequence[str] = ("name", "username", "phone", "role", "unit", "valid_from", "valid_to")

    def __init__(self, *args: Any, roles: Sequence[Role], units: Mapping[str, Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["role"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101  declared above
        choices.choices = [(role.value, role.label) for role in roles]
        self.fields["unit"] = NamedChoiceField(units, label="所属单位")
        if len(units) == 1:
            self.fields["unit"].initial = next(iter(units))
        self.order_fields(self.field_order)


class NewUserForm(GrantForm):
    """A new account with its first role."""

    name = forms.CharField(label="姓名", max_length=40)
    username = forms.CharField(
        label="登录名", min_length=4, max_length=40,
        help_text="4 至 40 个字符，以字母开头，只含字母、数字、点、短横线和下划线；不区分大小写。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    phone = forms.CharField(label="办公电话", max_length=20, required=False)


class InviteForm(GrantForm):
    """Somebody who shall make an account by a link; the role begins on the day the link is used."""

    name = forms.CharField(label="被邀请人姓名", max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_from"]


class AcceptForm(forms.Form):
    """Sign-in name and password chosen by who was invited."""

    username = forms.CharField(
        label="登录名", min_length=4, max_length=40,
        help_text="4 至 40 个字符，以字母开头，只含字母、数字、点、短横线和下划线。",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )  # fmt: skip
    password1 = forms.CharField(
        label="密码", help_text=PASSWORD_HINT, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label="再次输入密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """The two passwords must be the same."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("password1") and cleaned.get("password1") != cleaned.get("password2"):
            self.add_error("password2", "两次输入的密码不一致。")
        return cleaned


class DeputyForm(forms.Form):
    """Who stands in, from when, until when."""

    deputy = forms.ChoiceField(label="代理人", help_text="本单位在用账户；社区可由本街道和街道内其他社区的同事代理。")
    valid_from = _day("代理起始日期")
    valid_to = _day("代理终止日期", "自当日起不再代理；最长 184 天，不超过本人授权的终止日期。")

    def __init__(self, *args: Any, people: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["deputy"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101  declared above
        choices.choices = [("", "请选择"), *((str(one), name) for one, name in people)]


class ReasonForm(forms.Form):
    """Why: kept in the audit log."""

    reason = forms.CharField(label="理由", max_length=200, help_text="将记入审计日志，请不要写退休人员的个人信息。")


class DetailsForm(forms.Form):
    """What a person may change in the own account."""

    phone = forms.CharField(
        label="办公电话", max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )


class NewKeyForm(forms.Form):
    """A key for a programme: what for, resting on which grant, until when."""

    name = forms.CharField(
        label="名称", max_length=40, help_text="写明哪个程序、作什么用，例如：街道统计平台每日取数。请不要写个人信息。"
    )
    grant = forms.ChoiceField(label="所依授权", help_text="程序看到的范围与这项授权相同；授权结束，凭据随即失效。")
    valid_to = _day("终止日期", "自当日起不再有效，最长一年。")

    def __init__(self, *args: Any, grants: Sequence[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["grant"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101  declared above
        choices.choices = [("", "请选择"), *((str(one), label) for one, label in grants)]


class UserFilterForm(forms.Form):
    """Which accounts a list shows; the fields of `UserFilter`."""

    text = forms.CharField(label="姓名或登录名", max_length=40, required=False)
    role = forms.ChoiceField(
        label="角色", required=False, choices=[("", "全部角色"), *((one.value, one.label) for one in Role)]
    )
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "全部状态"),
            ("in_force", "在用"),
            ("ending", "14 日内到期"),
            ("ended", "授权已到期或收回"),
            ("stopped", "已停用"),
        ],
    )


class InvitationFilter(forms.Form):
    """Which invitations a list shows."""

    text = forms.CharField(label="被邀请人", max_length=40, required=False)
    role = forms.ChoiceField(
        label="角色", required=False, choices=[("", "全部角色"), *((one.value, one.label) for one in Role)]
    )


class KeyFilter(forms.Form):
    """Which keys a list shows."""

    text = forms.CharField(label="名称", max_length=40, required=False)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *KeyState.choices(), ("ending", "14 日内到期")]
    )
