"""Wiring of the room of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles, invitations."""

    name = "yinqiao.areas.accounts"
    label = "accounts"
    verbose_name = "账户"
