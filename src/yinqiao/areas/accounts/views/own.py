"""One's own account: details, password, second factor, sign-ins elsewhere, roles, deputies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.forms import DeputyForm, DetailsForm
from yinqiao.areas.accounts.rules import THREE_ADMINS
from yinqiao.areas.accounts.views.entrance import add_refusal
from yinqiao.kernel.errors import DomainError, NotFound
from yinqiao.platform.openid import staff_provider
from yinqiao.platform.ui.gates import StaffRequest, requires

CRUMB = ("我的账户", "/accounts/profile/")


@require_GET
@requires()
def profile(request: StaffRequest) -> HttpResponse:
    """我的账户: everything about oneself on one page."""
    today, actor = timezone.localdate(), request.actor
    own = queries.get_own(actor=actor, today=today)
    deputies = queries.list_deputies_of(user_id=own.id, today=today)
    in_use = next((one for one in own.grants if one.id == actor.grant_id), None)
    may_name = in_use is not None and not in_use.deputy_of and in_use.role not in THREE_ADMINS
    context = {"own": own, "deputies": deputies, "may_name_deputy": may_name, "today": today}
    context["office"] = staff_provider()
    return render(request, "accounts/profile.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def details(request: StaffRequest) -> HttpResponse:
    """Change the office phone."""
    own = queries.get_own(actor=request.actor, today=timezone.localdate())
    form = DetailsForm(request.POST or None, initial={"phone": own.phone})
    if request.method == "POST" and form.is_valid():
        services.change_own_details(actor=request.actor, at=timezone.now(), phone=form.cleaned_data["phone"])
        messages.success(request, "联系电话已更新。")
        return redirect("accounts:profile")
    words = {"title": "修改办公电话", "button": "保存", "back": CRUMB[1], "crumbs": [CRUMB, ("修改办公电话", "")]}
    return render(request, "accounts/form.html", {"form": form, **words})


@require_http_methods(["GET", "POST"])
@requires()
def switch_role(request: StaffRequest) -> HttpResponse:
    """Use another of one's roles; the whole workbench then shows that role and its scope."""
    now, actor = timezone.now(), request.actor
    if request.method == "POST":
        try:
            wanted = UUID(request.POST.get("grant", ""))
        except ValueError:
            raise NotFound from None
        chosen = services.choose_role(actor=actor, at=now, grant_id=wanted)
        request.session["grant_id"] = str(chosen.id)
        messages.success(request, f"已切换为：{chosen.label}。")
        return redirect("/")
    roles = queries.list_own_roles(actor=actor, today=timezone.localdate(now))
    return render(request, "accounts/switch_role.html", {"roles": roles})


@require_http_methods(["GET", "POST"])
@requires()
def name_deputy(request: StaffRequest, grant_id: UUID) -> HttpResponse:
    """Name a colleague who stands in: for the own role in use, or, as an administrator, for somebody within reach."""
    now, actor = timezone.now(), request.actor
    today = timezone.localdate(now)
    grant = queries.get_grant(actor=actor, grant_id=grant_id, today=today)
    colleagues = queries.list_colleagues(user_id=grant.user_id, grant_id=grant.id, today=today)
    people = [one for one in colleagues if one[0] != actor.id]
    is_own = grant.user_id == actor.id
    back = CRUMB[1] if is_own else reverse("accounts:user", args=[grant.user_id])
    form = DeputyForm(request.POST or None, people=people, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.name_deputy(
                actor=actor, at=now, grant_id=grant.id, deputy_id=UUID(given["deputy"]),
                valid_from=given["valid_from"], valid_to=given["valid_to"],
            )  # fmt: skip
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "代理人已指定，到期自动失效。")
            return redirect(back)
    crumbs = [CRUMB if is_own else (grant.user_name, back), ("指定代理", "")]
    context = {"form": form, "grant": grant, "people": people, "back": back, "crumbs": crumbs}
    return render(request, "accounts/name_deputy.html", context)
