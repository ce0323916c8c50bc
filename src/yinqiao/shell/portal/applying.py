"""“我要办事”: what may be applied for today, one field a page, read back, sent. Kept with each page, without script.

No address names a person or a draft: both follow from who is signed in.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.aid.types import MATTER as AID
from yinqiao.areas.applications.queries import count_draft_pictures, find_draft, item_in_force, list_asked, list_offers
from yinqiao.areas.applications.services import (
    Attached,
    Filled,
    attach_to_draft,
    drop_draft,
    drop_pictures,
    keep_draft,
    send_draft,
)
from yinqiao.areas.applications.types import Applicant, Asked, Item, Material, Offer
from yinqiao.areas.authorisations.queries import warrant_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_portal
from yinqiao.shell.portal.views import officers_of, own_card

# The last page before it is read back; no field of an item is named so.
MATERIALS = "materials"
# What the entrance of an item is here.
_ENTRANCES = {"pension_relation.ask": ("my_pension:ask", "养老保险关系，转不转", "答两个问题，先弄清办哪一件")}
# Matters of rooms of their own: whoever acts for the person finds those of the authorisation.
_MATTERS = {AID: ("my_aid:reliefs", "困难帮扶", "日子过不下去、一下子遇到难处，申请救助")}
_EXAMPLES = {"phone": {"inputmode": "tel", "maxlength": "30"}, "number": {"inputmode": "numeric", "maxlength": "9"}}


def field_of(asked: Asked) -> forms.Field:
    """One field of an item as it is asked for here; the act judges it."""
    one = asked.field
    told: dict[str, Any] = {"label": one.label, "required": False, "initial": asked.filled}
    if one.kind == "choice":
        return forms.ChoiceField(**told, choices=[*one.choices.items()], widget=forms.RadioSelect)
    widget: forms.Widget = forms.TextInput(_EXAMPLES.get(one.kind, {}))
    if one.kind == "day":
        widget = forms.DateInput({"type": "date"})
    elif one.kind == "text":
        widget = forms.Textarea({"rows": 3, "maxlength": str(one.most)})
    return forms.CharField(**told, max_length=2000, widget=widget)


class PageForm(forms.Form):
    """One field of an item."""

    use_required_attribute = False

    def __init__(self, asked: Asked, data: Any = None) -> None:
        super().__init__(data)
        self.is_choice = asked.field.kind == "choice"
        self.fields[asked.field.code] = field_of(asked)

    @property
    def only(self) -> forms.BoundField:
        """The field."""
        return self[next(iter(self.fields))]


def applicant_of(request: StaffRequest) -> Applicant:
    """Who applies: the person, or somebody by an authorisation."""
    return Applicant.SELF if request.actor.scope.warrant is None else Applicant.FAMILY


def _offer(request: StaffRequest, code: str) -> Offer:
    """An item as this person finds it; NotFound where there is none today."""
    found = [one for one in _offers(request) if one.code == code]
    if not found:
        raise NotFound
    return found[0]


def _offers(request: StaffRequest) -> list[Offer]:
    return list_offers(scope=request.actor.scope, today=timezone.localdate(), applicant=applicant_of(request))


def _entrances(request: StaffRequest, found: list[Offer]) -> list[tuple[str, str, str]]:
    """The pages that find out first which of these items is needed, and matters of their own: route, words, what follows."""
    today, scope = timezone.localdate(), request.actor.scope
    named = {item_in_force(one.code, today).entrance for one in found}
    warrant = warrant_of(scope.warrant, today) if scope.warrant else None
    own = [told for code, told in _MATTERS.items() if scope.warrant is None or (warrant and code in warrant.matters)]
    return [told for entrance, told in _ENTRANCES.items() if entrance in named] + own


@require_GET
@requires_portal
def offers(request: StaffRequest) -> HttpResponse:
    """What may be applied for today, what fits first; what does not says why."""
    found = _offers(request)
    context = {
        "fit": [one for one in found if not one.why_not], "unfit": [one for one in found if one.why_not],
        "officers": officers_of(own_card(request.actor))[:1],
        "entrances": _entrances(request, found),
    }  # fmt: skip
    return render(request, "my/offers.html", context)


@require_http_methods(["GET", "POST"])
@requires_portal
def item(request: StaffRequest, code: str) -> HttpResponse:
    """What it is, how long it takes, what it needs. POST: begun."""
    offer, told = _offer(request, code), item_in_force(code, timezone.localdate())
    if offer.case_id:
        return redirect("my:case", case_id=offer.case_id)
    if request.method == "POST" and not offer.why_not:
        if offer.draft_page is None:
            keep_draft(actor=request.actor, at=timezone.now(), code=code, filled=Filled(1, {}))
        return redirect(_address(told, offer.draft_page or 1))
    context = {
        "offer": offer, "item": told, "needed": told.needed(applicant_of(request)), "pages": len(steps_of(told)),
        "officers": officers_of(own_card(request.actor))[:1],
    }  # fmt: skip
    return render(request, "my/item.html", context)


def steps_of(told: Item) -> list[str]:
    """The pages that are filled in before it is read back: a field each, then the materials."""
    return [one.code for one in told.field] + [MATERIALS] * bool(told.material)


def _address(told: Item, no: int) -> str:
    """The page of a number; before the first the item's own, after the last what is read back."""
    steps = steps_of(told)
    if no < 1:
        return reverse("my:item", args=[told.code])
    return (
        reverse("my:send", args=[told.code]) if no > len(steps) else reverse("my:page", args=[told.code, steps[no - 1]])
    )


