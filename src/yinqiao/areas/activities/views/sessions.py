"""One time of an offering: the roll, and another time for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.activities import queries, services
from yinqiao.areas.activities.forms import RescheduleForm
from yinqiao.areas.activities.rules import ORGANISERS
from yinqiao.areas.activities.types import Standing
from yinqiao.areas.activities.views.enrolments import done
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires

_MOVE = ActPage(
    "改这一次的时间",
    "保存",
    "已保存，录取的人列入“待告知”。",
    "只改这一次，其余不变；教室不变，新的时间被占用的不能改。",
)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def attendance(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """点名: who of those seated came; as often as it is put right."""
    actor, now = actor_of(request), timezone.now()
    session = queries.get_session(scope=actor.scope, session_id=session_id)
    seated = queries.list_enrolments(scope=actor.scope, offering=session.offering).filter(state=Standing.SEATED)
    page = reverse("activities:offering", args=[session.offering_id])
    coded = queries.list_by_code(scope=actor.scope, session_id=session_id)
    if request.method == "POST":
        ticked, shown = (set(request.POST.getlist(name)) for name in ("present", "seen"))
        present, seen = ({one.pk for one in seated if str(one.pk) in some} for some in (ticked, shown))
        return done(
            request, page, f"已点名，到场 {len(present | (coded - seen))} 人。",
            lambda: services.note_attendance(actor=actor, at=now, session_id=session_id, present=present, seen=seen),
        )  # fmt: skip
    note_people_read(actor=actor, at=now, people=len(seated), action="activities.list_read", purpose="活动点名")
    came = queries.find_attendance(scope=actor.scope, session_id=session_id)
    context = {
        "session": session, "rows": [(one, came.get(one.pk, False), one.pk in coded) for one in seated],
        "is_noted": bool(came.keys() - coded), "coded": len(coded),
        "guests": queries.list_guests(scope=actor.scope, offering=session.offering),
        "can_note": timezone.localdate(session.starts_at) <= timezone.localdate(now) and not session.is_cancelled,
        "crumbs": [("活动与老年大学", reverse("activities:offerings")), (session.offering.title, page), ("点名", "")],
    }  # fmt: skip
    return render(request, "activities/attendance.html", context)


@require_GET
@requires(*ORGANISERS)
@never_cache
def code(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """签到码: the code of a session as figures and as a square, for all in the room; the page changes with it."""
    actor, now = actor_of(request), timezone.now()
    session = queries.get_session(scope=actor.scope, session_id=session_id)
    shown = queries.find_code(scope=actor.scope, session_id=session_id, at=now)
    page = reverse("activities:offering", args=[session.offering_id])
    context: dict[str, Any] = {
        "session": session, "shown": shown, "opens_minutes": queries.coming_rule(now.date())["opens_minutes"],
        "is_over": session.ends_at <= now, "came": len(queries.list_by_code(scope=actor.scope, session_id=session_id)),
        "crumbs": [("活动与老年大学", reverse("activities:offerings")), (session.offering.title, page), ("签到码", "")],
    }  # fmt: skip
    if shown is not None:
        here = reverse("my_activities:here", args=[session.offering_id])
        square = segno.make(request.build_absolute_uri(f"{here}?code={shown.code}"), error="m", micro=False)
        context["picture"] = square.svg_data_uri(scale=8, border=4)
    answer = render(request, "activities/code.html", context)
    if shown is not None:
        answer["Refresh"] = str(int((shown.changes_at - now).total_seconds()) + 1)
    return answer


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def reschedule(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Another time for one session, or none."""
    actor = actor_of(request)
    session = queries.get_session(scope=actor.scope, session_id=session_id)
    here, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    form = RescheduleForm(
        request.POST or None, initial={"day": here.date(), "begins": here.time(), "ends": ends.time()}
    )  # fmt: skip
    page = reverse("activities:offering", args=[session.offering_id])
    crumbs = [("活动与老年大学", reverse("activities:offerings")), (session.offering.title, page), (_MOVE.title, "")]
    return answer_form(
        request, _MOVE, form,
        lambda: services.reschedule(actor=actor, at=timezone.now(), session_id=session_id, to=form.slot()),
        Shown("ui/form_page.html", {"crumbs": crumbs, "back": page}, back=lambda _: page),
    )  # fmt: skip
