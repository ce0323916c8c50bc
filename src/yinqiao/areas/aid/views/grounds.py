"""健康类信息依据: which sources may tell of health visits without each person's consent, and on what basis."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.aid import queries, services
from yinqiao.areas.aid.forms import BasisForm
from yinqiao.areas.aid.rules import MANAGERS
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import requires


@require_GET
@requires(*MANAGERS)
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that is registered for it: shut until a basis is noted."""
    today = timezone.localdate()
    found = queries.list_health_sources(scope=actor_of(request).scope, today=today)
    rows = [(one, one.is_open(today)) for one in found]
    return render(request, "aid/sources.html", {"rows": rows, "crumbs": [("健康类信息依据", "")]})


@require_http_methods(["GET", "POST"])
@requires(*MANAGERS)
def basis(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Note the basis of one source."""
    actor, today = actor_of(request), timezone.localdate()
    source = queries.get_health_source(scope=actor.scope, source_id=source_id, today=today)
    form = BasisForm(request.POST or None)
    page = ActPage(
        "登记健康类信息的依据", "保存", "已登记依据，可以随时终止。",
        "登记后，这个来源可以提示“应走访（健康原因）”，不必逐人取得同意；病名、诊断等仍一律不收。", is_dangerous=True,
    )  # fmt: skip
    crumbs = [("健康类信息依据", reverse("aid:sources")), (source.name, "")]
    shown = Shown("aid/basis.html", {"source": source, "crumbs": crumbs}, back=lambda _: reverse("aid:sources"))
    return answer_form(
        request, page, form,
        lambda: services.record_basis(actor=actor, at=timezone.now(), source_id=source_id, basis=form.basis()), shown,
    )  # fmt: skip


@require_POST
@requires(*MANAGERS)
def end_basis(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """From now on each person's consent is needed."""
    services.end_basis(actor=actor_of(request), at=timezone.now(), source_id=source_id)
    messages.success(request, "已终止依据：此后只在本人同意时采用；已列入的走访不受影响。")
    return redirect("aid:sources")
