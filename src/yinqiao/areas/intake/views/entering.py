"""登记来函: what an office wrote on paper goes the same way as what a programme sends, and gets the same receipt."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.areas.intake import queries, services
from yinqiao.areas.intake.forms import LetterForm
from yinqiao.areas.intake.rules import MANAGERS
from yinqiao.kernel.errors import Conflict, Invalid, Refused
from yinqiao.platform.ui.act_page import actor_of, add_refusal
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*MANAGERS)
def letter(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Choose the type, then write down what the letter says."""
    actor = actor_of(request)
    source = queries.get_source(scope=actor.scope, source_id=source_id, today=timezone.localdate())
    types = [one for one in queries.find_types(scope=actor.scope) if one.code in source.types]
    wanted = request.GET.get("type", types[0].code)
    kind = next((one for one in types if one.code == wanted), None)
    if kind is None:
        raise Http404
    form, status = LetterForm(request.POST or None, request.FILES or None, kind=kind), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                receipt = services.enter_letter(
                    actor=actor, at=timezone.now(), source_id=source.pk, told=(kind.code, uuid4().hex, form.data_told()),
                    letter=form.letter(None), scan=form.cleaned_data["scan"],
                )  # fmt: skip
            except (Invalid, Conflict, Refused) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, f"已登记来函，结果：{receipt.state.label}。")
                return redirect("intake:message", receipt.no)
    context = {
        "form": form, "source": source, "kind": kind, "types": types, "back": reverse("intake:source", args=[source.pk]),
        "crumbs": [("信息来源", reverse("intake:sources")), (source.name, reverse("intake:source", args=[source.pk])),
                   ("登记来函", "")],
    }  # fmt: skip
    return render(request, "intake/letter.html", context, status=status)
