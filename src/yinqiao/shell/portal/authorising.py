"""“请家人代办”: whom the person lets act, for what, until when; taken back at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.authorisations.queries import get_authorisation, list_authorisations
from yinqiao.areas.authorisations.services import authorise_own, revoke_own
from yinqiao.areas.authorisations.types import NewAuthorisation, Sees, Warrant, matters_of
from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import add_refusal
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree

_SPANS = {"90": "三个月", "180": "半年", "365": "一年"}


class AuthoriseForm(forms.Form):
    """Whom, for what, for how long; the act judges it."""

    use_required_attribute = False
    name = forms.CharField(label="家人的姓名", required=False, max_length=60)
    relation = forms.CharField(label="是您的什么人，如：女儿", required=False, max_length=20)
    phone = forms.CharField(
        label="家人的手机号", required=False, max_length=30, widget=forms.TextInput({"inputmode": "tel"})
    )
    matters = forms.MultipleChoiceField(label="可以替您办哪些事", required=False, widget=forms.CheckboxSelectMultiple)
    sees = forms.MultipleChoiceField(
        label="还可以看什么（可以不选）", required=False, choices=Sees.choices(), widget=forms.CheckboxSelectMultiple
    )
    until_on = forms.ChoiceField(label="办多久", choices=[*_SPANS.items()], initial="180", widget=forms.RadioSelect)

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["matters"].choices = matters_of(today)  # type: ignore[attr-defined]

    def new(self) -> NewAuthorisation:
        """What was filled in."""
        told = self.cleaned_data
        return NewAuthorisation(
            told["name"], told["relation"], told["phone"], tuple(told["matters"]), tuple(told["sees"]),
            self.today + timedelta(days=int(told["until_on"])),
        )  # fmt: skip


def _told(one: Warrant, today: date) -> tuple[Warrant, str, str]:
    """An authorisation with its matters and what may be seen, in words."""
    titles = dict(matters_of(today))
    sees = "、".join(Sees(code).label for code in one.sees)
    return one, "、".join(titles.get(code, code) for code in one.matters), sees


@require_GET
@requires_retiree
def proxies(request: StaffRequest) -> HttpResponse:
    """Who may act now."""
    scope, today = request.actor.scope, timezone.localdate()
    found = list_authorisations(scope=scope, retiree_id=scope.person) if scope.person else []
    return render(request, "my/proxies.html", {"rows": [_told(one, today) for one in found if one.holds(today)]})


@require_http_methods(["GET", "POST"])
@requires_retiree
@sensitive_post_parameters()
def authorise(request: StaffRequest) -> HttpResponse:
    """One short group of questions; then it holds."""
    form, status = AuthoriseForm(request.POST or None, timezone.localdate()), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                authorise_own(actor=request.actor, at=timezone.now(), new=form.new())
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "已经授权。家人用自己的手机号登录，就能替您办。您随时可以收回。")
                return redirect("my:proxies")
    return render(request, "my/authorise.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires_retiree
def unauthorise(request: StaffRequest, authorisation_id: UUID) -> HttpResponse:
    """Asks, then takes it back."""
    found = get_authorisation(scope=request.actor.scope, authorisation_id=authorisation_id)
    if request.method == "POST":
        revoke_own(actor=request.actor, at=timezone.now(), authorisation_id=authorisation_id)
        messages.success(request, "已经收回。从现在起，家人不能再替您看、替您办。")
        return redirect("my:proxies")
    return render(request, "my/unauthorise.html", {"one": found})
