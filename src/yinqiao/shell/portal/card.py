"""The square code for contact cards: leads a retiree to the portal's entrance of the community. Nothing of a person."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind, DivisionRow
from yinqiao.areas.retirees.types import CASEWORKERS
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.gates import StaffRequest, requires


def _communities(scope: Scope) -> list[DivisionRow]:
    """The communities and desks of a scope, which look after people."""
    kinds = (DivisionKind.COMMUNITY, DivisionKind.DESK)
    return [row for row in places().rows if row.kind in kinds and scope.covers_place(row.place_no)]


@require_GET
@requires(*CASEWORKERS)
def portal_code(request: StaffRequest) -> HttpResponse:
    """One community's code, to be printed; of several the one asked for, else the first."""
    found = _communities(request.actor.scope)
    wanted = request.GET.get("at", "")
    chosen = next((row for row in found if not wanted or row.code == wanted), None)
    if chosen is None:
        raise NotFound
    address = request.build_absolute_uri(f"{reverse('portal:enter')}?at={chosen.code}")
    officers = list_officers_to_call(place_no=chosen.place_no, day=timezone.localdate())
    context = {
        "place": chosen,
        "found": found,
        "address": address,
        "picture": segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=4),
        "phones": list(dict.fromkeys(one.phone for one in officers)),
    }
    return render(request, "shell/portal_code.html", context)
