"""What must be done before any page: a temporary password is changed, a second factor is set up."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yinqiao.areas.accounts.queries import has_second_factor
from yinqiao.platform.ui.gates import StaffRequest

_SEEN = "has_second_factor"


class DutiesMiddleware:
    """Sends a signed-in person to the duty that is still open; only the way to do it, and the way out, stay free.

    A second factor is forced when `settings.IS_DEMO` is False. That it exists is noted in the session, so that it is
    asked once; taking it away ends the sessions.
    """

    def __init__(self, get_response: Callable[[StaffRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.library = AccountMiddleware(get_response)

    def __call__(self, request: StaffRequest) -> HttpResponse:
        duty = self._open_duty(request)
        if duty is None:
            return self.get_response(request)
        if getattr(request, "htmx", False):
            return HttpResponse(status=204, headers={"HX-Redirect": duty})
        return redirect(duty)

    def process_exception(self, request: StaffRequest, exception: Exception) -> HttpResponse | None:
        """Let the library ask for the password once more before the transaction is given up: it reads to do so."""
        if isinstance(exception, ReauthenticationRequired | ImmediateHttpResponse):
            answer: HttpResponse | None = self.library.process_exception(request, exception)
            return answer
        return None

    def _open_duty(self, request: StaffRequest) -> str | None:
        """Where the person must go first, or None when this page may be opened."""
        user = request.user
        # Under the portal's addresses the actor is a retiree, or nobody, whoever of the staff sits at this browser.
        if user.is_anonymous or request.actor.id != user.pk:
            return None
        if user.must_change_password:
            duty, words, ways = reverse("account_change_password"), "请先修改临时密码。", []
        elif self._lacks_second_factor(request, user.pk):
            duty, words = reverse("mfa_activate_totp"), "请先启用第二因素（手机验证器或者安全密钥），再使用系统。"
            ways = [reverse("account_reauthenticate"), reverse("mfa_add_webauthn")]
        else:
            return None
        if request.path in (duty, reverse("account_logout"), *ways):
            return None
        if not list(messages.get_messages(request)):
            messages.warning(request, words)
        return duty

    def _lacks_second_factor(self, request: StaffRequest, user_id: UUID) -> bool:
        if settings.IS_DEMO or request.session.get(_SEEN):
            return False
        if not has_second_factor(user_id=user_id):
            return True
        request.session[_SEEN] = True
        return False
