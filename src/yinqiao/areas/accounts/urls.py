"""Addresses of the room. Of the sign-in library only what staff need is open: no sign-up, no mail, no reset by link."""

from __future__ import annotations

from allauth.account.views import LoginView, PasswordChangeView, ReauthenticateView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ListWebAuthnView, ReauthenticateWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from yinqiao.areas.accounts.views import entrance, keys, measures, own, unit
from yinqiao.platform.openid import staff_provider
from yinqiao.platform.ui.gates import requires

signed_in = requires()

_pages = [
    path("profile/", own.profile, name="profile"),
    path("profile/details/", own.details, name="details"),
    path("roles/", own.switch_role, name="switch_role"),
    path("invitations/", unit.invitations, name="invitations"),
    path("invitations/new/", unit.invite, name="invite"),
    path("invitations/<uuid:invitation_id>/withdraw/", unit.withdraw_invitation, name="withdraw_invitation"),
    path("invitation/<str:token>/", entrance.accept_invitation, name="accept_invitation"),
    path("grants/<uuid:grant_id>/revoke/", unit.revoke_grant, name="revoke_grant"),
    path("grants/<uuid:grant_id>/deputy/", own.name_deputy, name="name_deputy"),
    path("keys/", keys.keys, name="keys"),
    path("keys/new/", keys.new_key, name="new_key"),
    path("keys/<uuid:key_id>/revoke/", keys.revoke_key, name="revoke_key"),
    path("users/", unit.users, name="users"),
    path("users/new/", unit.new_user, name="new_user"),
    path("users/<uuid:user_id>/", unit.user, name="user"),
    path("users/<uuid:user_id>/grant/", unit.new_grant, name="new_grant"),
    path("users/<uuid:user_id>/<slug:measure>/", measures.take_measure, name="measure"),
]

# The names are the library's own: its views and middleware look each other up by them.
_entrance = [
    path(
        "login/",
        LoginView.as_view(template_name="accounts/sign_in.html", extra_context={"office": staff_provider}),
        name="account_login",
    ),
    path("logout/", entrance.SignOutView.as_view(), name="account_logout"),
    path("signup/", entrance.no_sign_up, name="account_signup"),
    path("stopped/", entrance.stopped, name="account_inactive"),
    path("password/forgotten/", entrance.forgotten, name="account_reset_password"),
    path(
        "password/change/",
        signed_in(PasswordChangeView.as_view(template_name="accounts/change_password.html")),
        name="account_change_password",
    ),
    path(
        "again/",
        signed_in(ReauthenticateView.as_view(template_name="accounts/password_again.html")),
        name="account_reauthenticate",
    ),
    path("second-factor/", RedirectView.as_view(pattern_name="accounts:profile"), name="mfa_index"),
    path("second-factor/code/", entrance.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("second-factor/again/", signed_in(entrance.SecondFactorAgainView.as_view()), name="mfa_reauthenticate"),
    path(
        "second-factor/set-up/",
        signed_in(ActivateTOTPView.as_view(template_name="accounts/set_up_second_factor.html")),
        name="mfa_activate_totp",
    ),
    path(
        "second-factor/give-up/",
        signed_in(DeactivateTOTPView.as_view(template_name="accounts/give_up_second_factor.html")),
        name="mfa_deactivate_totp",
    ),
    path(
        "security-keys/",
        signed_in(ListWebAuthnView.as_view(template_name="accounts/security_keys.html")),
        name="mfa_list_webauthn",
    ),
    path(
        "security-keys/add/",
        signed_in(AddWebAuthnView.as_view(template_name="accounts/add_security_key.html")),
        name="mfa_add_webauthn",
    ),
    path(
        "security-keys/again/",
        signed_in(ReauthenticateWebAuthnView.as_view(template_name="accounts/key_again.html")),
        name="mfa_reauthenticate_webauthn",
    ),
    path("security-keys/<slug:pk>/remove/", signed_in(entrance.RemoveKeyView.as_view()), name="mfa_remove_webauthn"),
    path(
        "recovery-codes/",
        signed_in(ViewRecoveryCodesView.as_view(template_name="accounts/recovery_codes.html")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/new/",
        signed_in(GenerateRecoveryCodesView.as_view(template_name="accounts/new_recovery_codes.html")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        signed_in(DownloadRecoveryCodesView.as_view(template_name="accounts/recovery_codes.txt")),
        name="mfa_download_recovery_codes",
    ),
    path(
        "sign-ins/",
        signed_in(ListUserSessionsView.as_view(template_name="accounts/sign_ins.html")),
        name="usersessions_list",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include((_pages, "accounts"))), *_entrance]
