"""账户与授权: the accounts of a unit, for whoever looks after them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts import queries, services
from yinqiao.areas.accounts.forms import (
    GrantForm,
    InvitationFilter,
    InviteForm,
    NewUserForm,
    ReasonForm,
    UserFilterForm,
)
from yinqiao.areas.accounts.rules import ACCOUNT_ADMINS, may_revoke
from yinqiao.areas.accounts.tables import InvitationTable, UserTable
from yinqiao.areas.accounts.types import NewGrant, NewInvitation, NewUser, Reach, Role, UserFilter
from yinqiao.areas.accounts.views.entrance import add_refusal
from yinqiao.kernel.errors import DomainError
from yinqiao.platform.ui.confirm import Confirm, ask_first
from yinqiao.platform.ui.exports import TableExport
from yinqiao.platform.ui.gates import StaffRequest, requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

CRUMB = ("账户与授权", "/accounts/users/")
looks_after_accounts = requires(*ACCOUNT_ADMINS)
gives_roles = requires(Role.UNIT_ADMIN, Role.ENTERPRISE_ADMIN, Role.SYSTEM_ADMIN)


USERS = ListSpec(
    title="账户与授权", table=UserTable, filters=UserFilterForm, unit="个账户", page_size=50,
    export=TableExport("账户清单", "accounts.users_exported", is_personal=False, hint="供核对账户与授权，不含退休人员信息。"),
    empty=Empty("本单位还没有账户", "新建账户或邀请人员后，会列在这里。"),
)  # fmt: skip
INVITATIONS = ListSpec(
    title="待接受的邀请", table=InvitationTable, filters=InvitationFilter, unit="份邀请", page_size=50,
    export=TableExport("待接受的邀请", "accounts.invitations_exported", is_personal=False, hint="不含邀请链接。"),
    empty=Empty("没有待接受的邀请", "邀请人员后，链接由您交给对方；对方开通账户前会列在这里。"),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@looks_after_accounts
def users(request: StaffRequest) -> HttpResponseBase:
    """The accounts within reach; filters stand in the address."""
    today, reach = timezone.localdate(), queries.get_reach(actor=request.actor)

    def load(chosen: Mapping[str, Any]) -> Any:
        wanted = UserFilter((chosen.get("text") or "").strip(), chosen.get("role") or "", chosen.get("state") or "")
        return queries.list_users(reach=reach, today=today, wanted=wanted)

    context = {"may_give": bool(reach.grantable), "may_see_keys": request.actor.role != Role.SYSTEM_ADMIN}
    return answer_list(request, USERS, load, template="accounts/users.html", context=context)


@require_GET
@looks_after_accounts
def user(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """One account with its roles and what can be done about it."""
    reach = queries.get_reach(actor=request.actor)
    shown = queries.get_user(reach=reach, user_id=user_id, today=timezone.localdate())
    role = request.actor.role
    context = {
        "shown": shown, "today": timezone.localdate(), "may_give": bool(reach.grantable), "is_self": user_id == request.actor.id,
        "is_security": role == Role.SECURITY_ADMIN,
        "may_act": queries.may_act_on(actor=request.actor, user_id=user_id, today=timezone.localdate()), "crumbs": [CRUMB, (shown.name, "")],
        "revocable": {one.id for one in shown.grants if may_revoke(role, one.role)},
        "grantable": {one.id for one in shown.grants if one.role in reach.grantable},
    }  # fmt: skip
    return render(request, "accounts/user.html", context)


def _grant_form(kind: type[GrantForm], request: StaffRequest, reach: Reach) -> GrantForm:
    """A form with the roles and units of this administrator."""
    roles, units = queries.list_roles_to_give(reach=reach), queries.list_units(reach=reach)
    return kind(request.POST or None, roles=roles, units=units, initial={"valid_from": timezone.localdate()})


def _new_grant(given: dict[str, Any]) -> NewGrant:
    return NewGrant(Role(given["role"]), given["unit"], given["valid_from"], given["valid_to"])


def _form_page(request: StaffRequest, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    """A one-column form with its way back."""
    context = {"form": form, "title": title, "button": button, "back": CRUMB[1], "crumbs": [CRUMB, (title, "")], **more}
    return render(request, "accounts/form.html", context)


@require_http_methods(["GET", "POST"])
@gives_roles
def new_user(request: StaffRequest) -> HttpResponse:
    """Make an account; its temporary password is shown this once."""
    form = _grant_form(NewUserForm, request, queries.get_reach(actor=request.actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.create_user(
                actor=request.actor, at=timezone.now(), grant=_new_grant(given),
                user=NewUser(given["username"], given["name"], given["phone"]),
            )  # fmt: skip
        except DomainError as error:
            add_refusal(form, error)
        else:
            context = {"name": given["name"], "username": given["username"].lower(), "password": made.password,
                       "user_id": made.user_id}  # fmt: skip
            return render(request, "accounts/password_once.html", context)
    return _form_page(request, form, "新建账户", "建立账户")


@require_http_methods(["GET", "POST"])
@gives_roles
def invite(request: StaffRequest) -> HttpResponse:
    """Invite somebody; the link is shown this once, to be handed over."""
    form = _grant_form(InviteForm, request, queries.get_reach(actor=request.actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = NewInvitation(given["name"], Role(given["role"]), given["unit"], given["valid_to"])
        try:
            token = services.invite(actor=request.actor, at=timezone.now(), invitation=wanted)
        except DomainError as error:
            add_refusal(form, error)
        else:
            link = request.build_absolute_uri(reverse("accounts:accept_invitation", args=[token]))
            return render(request, "accounts/link_once.html", {"name": given["name"], "link": link})
    return _form_page(request, form, "邀请人员", "生成邀请链接")


@require_GET
@gives_roles
def invitations(request: StaffRequest) -> HttpResponseBase:
    """Invitations that can still be accepted."""
    found = queries.list_invitations(reach=queries.get_reach(actor=request.actor), now=timezone.now())

    def load(chosen: Mapping[str, Any]) -> Any:
        text, role = (chosen.get("text") or "").strip(), chosen.get("role") or ""
        return [one for one in found if text in one.name and role in ("", one.role)]

    context = {"crumbs": [CRUMB, ("待接受的邀请", "")]}
    return answer_list(request, INVITATIONS, load, template="accounts/invitations.html", context=context)


@require_http_methods(["GET", "POST"])
@gives_roles
def withdraw_invitation(request: StaffRequest, invitation_id: UUID) -> HttpResponse:
    """Make a link unusable, after asking."""
    reach, now = queries.get_reach(actor=request.actor), timezone.now()
    one = queries.get_open_invitation(reach=reach, invitation_id=invitation_id, now=now)
    text = "撤回后，已交给对方的链接立即失效，不能恢复；需要时请重新邀请。"
    facts = (("被邀请人", one.name), ("角色", one.role.label), ("单位", one.unit or "—"))
    question = Confirm("撤回邀请", text, "确认撤回", back=reverse("accounts:invitations"), facts=facts)
    if asked := ask_first(request, question):
        return asked
    services.withdraw_invitation(actor=request.actor, at=now, invitation_id=invitation_id)
    messages.success(request, "邀请已撤回，链接不能再使用。")
    return redirect("accounts:invitations")


@require_http_methods(["GET", "POST"])
@gives_roles
def new_grant(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Give an account another role."""
    reach = queries.get_reach(actor=request.actor)
    shown = queries.get_user(reach=reach, user_id=user_id, today=timezone.localdate())
    form = _grant_form(GrantForm, request, reach)
    if request.method == "POST" and form.is_valid():
        grant = _new_grant(form.cleaned_data)
        try:
            services.grant_role(actor=request.actor, at=timezone.now(), user_id=user_id, grant=grant)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, f"已授予{shown.name}“{grant.role.label}”。")
            return redirect("accounts:user", user_id)
    return _form_page(request, form, f"授予{shown.name}角色", "授予", back=reverse("accounts:user", args=[user_id]))


@require_http_methods(["GET", "POST"])
@requires()
def revoke_grant(request: StaffRequest, grant_id: UUID) -> HttpResponse:
    """Take a role back, with the reason; a person may end its own deputies here too."""
    actor = request.actor
    grant = queries.get_grant(actor=actor, grant_id=grant_id, today=timezone.localdate())
    is_reached = actor.role in ACCOUNT_ADMINS and grant.user_id != actor.id
    back = reverse("accounts:user", args=[grant.user_id]) if is_reached else reverse("accounts:profile")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_grant(actor=actor, at=timezone.now(), grant_id=grant_id, reason=form.cleaned_data["reason"])
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, "授权已收回，立即生效。")
            return redirect(back)
    text = f"将收回{grant.user_name}的“{grant.label}”。对方正在使用时，下一次点击即失效；由其派生的代理同时结束。"
    crumbs = [(grant.user_name if is_reached else "我的账户", back), ("收回授权", "")]
    return _form_page(request, form, "收回授权", "确认收回", text=text, back=back, is_danger=True, crumbs=crumbs)
