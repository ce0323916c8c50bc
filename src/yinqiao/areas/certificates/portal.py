"""我的证明: one's own certificates in 长辈版, those to be had at once, those that nobody here may issue."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.queries import OfficerToCall, list_officers_to_call
from yinqiao.areas.authorisations.queries import require_warrant
from yinqiao.areas.certificates import queries
from yinqiao.areas.certificates.services import issue_own
from yinqiao.areas.certificates.types import MATTER, Asked, Kind, Standing, State
from yinqiao.areas.certificates.types.kinds import FACTS
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused, Unavailable
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import StaffRequest, requires_portal

_SAID = {
    Standing.VALID: ("有效", "good"), Standing.EXPIRED: ("过期了，要用请再开一份", "neutral"),
    Standing.CHANGED: ("情况有变化，不能用了", "neutral"), Standing.REVOKED: ("社区撤销了，不能用了", "danger"),
    Standing.REPLACED: ("重新开过了，请用新的", "neutral"),
}  # fmt: skip


def _own(actor: Actor) -> UUID:
    """Whose certificates: within the limits of whoever acts for the person."""
    if actor.scope.person is None:
        raise NotFound
    require_warrant(actor.scope, MATTER, timezone.localdate())
    return actor.scope.person


def _officers(actor: Actor) -> list[OfficerToCall]:
    row = find_row(actor.scope, _own(actor))
    return list_officers_to_call(place_no=row.place_no, day=timezone.localdate())[:1]


@require_GET
@requires_portal
def certificates(request: StaffRequest) -> HttpResponse:
    """The own certificates, what waits for its seal first."""
    actor, today = request.actor, timezone.localdate()
    found = queries.list_own(scope=actor.scope, retiree_id=_own(actor), today=today)
    context = {
        "rows": [(one, *_SAID[one.standing]) for one in found], "officers": _officers(actor),
        "waiting": queries.list_own_waiting(scope=actor.scope, retiree_id=_own(actor)),
    }  # fmt: skip
    return render(request, "certificates/own.html", context)


@require_GET
@requires_portal
def file(request: StaffRequest, certificate_id: UUID) -> HttpResponseBase:
    """The PDF of one of them."""
    return _answered(request.actor, certificate_id, "file_id")


@require_GET
@requires_portal
def ofd(request: StaffRequest, certificate_id: UUID) -> HttpResponseBase:
    """The OFD of one of them."""
    return _answered(request.actor, certificate_id, "ofd_id")


def _answered(actor: Actor, certificate_id: UUID, which: str) -> HttpResponseBase:
    row = queries.get_own(scope=actor.scope, retiree_id=_own(actor), certificate_id=certificate_id)
    file_id: UUID | None = getattr(row, which)
    if file_id is None:
        raise NotFound
    found = get_file(file_id)
    purpose = "代办人下载" if actor.scope.warrant else "本人下载"
    record_read(actor, action="certificates.own_read", retiree_id=row.retiree_id, purpose=purpose)
    return answer_file(found)


@require_GET
@requires_portal
def kinds(request: StaffRequest) -> HttpResponse:
    """Which may be asked for here."""
    actor = request.actor
    place_no = find_row(actor.scope, _own(actor)).place_no
    found = [one for one in queries.kinds_in_force(timezone.localdate()) if queries.office_of(one, place_no)]
    return render(request, "certificates/own_kinds.html", {"kinds": found, "officers": _officers(actor)})


@require_http_methods(["GET", "POST"])
@requires_portal
def ask(request: StaffRequest, code: str) -> HttpResponse:
    """One question: what it is for. POST: there it is, or it waits for its seal."""
    actor, today = request.actor, timezone.localdate()
    kind = queries.kind_in_force(code, today)
    _own(actor)
    chosen, refusal = request.POST.get("purpose", ""), None
    if request.method == "POST":
        try:
            return _issued(request, kind, chosen)
        except (Invalid, Conflict, Refused, Unavailable) as found:
            refusal = found
    context = {
        "kind": kind, "drawn": "、".join(FACTS[one] for one in kind.facts), "chosen": chosen, "refusal": _words(refusal),
        "officers": _officers(actor),
    }  # fmt: skip
    return render(request, "certificates/own_ask.html", context, status=refusal.status if refusal else 200)


def _issued(request: StaffRequest, kind: Kind, purpose: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("verify:ask"))
    made = issue_own(actor=request.actor, at=timezone.now(), asked=Asked(kind.code, purpose, address))
    row = queries.get_own(scope=request.actor.scope, retiree_id=_own(request.actor), certificate_id=made)
    is_waiting = row.state == State.WAITING
    messages.success(request, "已经交上去了，用印以后在这里下载。" if is_waiting else "证明开好了，可以存到手机里。")
    return redirect("my_certificates:certificates")


def _words(refusal: DomainError | None) -> str:
    """What is wrong, to be read aloud."""
    return f"{refusal.message}{refusal.next_step or ''}" if refusal else ""


@require_GET
@requires_portal
def refused(request: StaffRequest) -> HttpResponse:
    """The twenty that nobody here may issue: each with its number, why, and where to go; narrowed by what is typed."""
    _own(request.actor)
    asked = request.GET.get("asked", "")[:40]
    context = {
        "asked": asked,
        "found": queries.look_up(asked),
        "basis": queries.BASIS,
        "officers": _officers(request.actor),
    }
    return render(request, "certificates/own_refused.html", context)
