"""长辈版: the own branch, the own meetings, and signing in to one by the code that is shown there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.party_life import queries, services
from yinqiao.areas.party_life.forms import CodeForm
from yinqiao.areas.party_life.tables import meeting_words
from yinqiao.areas.party_life.types import Mark, MeetingState
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree

_SHOWN = 12


@require_GET
@requires_retiree
def life(request: StaffRequest) -> HttpResponse:
    """我的组织生活: what comes, what was."""
    scope = request.actor.scope
    branch = queries.get_own_branch(scope=scope)
    rows = [(one, meeting_words(one.meeting)) for one in queries.list_own(scope=scope)[:_SHOWN]]
    coming = [one for one in rows if one[0].meeting.state == MeetingState.NOTIFIED]
    context = {
        "branch": branch, "coming": coming[::-1], "past": [one for one in rows if one not in coming],
        "errands": queries.list_own_errands(scope=scope), "honours": queries.list_own_honours(scope=scope),
    }  # fmt: skip
    return render(request, "party_life/my_life.html", context)


@require_http_methods(["GET", "POST"])
@requires_retiree
def sign_in(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """签到: the code, then back."""
    row = queries.list_own(scope=request.actor.scope).filter(meeting_id=meeting_id).first()
    if row is None or row.meeting.state != MeetingState.NOTIFIED:
        raise NotFound
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.sign_in(
                actor=request.actor, at=timezone.now(), meeting_id=meeting_id, code=form.cleaned_data["code"]
            )
        except (Invalid, Refused, Conflict) as refusal:
            form.add_error("code", f"{refusal.message}{refusal.next_step}")
            status = refusal.status
        else:
            messages.success(request, "签到好了。")
            return redirect("myparty:life")
    context = {"row": row, "title": meeting_words(row.meeting), "form": form, "is_in": row.mark == Mark.PRESENT}
    return render(request, "party_life/my_sign_in.html", context, status=status)
