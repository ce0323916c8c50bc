"""One's own case: its receipt and progress, what is missing brought, taken back after a question."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.applications.queries import get_own_case
from yinqiao.areas.applications.services import withdraw_own
from yinqiao.areas.applications.types import OPEN, Answer
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree
from yinqiao.shell.portal.views import CASE_TONES, officers_of, own_card


class WithdrawForm(forms.Form):
    """Why, if one likes to say it."""

    words = forms.CharField(
        label="为什么不办了（可以不写）",
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2, "maxlength": "200"}),
    )


@require_GET
@requires_retiree
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Where it stands, what comes next, by when, whom to call."""
    found = get_own_case(scope=request.actor.scope, case_id=case_id)
    context = {
        "case": found, "tone": CASE_TONES.get(found.state, "neutral"), "is_open": found.state in OPEN,
        "officers": officers_of(own_card(request.actor))[:1],
    }  # fmt: skip
    return render(request, "my/case.html", context)


@require_http_methods(["GET", "POST"])
@requires_retiree
@sensitive_post_parameters("words")
def withdraw(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Asks once more, then takes the application back."""
    found = get_own_case(scope=request.actor.scope, case_id=case_id)
    form, status = WithdrawForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"].strip()
        told = f"本人在网上撤回：{words}" if words else "本人在网上撤回"
        try:
            withdraw_own(actor=request.actor, at=timezone.now(), case_id=case_id, answer=Answer(told))
        except (Invalid, Conflict) as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, "申请已经撤回。需要时可以重新申请。")
            return redirect("my:case", case_id=case_id)
    return render(request, "my/withdraw.html", {"case": found, "form": form}, status=status)
