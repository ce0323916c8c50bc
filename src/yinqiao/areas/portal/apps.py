"""Wiring of the portal's entrance."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Sign-in and sessions of retirees."""

    name = "yinqiao.areas.portal"
    label = "portal"
    verbose_name = "长辈版登录"

    def ready(self) -> None:
        """Make the encrypted table known."""
        from yinqiao.areas.portal.services import ENCRYPTED
        from yinqiao.platform.crypto.rotate import register_encrypted

        register_encrypted(ENCRYPTED)
