"""One's own case: its receipt and progress, what is missing brought, taken back after a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.applications.queries import get_own_case, list_answered, list_missing
from yinqiao.areas.applications.services import attach_own, supply_own, withdraw_own
from yinqiao.areas.applications.types import OPEN, Act, Answer, Asked, CaseState
from yinqiao.areas.ratings.queries import find_rating
from yinqiao.areas.ratings.types import Grade
from yinqiao.kernel.errors import Conflict, DomainError, Invalid
from yinqiao.platform.ui import ui
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_portal
from yinqiao.shell.portal.applying import attached_of, field_of
from yinqiao.shell.portal.views import CASE_TONES, officers_of, own_card


class WithdrawForm(forms.Form):
    """Why, if one likes to say it."""

    words = forms.CharField(
        label="为什么不办了（可以不写）",
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2, "maxlength": "200"}),
    )


class SupplyForm(forms.Form):
    """The fields of the case, to be corrected, and a word to the office."""

    use_required_attribute = False

    def __init__(self, asked: Sequence[Asked], data: Any = None) -> None:
        super().__init__(data)
        self.asked = asked
        for one in asked:
            self.fields[one.field.code] = field_of(one)
        self.fields["told_words"] = forms.CharField(
            label="想告诉社区的话（可以不写）", required=False, max_length=200,
            widget=forms.Textarea({"rows": 2, "maxlength": "200"}),
        )  # fmt: skip

    def answer(self) -> Answer:
        """What was filled in anew."""
        told = {one.field.code: self.data.get(one.field.code, "") for one in self.asked}
        return Answer(self.data.get("told_words", "")[:200], answers=told)


@require_GET
@requires_portal
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Where it stands, what comes next, by when, whom to call."""
    found = get_own_case(scope=request.actor.scope, case_id=case_id)
    context = {
        "case": found, "tone": CASE_TONES.get(found.state, "neutral"), "is_open": found.state in OPEN,
        "is_asked": found.state is CaseState.ASKED,
        "rating": _rating(request, case_id), "parts": ui.parts_of("own_case", request.actor, case_id),
        "officers": officers_of(own_card(request.actor))[:1],
    }  # fmt: skip
    return render(request, "my/case.html", context)


def _rating(request: StaffRequest, case_id: UUID) -> str:
    """What was said of it, in words."""
    found = find_rating(scope=request.actor.scope, case_id=case_id)
    return Grade(found.grade).label if found else ""


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters("words")
def withdraw(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Asks once more, then takes the application back."""
    found = get_own_case(scope=request.actor.scope, case_id=case_id)
    form, status = WithdrawForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"].strip()
        who = "本人" if request.actor.scope.warrant is None else "代办人"
        told = f"{who}在网上撤回：{words}" if words else f"{who}在网上撤回"
        try:
            withdraw_own(actor=request.actor, at=timezone.now(), case_id=case_id, answer=Answer(told))
        except (Invalid, Conflict) as refusal:
            add_refusal(form, refusal)
            status = refusal.status
        else:
            messages.success(request, "申请已经撤回。需要时可以重新申请。")
            return redirect("my:case", case_id=case_id)
    return render(request, "my/withdraw.html", {"case": found, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters()
def supply(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """What is missing: photographed, or filled in anew; then the case goes on."""
    actor, at = request.actor, timezone.now()
    found = get_own_case(scope=actor.scope, case_id=case_id)
    wanted, refusal = attached_of(request), None
    form = SupplyForm(list_answered(scope=actor.scope, case_id=case_id), None if wanted else request.POST or None)
    if request.method == "POST":
        try:
            if wanted is not None:
                attach_own(actor=actor, at=at, case_id=case_id, attached=wanted)
                return redirect(request.path)
            supply_own(actor=actor, at=at, case_id=case_id, answer=form.answer())
            messages.success(request, "已经补交给社区，继续办理。")
            return redirect("my:case", case_id=case_id)
        except (Invalid, Conflict) as told:
            refusal = told
            _beside(form, told)
    elif found.state is not CaseState.ASKED:
        return redirect("my:case", case_id=case_id)
    context = {
        "case": found, "form": form, "refusal": refusal, "missing": list_missing(scope=actor.scope, case_id=case_id),
        "fields": [(form[one.field.code], one.registered) for one in form.asked],
        "asked": next((one for one in found.moments if one.label == Act.ASK.label), None),
    }  # fmt: skip
    return render(request, "my/supply.html", context, status=refusal.status if refusal else 200)


def _beside(form: SupplyForm, refusal: DomainError) -> None:
    """What is wrong with a field stands beside it."""
    for name, words in refusal.fields.items():
        if form.is_bound and name in form.fields:
            form.add_error(name, words)
