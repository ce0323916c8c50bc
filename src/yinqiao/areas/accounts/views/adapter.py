"""How the sign-in library behaves here: no sign-up, no mail, our own words, secrets of second factors encrypted."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage

from yinqiao.platform.crypto.cipher import decrypt_value, encrypt_value

# What the library announces, in our words; what is not here is not announced.
_MESSAGES = {
    "account/messages/password_changed.txt": "密码已修改。其他设备上的登录已全部退出。",
    "mfa/messages/totp_activated.txt": "第二因素已启用。",
    "mfa/messages/totp_deactivated.txt": "第二因素已停用。",
    "mfa/messages/webauthn_added.txt": "安全密钥已登记。下次登录时，输入密码后可以用它确认。",
    "mfa/messages/webauthn_removed.txt": "安全密钥已移除。",
    "mfa/messages/recovery_codes_generated.txt": "新的恢复码已生成，请抄下来妥善保管。",
    "usersessions/messages/sessions_logged_out.txt": "其他设备上的登录已全部退出。",
}
_TABLE, _COLUMN = "mfa_authenticator", "data"
# The library encrypts before the row exists, so the cell is bound to its column and not to its row.
_NO_ROW = bytes(16)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators and invitations alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "这个账户已停用。",
        "enter_current_password": "当前密码不正确。",
        "incorrect_code": "动态口令不正确，请核对后重新输入。",
        "incorrect_password": "密码不正确。",
        "too_many_login_attempts": "尝试次数过多，请稍后再试。",
        "rate_limited": "操作过于频繁，请稍后再试。",
        "username_password_mismatch": "登录名或密码不正确。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("accounts:profile")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The entrance."""
        return reverse("account_login")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Announce in our own words, or not at all."""
        words = kwargs.pop("message", None) or _MESSAGES.get(message_template or "")
        if words:
            super().add_message(request, level, message=words)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and seeds of recovery codes lie encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "第二因素不能停用。",
        "cannot_generate_recovery_codes": "请先启用第二因素，再生成恢复码。",
        "incorrect_code": "动态口令不正确，请核对后重新输入。",
    }

    def get_totp_label(self, user: Any) -> str:
        """What the authenticator app shows: the sign-in name."""
        return str(user.username)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What a key keeps of its owner: the sign-in name, and no name of a person."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "name": user.username,
            "display_name": user.username,
        }

    def _get_site_name(self) -> str:
        """What the browser says whom the key is for."""
        return "银桥"

    def build_totp_svg(self, url: str) -> str:
        """The QR code on a white ground of its own, so that cameras read it on dark pages too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Ciphertext in base64, under the field key of the keyring."""
        return base64.b64encode(encrypt_value(text, _NO_ROW, table=_TABLE, column=_COLUMN)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return decrypt_value(base64.b64decode(encrypted_text), _NO_ROW, table=_TABLE, column=_COLUMN)
