"""The family's code: given by the community at the door, typed by the family; without sign-in, about nobody by name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yinqiao.areas.bereavement import queries, services
from yinqiao.areas.bereavement.forms import PassForm
from yinqiao.areas.bereavement.rules import code_of, grouped
from yinqiao.areas.bereavement.types import ItemState, Kin, Owner
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.retirees.types import CASEWORKERS, member_of
from yinqiao.kernel.errors import Conflict
from yinqiao.platform.ui.act_page import actor_of, add_refusal, crumbs_of
from yinqiao.platform.ui.gates import requires


@require_http_methods(["GET", "POST"])
@requires(*CASEWORKERS)
@never_cache
def give(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """给家属查看码. POST: the code, shown this once, to be printed and handed over."""
    actor = actor_of(request)
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    form, code, status = PassForm(request.POST or None), "", 200
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    if request.method == "POST" and form.is_valid():
        try:
            kin = member_of(Kin, form.cleaned_data["kin"])
            code = services.give_pass(actor=actor, at=timezone.now(), retiree_id=retiree_id, kin=kin)
        except Conflict as refusal:
            add_refusal(form, refusal)
    if request.method == "POST" and not code:
        status = 422
    context = {
        "card": card, "form": form, "code": grouped(code), "unit": actor.unit, "today": timezone.localdate(),
        "address": request.build_absolute_uri(reverse("bereavement_public:family")), "crumbs": crumbs_of(actor, card, "家属查看码"),
    }  # fmt: skip
    return render(request, "bereavement/pass.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def family(request: HttpRequest) -> HttpResponse:
    """家属查看: what the family has to do, by when, with what; what the others have done. The code is in no address."""
    code, today = code_of(request.POST.get("code", "")[:40]), timezone.localdate()
    lines = queries.family_lines(code=code, today=today) if code else None
    open_states = (ItemState.OPEN,)
    context = {
        "is_wrong": request.method == "POST" and lines is None, "today": today,
        "own": [(one, one.state in open_states) for one in lines or () if one.kind.owner is Owner.FAMILY],
        "others": [(one, one.state in open_states) for one in lines or () if one.kind.owner is not Owner.FAMILY],
        "typed": request.POST.get("code", "")[:40],
    }  # fmt: skip
    return render(request, "bereavement/family.html", context, status=404 if context["is_wrong"] else 200)
