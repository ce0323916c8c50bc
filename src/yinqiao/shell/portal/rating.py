"""“评一评”: once, when a case is over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.areas.applications.queries import get_own_case
from yinqiao.areas.ratings.services import rate_own
from yinqiao.areas.ratings.types import Grade, NewRating
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.gates import StaffRequest, requires_portal


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters("words")
def rate(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Five grades, and words if one likes."""
    found, told, status = get_own_case(scope=request.actor.scope, case_id=case_id), "", 200
    chosen, words = request.POST.get("grade", ""), request.POST.get("words", "")[:300]
    if request.method == "POST":
        status = 422
        if chosen not in {one.value for one in Grade}:
            told = "请点选一个，再提交。"
        else:
            try:
                rate_own(actor=request.actor, at=timezone.now(), case_id=case_id, new=NewRating(Grade(chosen), words))
            except (Invalid, Conflict) as refusal:
                told, status = f"{refusal.message}{refusal.next_step}", refusal.status
            else:
                messages.success(request, "谢谢您，已经记下。不满意的，会有别的人和您联系。")
                return redirect("my:case", case_id=case_id)
    context = {"case": found, "grades": [*Grade], "told": told, "chosen": chosen, "words": words}
    return render(request, "my/rate.html", context, status=status)
