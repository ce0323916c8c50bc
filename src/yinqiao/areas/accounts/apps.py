"""Wiring of the room of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles, invitations."""

    name = "yinqiao.areas.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        """Register the menu entry and what is done at sign-in."""
        from allauth.account.signals import password_changed
        from allauth.mfa import signals as second_factor
        from django.contrib.auth import signals

        from yinqiao.areas.accounts import reactions
        from yinqiao.areas.accounts.rules import ACCOUNT_ADMINS
        from yinqiao.areas.accounts.views.today import ending_grants, ending_keys
        from yinqiao.platform.ui import MenuEntry, ui

        roles = frozenset(str(role) for role in ACCOUNT_ADMINS)
        ui.add_today(ending_grants)
        ui.add_today(ending_keys)
        ui.add_menu(MenuEntry("账户与授权", "accounts:users", "users-group", roles, order=800))
        signals.user_logged_in.connect(reactions.on_signed_in)
        signals.user_logged_out.connect(reactions.on_signed_out)
        signals.user_login_failed.connect(reactions.on_sign_in_failed)
        password_changed.connect(reactions.on_password_changed)
        second_factor.authentication_failed.connect(reactions.on_code_failed)
        second_factor.authenticator_added.connect(reactions.on_second_factor_added)
        second_factor.authenticator_reset.connect(reactions.on_second_factor_added)
        second_factor.authenticator_removed.connect(reactions.on_second_factor_removed)
