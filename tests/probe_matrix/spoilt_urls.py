"""The product with pages of the shell spoilt where they stand, each in a way of its own: what the matrix must find."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from tests.probe_matrix.city import soul
from tests.probe_matrix.leaking_urls import find
from tests.probe_matrix.table import TABLE
from yinqiao.config.urls import handler400, handler403, handler404, handler500
from yinqiao.config.urls import urlpatterns as product
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.ui.gates import requires
from yinqiao.shell.urls import urlpatterns as pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
OVERSEERS = TABLE["groups"]["overseers"]
BOTH = ["GET", "POST"]
View = Callable[..., HttpResponse]


def _answers_forms_early(view: Any) -> View:
    @wraps(view)
    def early(request: HttpRequest) -> HttpResponse:
        return HttpResponse("done") if request.method == "POST" else view(request)

    return early


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def _gated_for_reading_alone(request: HttpRequest) -> Any:
    return requires(*OVERSEERS)(_page)(request) if request.method == "GET" else _page(request)


def _says_whom_it_refuses_to_show(request: HttpRequest) -> Any:
    if getattr(request, "actor").role in OVERSEERS:  # noqa: B009
        return _page(request)
    return HttpResponseForbidden(f"access.role_not_allowed {soul('other', 'accepted').values['name']}")


def _anybodys_name(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    if (found := find(retiree_id)) is None:
        raise NotFound
    return HttpResponse(found.name)


def _tells_apart(request: HttpRequest, request_id: UUID) -> HttpResponse:
    raise NotFound("leak.unknown" if request_id.int >> 80 == 0 else "leak.elsewhere")


def _shows_a_number(request: HttpRequest) -> HttpResponse:
    return HttpResponse(soul("own", "waiting").values["phone"])


_SPOILT: dict[str, Any] = {
    "periods": _answers_forms_early(require_http_methods(BOTH)(requires(*OVERSEERS)(_page))),
    "evidence": require_http_methods(BOTH)(_gated_for_reading_alone),
    "watched": require_http_methods(BOTH)(requires(*OVERSEERS)(_page)),
    "seal": require_http_methods(["GET", "DELETE"])(requires(*OVERSEERS)(_page)),
    "destruction_records": require_http_methods(BOTH)(_says_whom_it_refuses_to_show),
    "person": require_GET(requires()(_anybodys_name)),
    "person_copy": require_http_methods(BOTH)(requires(*TABLE["groups"]["protection"])(_tells_apart)),
    "save_view": csrf_exempt(requires()(_page)),
    "operation": require_GET(requires("system_admin")(_shows_a_number)),
}
_shell = [path(str(one.pattern), _SPOILT.get(one.name or "", one.callback), name=one.name) for one in pages]
urlpatterns = [*product[:-1], path("", include((_shell, "shell")))]
