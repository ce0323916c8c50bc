"""Wiring of encryption: its command."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """Keys, encrypted fields and files."""

    name = "yinqiao.platform.crypto"
    label = "crypto"
    verbose_name = "加密"
