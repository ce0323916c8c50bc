"""“评一评”: once, when a case is over, a wish was answered, an outcome was told."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.areas.applications.queries import get_own_case
from yinqiao.areas.cases.queries import find_own_case
from yinqiao.areas.datarights.queries import get_own_request
from yinqiao.areas.ratings.services import rate_own, rate_own_matter, rate_own_wish
from yinqiao.areas.ratings.types import Grade, NewRating
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.gates import StaffRequest, requires_portal, requires_retiree


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters("words")
def rate(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Five grades of a case, and words if one likes."""
    found, back = get_own_case(scope=request.actor.scope, case_id=case_id), reverse("my:case", args=[case_id])
    return _ask(request, found.title, back, lambda new: rate_own(
        actor=request.actor, at=timezone.now(), case_id=case_id, new=new
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires_retiree
@sensitive_post_parameters("words")
def rate_wish(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """The same of how a wish was answered."""
    found = get_own_request(scope=request.actor.scope, request_id=request_id)
    return _ask(request, found.kind_label, reverse("my:requests"), lambda new: rate_own_wish(
        actor=request.actor, at=timezone.now(), request_id=request_id, new=new
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires_retiree
@sensitive_post_parameters("words")
def rate_matter(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The same of what came of a matter that several offices solved."""
    found = find_own_case(scope=request.actor.scope, case_id=case_id)
    return _ask(request, found.kind.title, reverse("my:requests"), lambda new: rate_own_matter(
        actor=request.actor, at=timezone.now(), matter_id=case_id, new=new
    ))  # fmt: skip


def _ask(request: StaffRequest, title: str, back: str, keep: Callable[[NewRating], object]) -> HttpResponse:
    told, status = "", 200
    chosen, words = request.POST.get("grade", ""), request.POST.get("words", "")[:300]
    if request.method == "POST":
        status = 422
        if chosen not in {one.value for one in Grade}:
            told = "请点选一个，再提交。"
        else:
            try:
                keep(NewRating(Grade(chosen), words))
            except (Invalid, Conflict) as refusal:
                told, status = f"{refusal.message}{refusal.next_step}", refusal.status
            else:
                messages.success(request, "谢谢您，已经记下。不满意的，会有别的人和您联系。")
                return redirect(back)
    context = {"title": title, "back": back, "grades": [*Grade], "told": told, "chosen": chosen, "words": words}
    return render(request, "my/rate.html", context, status=status)