@require_http_methods(["GET", "POST"])
@requires_portal
@sensitive_post_parameters()
def page(request: StaffRequest, code: str, step: str) -> HttpResponse:
    """One field. POST: kept, then on or back; what is wrong is told beside it and stays as it was typed."""
    told = item_in_force(code, timezone.localdate())
    if step not in steps_of(told):
        raise NotFound
    if find_draft(scope=request.actor.scope, code=code) is None:
        return redirect("my:item", code=code)
    if step == MATERIALS:
        return _materials(request, told)
    (asked,) = [one for one in list_asked(scope=request.actor.scope, item=told) if one.field.code == step]
    form, status = PageForm(asked, request.POST or None), 200
    if request.method == "POST":
        try:
            return _keep(request, told, step, {step: request.POST.get(step, "")})
        except (Invalid, Conflict) as refusal:
            form.is_valid()
            add_refusal(form, refusal)
            status = refusal.status
    context = {"item": told, "asked": asked, "form": form, **_place(told, step)}
    return render(request, "my/page.html", context, status=status)


def _place(told: Item, step: str) -> dict[str, int]:
    """Which page of how many."""
    steps = steps_of(told)
    return {"no": steps.index(step) + 1, "pages": len(steps)}


def _keep(request: StaffRequest, told: Item, step: str, answers: dict[str, str]) -> HttpResponse:
    """Kept, and where it goes on."""
    is_back, steps = "back" in request.POST, steps_of(told)
    onward = steps.index(step) + (0 if is_back else 2)
    filled = Filled(min(max(onward, 1), len(steps)), answers, is_back)
    keep_draft(actor=request.actor, at=timezone.now(), code=told.code, filled=filled)
    return redirect(_address(told, onward))


def _materials(request: StaffRequest, told: Item) -> HttpResponse:
    """What is needed: photographed here, or brought."""
    refusal, at, actor = None, timezone.now(), request.actor
    if request.method == "POST":
        again, wanted = request.POST.get("again", ""), attached_of(request)
        if wanted is None and not again:
            return _keep(request, told, MATERIALS, {})
        try:
            if wanted is not None:
                attach_to_draft(actor=actor, at=at, code=told.code, attached=wanted)
            else:
                drop_pictures(actor=actor, at=at, code=told.code, material=again)
        except (Invalid, Conflict) as found:
            refusal = found
        else:
            return redirect(request.path)
    context = {"item": told, "needed": _needed(request, told), "refusal": refusal, **_place(told, MATERIALS)}
    return render(request, "my/materials.html", context, status=refusal.status if refusal else 200)


def attached_of(request: StaffRequest) -> Attached | None:
    """The photograph that came with the button of a material; None for every other button."""
    material = request.POST.get("attach", "")
    if not material:
        return None
    scan: Any = request.FILES.get("scan")
    return Attached(material, scan or BytesIO(), getattr(scan, "name", None) or "")


@require_http_methods(["GET", "POST"])
@requires_portal
def send(request: StaffRequest, code: str) -> HttpResponse:
    """Reads back what will be sent. POST: sent, then its receipt; a second click leads to the same receipt."""
    told, refusal = item_in_force(code, timezone.localdate()), None
    if request.method == "POST":
        try:
            case = send_draft(actor=request.actor, at=timezone.now(), code=code)
        except (Invalid, Conflict, Refused) as found:
            refusal = found
        else:
            messages.success(request, "已经交给社区了。请记下办件编号。")
            return redirect("my:case", case_id=case)
    offer = _offer(request, code)
    if offer.case_id:
        messages.info(request, "这件事已经在办，没有重复提交。")
        return redirect("my:case", case_id=offer.case_id)
    if offer.draft_page is None:
        return redirect("my:item", code=code)
    context = {
        "item": told, "asked": list_asked(scope=request.actor.scope, item=told), "refusal": refusal,
        "wrong": _wrong_pages(told, refusal), "needed": _needed(request, told), "last": steps_of(told)[-1:],
    }  # fmt: skip
    return render(request, "my/send.html", context, status=refusal.status if refusal else 200)


def _needed(request: StaffRequest, told: Item) -> list[tuple[Material, int]]:
    """The materials with the pages that were put to it."""
    counts = count_draft_pictures(scope=request.actor.scope, code=told.code)
    return [(one, counts.get(one.code, 0)) for one in told.needed(applicant_of(request))]


def _wrong_pages(told: Item, refusal: DomainError | None) -> list[tuple[str, str]]:
    """The fields that cannot be taken, with what is wrong."""
    fields = refusal.fields if refusal else {}
    return [(one.code, fields[one.code]) for one in told.field if one.code in fields]


@require_http_methods(["GET", "POST"])
@requires_portal
def drop(request: StaffRequest, code: str) -> HttpResponse:
    """Asks before what was begun is given up."""
    told = item_in_force(code, timezone.localdate())
    if request.method == "POST":
        drop_draft(actor=request.actor, at=timezone.now(), code=code)
        messages.success(request, "没有提交的内容已经清除。")
        return redirect("my:offers")
    return render(request, "my/drop.html", {"item": told})
