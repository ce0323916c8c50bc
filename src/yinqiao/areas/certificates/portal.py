"""我的证明: what a retiree sees of the own certificates in 长辈版, and the files to take along."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.accounts.queries import list_officers_to_call
from yinqiao.areas.certificates import queries
from yinqiao.areas.certificates.types import Standing
from yinqiao.areas.retirees.queries import find_row
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree

_SAID = {
    Standing.VALID: ("有效", "good"), Standing.EXPIRED: ("过期了，要用请再开一份", "neutral"),
    Standing.CHANGED: ("情况有变化，不能用了", "neutral"), Standing.REVOKED: ("社区撤销了，不能用了", "danger"),
    Standing.REPLACED: ("重新开过了，请用新的", "neutral"),
}  # fmt: skip


def _own(actor: Actor) -> UUID:
    if actor.scope.person is None:
        raise NotFound
    return actor.scope.person


@require_GET
@requires_retiree
def certificates(request: StaffRequest) -> HttpResponse:
    """The own certificates, the newest first."""
    actor, today = request.actor, timezone.localdate()
    found = queries.list_own(scope=actor.scope, retiree_id=_own(actor), today=today)
    row = find_row(actor.scope, _own(actor))
    officers = list_officers_to_call(place_no=row.place_no, day=today)[:1]
    rows = [(one, *_SAID[one.standing]) for one in found]
    return render(request, "certificates/own.html", {"rows": rows, "officers": officers})


@require_GET
@requires_retiree
def file(request: StaffRequest, certificate_id: UUID) -> HttpResponseBase:
    """The PDF of one of them."""
    return _answered(request.actor, certificate_id, "file_id")


@require_GET
@requires_retiree
def ofd(request: StaffRequest, certificate_id: UUID) -> HttpResponseBase:
    """The OFD of one of them."""
    return _answered(request.actor, certificate_id, "ofd_id")


def _answered(actor: Actor, certificate_id: UUID, which: str) -> HttpResponseBase:
    row = queries.get_own(scope=actor.scope, retiree_id=_own(actor), certificate_id=certificate_id)
    file_id: UUID | None = getattr(row, which)
    if file_id is None:
        raise NotFound
    found = get_file(file_id)
    record_read(actor, action="certificates.own_read", retiree_id=row.retiree_id, purpose="本人下载")
    return answer_file(found)
