"""Every request runs in one transaction as its actor; a refusal becomes a page that says what to do next."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from yinqiao.areas.accounts.queries import get_actor
from yinqiao.areas.portal.queries import actor_of
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.access.session import acting
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.gates import StaffRequest
from yinqiao.shell import errors
from yinqiao.shell.health import PATH as HEALTH_PATH
from yinqiao.shell.machine.gate import is_machine, serve
from yinqiao.shell.portal import is_portal, token_of


class ActorMiddleware:
    """Sets `request.actor`, opens the transaction under row-level security, and turns refusals into pages.

    The role in use is kept in the session by grant id and looked up anew at every request, so that a role taken
    away ends with the next click.
    """

    def __init__(self, get_response: Callable[[StaffRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponse:
        if request.path == HEALTH_PATH:  # must answer while the database does not
            request.actor = Actor.anonymous()
            return self.get_response(request)
        if is_machine(request.path):
            return serve(request, self.get_response)
        request.actor = self._actor_of(request)
        answer: HttpResponse | None = None
        try:
            with acting(request.actor):
                answer = self.get_response(request)
                if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                    answer = errors.not_a_page(request, answer)
        except OperationalError:
            if answer is None:
                raise
            # The page was made and its transaction not heard of again: it may have been committed.
            return errors.unknown_outcome()
        # What somebody saw here is not to be seen by who sits at the same computer afterwards.
        patch_cache_control(answer, no_store=True, private=True)
        return answer

    @staticmethod
    def _actor_of(request: StaffRequest) -> Actor:
        """Who asks. The portal knows retirees alone and the workbench staff alone, whatever a browser holds of both."""
        if is_portal(request.path):
            return actor_of(token=token_of(request), at=timezone.now(), request_id=uuid4().hex)
        return get_actor(
            user=request.user,
            grant_id=request.session.get("grant_id"),
            today=timezone.localdate(),
            request_id=uuid4().hex,
        )

    def process_exception(self, request: StaffRequest, exception: Exception) -> HttpResponse | None:
        """Undo the request's work; answer an anticipated refusal ourselves, leave faults to the 500 page."""
        transaction.set_rollback(True)
        if isinstance(exception, DomainError):
            return errors.render_error(request, exception)
        return None
