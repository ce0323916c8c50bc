"""The lists: 证明登记, 用印登记, and 自动用印 as the keeper of the seal sets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.forms import CertificateFilter, UseFilter
from yinqiao.areas.certificates.rules import KEEPERS, PLACES
from yinqiao.areas.certificates.tables import CertificateTable, UseTable
from yinqiao.areas.certificates.views.person import issuers_of
from yinqiao.kernel.errors import Refused
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list, with_choices

_CERTIFICATES = ListSpec(
    title="证明登记", table=CertificateTable, filters=CertificateFilter, unit="份", page_size=50, is_wide=True,
    export=TableExport("证明登记", "certificates.list_exported", hint=UNNAMED),
    empty=Empty("还没有开过证明", "打开人员页面，点“开证明”，选用途就能开具；不应由社区出具的二十项见“不应出具的证明”。"),
)  # fmt: skip
_USES = ListSpec(
    title="用印登记", table=UseTable, filters=UseFilter, unit="次", page_size=50, is_wide=True,
    export=TableExport("用印登记", "certificates.uses_exported", is_personal=False),
    empty=Empty("还没有用过印", "每开具一份证明，在这里记一次：何时、何人、哪一份文件、自动还是保管人用印。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def certificates(request: HttpRequest) -> HttpResponseBase:
    """The certificates of people of the scope."""
    actor, today = actor_of(request), timezone.localdate()

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_certificates(scope=actor.scope, today=today, standing=chosen.get("standing") or "")
        for name, lookup in (("kind", "kind"), ("number", "number__contains"), ("name", "retiree__name__startswith")):
            if value := (chosen.get(name) or "").strip():
                found = found.filter(**{lookup: value})
        return found

    kinds = [(one.code, one.title) for one in queries.kinds_in_force(today)]
    spec = replace(_CERTIFICATES, filters=with_choices(CertificateFilter, kinds=kinds))
    return answer_list(request, spec, load, template="certificates/certificates.html")


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def uses(request: HttpRequest) -> HttpResponseBase:
    """Every use of a seal within the scope."""
    actor = actor_of(request)

    def load(chosen: Mapping[str, Any]) -> Any:
        found = queries.list_uses(scope=actor.scope)
        for name, lookup in (("how", "how"), ("number", "number__contains"), ("who", "author_name__startswith")):
            if value := (chosen.get(name) or "").strip():
                found = found.filter(**{lookup: value})
        return found

    return answer_list(
        request, _USES, load, template="certificates/uses.html", context={"is_keeper": actor.role in KEEPERS}
    )


@require_GET
@requires(*KEEPERS)
def seals(request: HttpRequest) -> HttpResponse:
    """Which kinds are sealed without a hand, as the own office has said."""
    actor, today = actor_of(request), timezone.localdate()
    context = {
        "rules": [(kind, rule, issuers_of(kind)) for kind, rule in queries.list_rules(scope=actor.scope, day=today)],
        "seals": queries.named_seals(), "is_standin": queries.has_standin(), "label": actor.scope.label,
        "timing": queries.authority_of_time(),
    }  # fmt: skip
    return render(request, "certificates/seals.html", context)


@require_POST
@requires(*KEEPERS)
def permit(request: HttpRequest, code: str) -> HttpResponse:
    """One kind from now on, or no more; the other button takes it back."""
    is_automatic = request.POST.get("automatic") == "1"
    try:
        services.permit(actor=actor_of(request), at=timezone.now(), kind=code, is_automatic=is_automatic)
    except Refused as refusal:
        messages.error(request, f"{refusal.message}{refusal.next_step}")
    else:
        messages.success(request, "已改为自动用印。" if is_automatic else "已改为保管人逐份用印。")
    return redirect("certificates:seals")
