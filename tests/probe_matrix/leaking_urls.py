"""Addresses with planted leaks: what the matrix must find. Never part of the product."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from yinqiao.areas.retirees.models import Retiree
from yinqiao.config.urls import handler400, handler403, handler404, handler500
from yinqiao.config.urls import urlpatterns as product
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.ui.gates import requires

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def find(retiree_id: UUID) -> Retiree | None:
    """Anybody of the register, whoever asks."""
    with acting(Actor.system("leak")):
        return Retiree.objects.filter(pk=retiree_id).first()


@requires()
def open_to_all(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Shows anybody's person to anybody."""
    found = find(retiree_id)
    if found is None:
        raise NotFound
    return HttpResponse(f"<p>{found.name}</p>")


@requires()
def tells_apart(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """Shows nobody, but says whether the person exists."""
    raise NotFound("leak.elsewhere" if find(retiree_id) else "leak.unknown")


def ungated(request: HttpRequest) -> HttpResponse:
    """Asks nobody who he is."""
    return HttpResponse("open")


@csrf_exempt
@requires()
def takes_any_form(request: HttpRequest) -> HttpResponse:
    """Acts for whoever is signed in, on the word of any page of the web."""
    return HttpResponse("done")


urlpatterns = [
    *product,
    path("leak/<uuid:retiree_id>/", open_to_all, name="leak_open"),
    path("leak/<uuid:retiree_id>/word/", tells_apart, name="leak_word"),
    path("leak/", ungated, name="leak_ungated"),
    path("leak/form/", takes_any_form, name="leak_token"),
]
