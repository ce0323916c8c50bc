"""What this room does when somebody signs in or out, fails to, or changes password or second factor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.types import NO_ROLE
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record
from yinqiao.platform.ui.gates import StaffRequest
from yinqiao.platform.ui.requesting import client_address


def typed_username(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name that throttling counts by: in lower case, so that `Admin` and `admin` are counted as one."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request is not None else "")
    return str(typed).strip().lower()[:40]


def _note(request: HttpRequest | None, user: Any, action: str, **facts: Any) -> None:
    """One audit entry of kind `sign_in` about a user; the network address is kept, the name typed in never is."""
    actor: Actor = getattr(request, "actor", None) or Actor.anonymous()
    if actor.id is None and user is not None and action != "accounts.sign_in_failed":
        actor = Actor(user.pk, NO_ROLE, user.name, request_id=actor.request_id)
    address = client_address(request) if request is not None else ""
    subject = ("user", user.pk) if user is not None else ("", None)
    record(
        actor, action=action, kind="sign_in", at=timezone.now(), subject=subject, detail={"address": address, **facts}
    )


def on_signed_in(*, request: HttpRequest | None = None, user: Any, **_: Any) -> None:
    """Both factors were given."""
    _note(request, user, "accounts.signed_in")


def on_signed_out(*, request: HttpRequest | None = None, user: Any, **_: Any) -> None:
    """The session was ended by its owner."""
    if user is not None:
        _note(request, user, "accounts.signed_out")


def on_sign_in_failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong password, an unknown name, or an account that is cooling off."""
    user = queries.find_user_by_username(username=str(credentials.get("username") or ""))
    _note(request, user, "accounts.sign_in_failed", cooling_off=bool(getattr(request, "axes_locked_out", False)))


def on_code_failed(*, request: HttpRequest | None = None, user: Any, **_: Any) -> None:
    """A wrong one-time code."""
    _note(request, user, "accounts.code_failed")


def on_password_changed(*, request: StaffRequest, user: Any, **_: Any) -> None:
    """The duty to change a temporary password is done."""
    services.settle_password(actor=request.actor, at=timezone.now(), user_id=user.pk)


def on_second_factor_added(*, request: HttpRequest | None = None, user: Any, authenticator: Any, **_: Any) -> None:
    """A second factor or recovery codes were set up."""
    _note(request, user, "accounts.second_factor_added", type=authenticator.type)


def on_second_factor_removed(*, request: HttpRequest | None = None, user: Any, authenticator: Any, **_: Any) -> None:
    """A second factor was given up by its owner."""
    _note(request, user, "accounts.second_factor_given_up", type=authenticator.type)
