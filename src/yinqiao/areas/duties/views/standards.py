"""服务标准: what is due to whom here, in sentences with their source; what a version would change, by street."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.duties import queries
from yinqiao.areas.duties.rules import MANAGERS, SERVE, in_words
from yinqiao.areas.duties.types import Standard
from yinqiao.areas.local_rules.types import Standing
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.gates import requires


@require_GET
@requires(*SERVE.roles)
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard that holds within the scope, and where it comes from."""
    actor = actor_of(request)
    found = queries.standards_on(timezone.localdate())
    rows = [_shown(one, actor) for one in found if _meets(one, actor)]
    return render(request, "duties/standards.html", {"rows": rows})


def _meets(one: Standard, actor: Actor) -> bool:
    return one.place_from < actor.scope.place_to and actor.scope.place_from < one.place_to


def _shown(one: Standard, actor: Actor) -> dict[str, Any]:
    own = places().by_no.get(one.place_from)
    may_change = actor.role in MANAGERS
    return {
        "one": one, "words": in_words(one), "standing": Standing(one.standing).label if one.standing else "",
        "where": own.name if own else "", "url": reverse("local_rules:rule", args=one.id.split(".", 1)) if may_change else "",
    }  # fmt: skip


def simulated(actor: Actor, version_id: UUID) -> Mapping[str, Any] | None:
    """What a version of a standard would change, for the page of the version; nothing for other rules."""
    found = queries.compare_version(scope=actor.scope, version_id=version_id)
    return {"found": found} if found else None
