"""养老保险关系 in 长辈版: which of three things somebody needs, one question a page; nothing is kept of the answers."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.areas.pension_relation.forms import NeedForm
from yinqiao.areas.pension_relation.queries import article
from yinqiao.areas.pension_relation.rules import need_of
from yinqiao.areas.pension_relation.types import PERIODS_ITEM, TRANSFER_ITEM, Drawing, Missed, Need
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Scope
from yinqiao.platform.ui.gates import StaffRequest, requires_portal

# What each need leads to: item, words, what is said below them. The first is what the person needs.
_WAYS: Final = {
    Need.TRANSFER: ((TRANSFER_ITEM, "申请转移养老保险关系", "不用两头跑，办到哪一步都能看"),),
    Need.PERIODS: ((PERIODS_ITEM, "申请补记缴费时段", "养老金照常发，核实后补上"),),
    Need.DRAWING: (
        ("contact_change", "换手机号、换住址", "社区当天办好"),
        ("community_change", "搬到别的社区住", "换到新的社区管您的事"),
    ),
    Need.UNCLEAR: (),
}


@require_http_methods(["GET", "POST"])
@requires_portal
def ask(request: StaffRequest) -> HttpResponse:
    """Whether a pension is drawn; of who draws one, whether periods were left out; then what to do."""
    form, status = NeedForm(request.POST or None), 200
    drawing = need = None
    if request.method == "POST" and form.is_valid():
        drawing = member_of(Drawing, form.cleaned_data["drawing"])
        need = _need(drawing, form.cleaned_data["missed"])
    # Sent without an answer, either page comes again and says so.
    is_missing = request.method == "POST" and need is None and (drawing is None or "second" in request.POST)
    if is_missing:
        status = 422
    today = timezone.localdate()
    context = {
        "form": form, "drawing": drawing, "need": need, "article": article(today), "is_missing": is_missing,
        "ways": _ways(need, request.actor.scope) if need else [],
    }  # fmt: skip
    return render(request, "pension_relation/own_ask.html", context, status=status)


def _need(drawing: Drawing, missed: str) -> Need | None:
    """None while the second question is still to be asked: only who draws a pension is asked it."""
    if drawing is Drawing.YES and not missed:
        return None
    return need_of(drawing, member_of(Missed, missed or Missed.NO))


def _ways(need: Need, scope: Scope) -> list[tuple[str, str, str]]:
    """What can be done here now: address, words, what follows. Whoever acts for the person: within the limits alone."""
    warrant = warrant_of(scope.warrant, timezone.localdate()) if scope.warrant else None
    return [
        (reverse("my:item", args=[code]), words, more)
        for code, words, more in _WAYS[need]
        if scope.warrant is None or (warrant is not None and code in warrant.matters)
    ]
