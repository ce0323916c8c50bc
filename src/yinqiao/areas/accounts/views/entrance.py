"""Signing in: the second factor works once, too many failures cool off, a forgotten password has a way."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LogoutView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.forms import AcceptForm
from yinqiao.areas.accounts.types import NO_ROLE
from yinqiao.kernel.errors import DomainError, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.gates import StaffRequest


def add_refusal(form: Any, error: DomainError) -> None:
    """Show a refusal of an act in its form: beside the fields it names, else at the top with what to do next."""
    placed = [name for name in error.fields if name in form.fields]
    for name in placed:
        form.add_error(name, error.fields[name])
    if not placed:
        form.add_error(None, f"{error.message}{error.next_step}")


def _spend(request: StaffRequest, form: Any) -> bool:
    """Mark a code of an app as used; False, with the reason in the form, when it already was."""
    # A security key answers a question of this moment; a recovery code is used up by the library.
    if "code" not in form.cleaned_data or form.authenticator.type != Authenticator.Type.TOTP:
        return True
    user = form.user
    actor = Actor(user.pk, NO_ROLE, user.name, request_id=request.actor.request_id)
    try:
        services.spend_code(actor=actor, at=timezone.now(), user_id=user.pk, code=form.cleaned_data["code"])
    except Refused as error:
        add_refusal(form, error)
        return False
    return True


class SignOutView(LogoutView):
    """Out; what pages have kept in this browser (a round at the door) goes with the session."""

    template_name = "accounts/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out and let the browser wipe its storage."""
        answer: HttpResponse = super().post(*args, **kwargs)
        answer["Clear-Site-Data"] = '"storage"'
        return answer


class SecondFactorView(AuthenticateView):
    """The one-time code after the password."""

    template_name = "accounts/second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, unless the code was used before."""
        if not _spend(self.request, form):
            return self.form_invalid(form)
        return super().form_valid(form)


class SecondFactorAgainView(ReauthenticateView):
    """The one-time code before a sensitive step."""

    template_name = "accounts/code_again.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on, unless the code was used before."""
        if not _spend(self.request, form):
            return self.form_invalid(form)
        return super().form_valid(form)


class RemoveKeyView(RemoveWebAuthnView):
    """A security key is given up by its owner."""

    template_name = "accounts/remove_security_key.html"

    def get_object(self, queryset: Any = None) -> Any:
        """One of the own keys; 404 for what is none."""
        if not self.kwargs["pk"].isdecimal():
            raise Http404
        return super().get_object(queryset)


def cooling_off(request: StaffRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """The page after too many failures: how long to wait, and that the account itself is not locked."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "accounts/cooling_off.html", {"minutes": minutes}, status=429)


def too_many(request: StaffRequest) -> HttpResponse:
    """429: too many requests from one address."""
    return render(request, "accounts/cooling_off.html", {"minutes": 1}, status=429)


@require_GET
def forgotten(request: StaffRequest) -> HttpResponse:
    """What to do about a forgotten password: there is no mail, the unit's administrator resets it."""
    return render(request, "accounts/forgotten.html")


@require_GET
def no_sign_up(request: StaffRequest) -> HttpResponse:
    """Nobody signs up: accounts come from the unit's administrator."""
    return render(request, "accounts/no_sign_up.html", status=403)


@require_GET
def stopped(request: StaffRequest) -> HttpResponse:
    """The account was stopped."""
    return render(request, "accounts/stopped.html", status=403)


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: StaffRequest, token: str) -> HttpResponse:
    """Make an account by a link; then sign in with it."""
    now = timezone.now()
    invitation = queries.get_invitation(token=token, now=now)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.accept_invitation(
                actor=Actor.anonymous(), at=now, token=token,
                username=form.cleaned_data["username"], password=form.cleaned_data["password1"],
            )  # fmt: skip
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "账户已开通，请用刚才设置的登录名和密码登录。")
            return redirect("account_login")
    return render(request, "accounts/accept_invitation.html", {"form": form, "invitation": invitation})
