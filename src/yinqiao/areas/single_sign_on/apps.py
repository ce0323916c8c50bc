"""Wiring of signing in by the office platform."""

from django.apps import AppConfig


class SingleSignOnConfig(AppConfig):
    """Identities elsewhere, bound to accounts."""

    name = "yinqiao.areas.single_sign_on"
    label = "single_sign_on"
    verbose_name = "单点登录"

    def ready(self) -> None:
        """Make the encrypted table known."""
        from yinqiao.areas.single_sign_on.services import ENCRYPTED
        from yinqiao.platform.crypto.rotate import register_encrypted

        register_encrypted(ENCRYPTED)
