"""Pages around the rooms: today, search, the frame of the person page, type size and colours."""

from __future__ import annotations

import re
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.opening.queries import find_by_old_number
from yinqiao.areas.retirees import queries as register
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.ui.appearance import THEMES, TYPE_SIZES, Appearance, appearance_of, remember_appearance
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.registry import ui
from yinqiao.shell.finding import find_organisation_groups
from yinqiao.shell.person import person_parts, with_strands
from yinqiao.shell.today import today_groups

HITS_WHILE_TYPING = 10
HITS_BESIDE = 4
HITS_ON_PAGE = 50
ID_NUMBER = re.compile(r"\d{17}[\dXx]")


@require_GET
@requires()
def home(request: StaffRequest) -> HttpResponse:
    """今日: what asks for this actor, most urgent first; the counts equal the lists they open."""
    today = timezone.localdate()
    groups = today_groups(ui.today, request.actor, today)
    return render(request, "shell/home.html", {"groups": groups, "today": today})


@require_http_methods(["GET", "POST"])
@requires()
def search(request: StaffRequest) -> HttpResponse:
    """People and organisations by what was typed. By POST alone, so that no name or number stays in an address or a log."""
    text = request.POST.get("text", "").strip()[:64]
    groups = find_organisation_groups(request.actor, text)
    # Beside organisations fewer people, so that all of it stands in the window at once.
    limit = HITS_ON_PAGE if not request.htmx else HITS_BESIDE if groups else HITS_WHILE_TYPING
    hits = register.find_people(scope=request.actor.scope, text=text, limit=limit + 1) if text else []
    if text and not hits:
        hits = find_by_old_number(scope=request.actor.scope, text=text, limit=limit + 1)
    if not hits and ID_NUMBER.fullmatch(text):
        # The number itself is not kept: only that somebody asked for a person who is not theirs.
        record_read(request.actor, action="shell.number_not_found", people=0)
    context = {
        "search_text": text, "hits": hits[:limit], "has_more": len(hits) > limit, "limit": limit,
        "today": timezone.localdate(), "groups": groups, "group_count": sum(len(one.links) for one in groups),
        # Where the text is no part of a name the people are those of the organisation: it comes first.
        "groups_first": bool(groups) and not any(text in hit.name for hit in hits) and not text.isascii(),
    }  # fmt: skip
    return render(request, "shell/search_hits.html" if request.htmx else "shell/search.html", context)


@require_GET
@requires()
def person(request: StaffRequest, retiree_id: UUID) -> HttpResponse:
    """One person: the header from the register, the panels from the rooms, each in its slot; in a stay there is a page apart."""
    if request.actor.scope.stay is not None:
        raise NotFound
    today = timezone.localdate()
    card = register.get_person(scope=request.actor.scope, retiree_id=retiree_id)
    card = with_strands(card, ui.strands, request.actor)
    parts = person_parts(ui.panels_for(request.actor.role), request.actor, retiree_id, today)
    return render(request, "shell/person.html", {"person": card, "parts": parts, "today": today})


@require_http_methods(["GET", "POST"])
def appearance(request: StaffRequest) -> HttpResponse:
    """Type size and colours of this browser; open to everybody, signed in or not."""
    if request.method == "POST":
        back = request.POST.get("back", "")
        # A word that is no address would be looked for among the names of addresses.
        is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(
            back, {request.get_host()}, settings.IS_BEHIND_TLS
        )
        response = redirect(back if is_ours else "/appearance/")
        theme, size = request.POST.get("theme", ""), request.POST.get("type_size", "")
        look = Appearance(theme if theme in THEMES else "light", size if size in TYPE_SIZES else "16")
        remember_appearance(response, look)
        return response
    context = {"look": appearance_of(request), "themes": THEMES, "sizes": TYPE_SIZES}
    return render(request, "shell/appearance.html", context)
