"""登记复函: what an office answered about one or several people of a letter; its scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.letters import errors, queries, services
from yinqiao.areas.letters.forms import ReplyForm
from yinqiao.areas.letters.rules import DESK, PLACES, purposes
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires


def _ids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(one) for one in (request.POST if request.method == "POST" else request.GET).getlist("ids")]
    except ValueError:
        raise errors.nobody_chosen() from None


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def reply(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The answer for the people who were ticked, for all who wait where none was; a fact for one alone."""
    actor = actor_of(request)
    row = queries.get_letter(scope=actor.scope, letter_id=letter_id)
    asked = chosen_of(request, row)
    form = ReplyForm(request.POST or None, request.FILES or None, purpose=purposes()[row.purpose], one=len(asked) == 1)
    page = ActPage("登记复函", "登记复函", f"已登记 {len(asked)} 人的答复。")
    back = reverse("letters:letter", args=[letter_id])
    shown = Shown("letters/reply.html", _context(row, asked, form, actor.role), back=lambda _: back)

    def record() -> None:
        services.record_reply(
            actor=actor, at=timezone.now(), letter_id=letter_id, asked=[one.pk for one in asked], reply=form.reply()
        )

    return answer_form(request, page, form, record, shown)


def chosen_of(request: HttpRequest, row: Any) -> list[Any]:
    """Those of a letter who were ticked, or all who wait; Invalid `letters.nobody_chosen` for nobody."""
    ids = _ids(request)
    people = queries.list_asked(scope=actor_of(request).scope, letter_id=row.pk)
    asked = [one for one in people if (one.pk in ids if ids else one.is_open)]
    if not asked:
        raise errors.nobody_chosen()
    return asked


def _context(row: Any, asked: Sequence[Any], form: ReplyForm, role: str) -> dict[str, Any]:
    back = reverse("letters:letter", args=[row.pk])
    return {
        "row": row, "asked": asked, "form": form, "back": back, "tells": bool(form.told), "is_desk": role == DESK,
        "crumbs": [("去函登记", reverse("letters:letters")), (row.number, back), ("登记复函", "")],
    }  # fmt: skip


@require_GET
@requires(*PLACES)
def scan(request: HttpRequest, asked_id: UUID) -> StreamingHttpResponse:
    """The scan of a reply, as a file to keep; noted, for it names people."""
    actor = actor_of(request)
    file_id = queries.find_scan(scope=actor.scope, asked_id=asked_id)
    if file_id is None:
        raise NotFound("letters.no_scan", "这条答复没有扫描件。")
    file = get_file(file_id)
    note_people_read(
        actor=actor, at=timezone.now(), people=1, action="letters.scan_downloaded", purpose="查看复函扫描件"
    )
    return answer_file(file)
