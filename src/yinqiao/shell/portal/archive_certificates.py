"""档案证明 in 长辈版: which certificates the keeper of the own archive issues, asking for one, how it goes."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.archive_certificates.queries import kind_on, kinds_on, list_kept_of, list_own
from yinqiao.areas.archive_certificates.services import ask as ask_keeper
from yinqiao.areas.archive_certificates.types import MATTER
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_portal
from yinqiao.shell.portal.views import officers_of, own_card


class CertificateAsk(forms.Form):
    """One field."""

    use_required_attribute = False
    text = forms.CharField(
        label="做什么用", max_length=300, error_messages={"required": "请写一写做什么用。"},
        widget=forms.Textarea({"rows": 3, "maxlength": "300"}),
    )  # fmt: skip

    is_phone = False


def _kept(actor: Actor) -> list[object]:
    """The own volumes that an office keeps; within the limits of whoever acts for the person."""
    if actor.scope.person is None:
        raise NotFound
    require_warrant(actor.scope, MATTER, timezone.localdate())
    return list_kept_of(scope=actor.scope, retiree_id=actor.scope.person)


@require_GET
@requires_portal
def certificates(request: StaffRequest) -> HttpResponse:
    """Which there are, and what was asked of them."""
    actor, today = request.actor, timezone.localdate()
    context = {
        "kept": _kept(actor), "kinds": list(kinds_on(day=today).values()), "asked": list_own(scope=actor.scope, today=today),
        "is_own": actor.scope.warrant is None, "officers": officers_of(own_card(actor))[:1],
    }  # fmt: skip
    return render(request, "my/archive_certificates.html", context)


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters("text")
def ask(request: StaffRequest, archive_id: UUID, code: str) -> HttpResponse:
    """One question: what it is for."""
    actor = request.actor
    row = next((one for one in _kept(actor) if getattr(one, "pk", None) == archive_id), None)
    if row is None:
        raise NotFound
    kind, form, status = kind_on(code=code, day=timezone.localdate()), CertificateAsk(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ask_keeper(
                    actor=actor, at=timezone.now(), archive_id=archive_id, kind=code, words=form.cleaned_data["text"]
                )
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "已经提交给保管档案的单位。办得怎样，看下面。")
                return redirect("my:archive_certificates")
    context = {
        "form": form, "row": row, "kind": kind, "is_own": actor.scope.warrant is None,
        "officers": officers_of(own_card(actor))[:1],
    }  # fmt: skip
    return render(request, "my/archive_certificate_ask.html", context, status=status)
