"""Sensitive values of one person in full, and the words of a note: behind an eye, with a purpose, on record."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.datarights import services
from yinqiao.areas.datarights.rules import REVEAL
from yinqiao.areas.retirees.queries import get_note, get_person
from yinqiao.areas.retirees.types import Concealed
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.eye import Eye, answer_eye
from yinqiao.platform.ui.gates import requires

_BOTH = require_http_methods(["GET", "POST"])


@_BOTH
@requires(*REVEAL.roles)
def show(request: HttpRequest, retiree_id: UUID, field: str) -> HttpResponse:
    """The full value behind an eye: asks for the purpose once per person and visit, each showing is on record."""
    if field not in {one.value for one in Concealed}:
        raise Http404
    kind = next(one for one in Concealed if one.value == field)
    card = get_person(scope=actor_of(request).scope, retiree_id=retiree_id)
    eye = Eye(f"masked-{field}", reverse("datarights:show", args=[retiree_id, field]), kind.label, card.masked[field])

    def reveal(purpose: str) -> str:
        shown = services.reveal(
            actor=actor_of(request), at=timezone.now(), retiree_id=retiree_id, fields=[kind], purpose=purpose
        )
        return shown[kind]

    return answer_eye(request, card, eye, reveal)


@_BOTH
@requires(*REVEAL.roles)
def show_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """What was said, for who does not work with it every day: with a purpose, on record."""
    retiree_id, note = get_note(scope=actor_of(request).scope, note_id=note_id)
    card = get_person(scope=actor_of(request).scope, retiree_id=retiree_id)
    return answer_eye(
        request, card, Eye(f"note-{note.id}", reverse("datarights:show_note", args=[note_id]), f"{note.kind_label}内容", "内容未显示"),
        lambda purpose: services.reveal_note(
            actor=actor_of(request), at=timezone.now(), note_id=note_id, purpose=purpose
        ),
    )  # fmt: skip
