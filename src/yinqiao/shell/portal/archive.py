"""我的档案: where the own archive is, what is in it as far as the rules allow, who looked, what was asked and given."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.digitised.queries import get_own_archive, list_own_extracts, look_at_own, note_of
from yinqiao.areas.digitised.services import ask_extract, see_own_page
from yinqiao.areas.digitised.types import MATTER, ExtractState
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_portal, requires_retiree
from yinqiao.shell.portal.views import officers_of, own_card


class ExtractAsk(forms.Form):
    """One field."""

    text = forms.CharField(
        label="要哪些材料，做什么用", max_length=500, error_messages={"required": "请写一写要哪些材料、做什么用。"},
        widget=forms.Textarea({"rows": 4, "maxlength": "500"}),
    )  # fmt: skip

    is_phone = False


@require_GET
@requires_portal
def archive(request: StaffRequest) -> HttpResponse:
    """The own archives, and what was asked of them. Who acts for the person sees where they are and how it went."""
    now = timezone.now()
    require_warrant(request.actor.scope, MATTER, timezone.localdate(now))
    asked = [
        (one, ExtractState(one.state).label, pages, note_of(one), note_of(one, "answer_note"))
        for one, pages in list_own_extracts(scope=request.actor.scope, at=now)
    ]
    own = look_at_own(scope=request.actor.scope, today=timezone.localdate(now))
    officers = officers_of(own_card(request.actor))[:1]
    told = {"own": own, "asked": asked, "officers": officers, "is_own": request.actor.scope.warrant is None}
    return render(request, "my/archive.html", told)


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters("text")
def ask(request: StaffRequest, archive_id: UUID) -> HttpResponse:
    """Ask the holder for pages of the own archive."""
    require_warrant(request.actor.scope, MATTER, timezone.localdate())
    row = get_own_archive(scope=request.actor.scope, archive_id=archive_id)
    form, status = ExtractAsk(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ask_extract(
                    actor=request.actor, at=timezone.now(), archive_id=archive_id, words=form.cleaned_data["text"]
                )
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "已经提交给保管档案的单位。有了答复，看下面。")
                return redirect("my:archive")
    officers = officers_of(own_card(request.actor))[:1]
    told = {"form": form, "row": row, "officers": officers, "is_own": request.actor.scope.warrant is None}
    return render(request, "my/archive_ask.html", told, status=status)


@require_GET
@requires_retiree
def page(request: StaffRequest, page_id: UUID) -> HttpResponse:
    """A page that was given, as a picture with its mark; noted."""
    picture = see_own_page(actor=request.actor, at=timezone.now(), page_id=page_id)
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "no-store"})
