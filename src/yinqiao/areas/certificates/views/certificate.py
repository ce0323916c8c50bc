"""One certificate: what it says, where it stands, its file, and what may be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.forms import DeclineForm, IssueForm, RevokeForm
from yinqiao.areas.certificates.rules import KEEPERS, PLACES
from yinqiao.areas.certificates.tables import TONES
from yinqiao.areas.certificates.types import Asked, How, Revocation, Standing, State, Withdrawal
from yinqiao.areas.certificates.types.kinds import FACTS
from yinqiao.areas.certificates.views.person import certificate_url, checking_address, kind_to_issue, page_of, shown_of
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_people_read
from yinqiao.areas.retirees.types import member_of
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.masking import mask_address, mask_id_number
from yinqiao.platform.audit.log import record_read
from yinqiao.platform.files.store import get_file
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.downloads import answer_file
from yinqiao.platform.ui.gates import requires

_REVOKE = ActPage(
    "撤销证明", "确认撤销", "已撤销，查验时会显示已撤销。",
    "撤销后不能恢复；撤销错了，请重新开具一份。已经交给别处的证明，查验时会显示“已撤销”。", is_dangerous=True,
)  # fmt: skip
_DECLINE = ActPage(
    "不用印", "确认不用印", "已退回申办人。", "申办人会看到原因，核对后可以重新提交。", is_dangerous=True
)
_MASKS = {"id_no": mask_id_number, "address": mask_address}


@require_GET
@requires(*PLACES)
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One certificate; numbers and addresses masked, the file has them in full."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_certificate(scope=actor.scope, certificate_id=certificate_id)
    note_people_read(
        actor=actor, at=timezone.now(), people=1, action="certificates.certificate_opened", purpose="办理证明"
    )
    standing = queries.standing_on(row, today)
    facts = queries.content_of(row).get("facts", {})
    context = {
        "row": row, "standing": standing, "tone": TONES[standing.value], "unit": queries.unit_of(row.place_no),
        "how": member_of(How, row.how).label if row.how else "", "reason": _reason(row),
        "timing": queries.time_of(row),
        "facts": [(FACTS[name], _MASKS[name](value) if name in _MASKS else value) for name, value in facts.items()],
        "newer": queries.replaced_by(row), "older": row.replaces, "acts": _acts(row, standing, actor),
        "crumbs": [("证明登记", reverse("certificates:certificates")), (row.number, "")],
    }  # fmt: skip
    return render(request, "certificates/certificate.html", context)


def _reason(row: Any) -> str:
    return {one.value: one.label for one in (*Revocation, *Withdrawal)}.get(row.reason, "")


def _acts(row: Any, standing: Standing, actor: Any) -> list[tuple[str, str, str]]:
    """What the reader may do now: address, words, the class of the button."""
    if not actor.scope.covers_place(row.place_no):
        return []
    found: list[tuple[str, str, str]] = []
    kind = next((one for one in queries.kinds_in_force(timezone.localdate()) if one.code == row.kind), None)
    if row.state == State.WAITING and actor.role in KEEPERS and row.author_id != actor.id:
        found += [("seal", "用印", "btn-primary"), ("decline", "不用印", "btn-danger")]
    if row.state in (State.ISSUED, State.REVOKED) and kind is not None and actor.role in kind.issuers:
        found.append(("reissue", "重新开具", ""))
    if row.state == State.ISSUED and standing in (Standing.VALID, Standing.CHANGED):
        found.append(("revoke", "撤销", "btn-danger"))
    return [(reverse(f"certificates:{name}", args=[row.pk]), label, style) for name, label, style in found]


@require_GET
@requires(*PLACES)
def file(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The PDF, to print or to hand over."""
    return _answered(request, certificate_id, "file_id")


@require_GET
@requires(*PLACES)
def ofd(request: HttpRequest, certificate_id: UUID) -> HttpResponseBase:
    """The OFD, for offices and archives that ask for it."""
    return _answered(request, certificate_id, "ofd_id")


def _answered(request: HttpRequest, certificate_id: UUID, which: str) -> HttpResponseBase:
    actor = actor_of(request)
    row = queries.get_certificate(scope=actor.scope, certificate_id=certificate_id)
    file_id: UUID | None = getattr(row, which)
    if file_id is None:
        raise NotFound
    found = get_file(file_id)
    record_read(actor, action="certificates.file_read", retiree_id=row.retiree_id, purpose="打印或交付证明")
    return answer_file(found)


def _shown(row: Any, template: str, **more: Any) -> Shown:
    back = certificate_url(row.pk)
    crumbs = [("证明登记", reverse("certificates:certificates")), (row.number, back), ("办理", "")]
    context = {"row": row, "back": back, "crumbs": crumbs, "about": f"{row.title} · {row.number}", **more}
    return Shown(template, context, back=lambda made: certificate_url(made) if made else back)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def revoke(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Asks why, then ends it."""
    actor = actor_of(request)
    row = queries.get_certificate(scope=actor.scope, certificate_id=certificate_id)
    form = RevokeForm(request.POST or None)
    return answer_form(
        request, _REVOKE, form,
        lambda: services.revoke(
            actor=actor, at=timezone.now(), certificate_id=certificate_id,
            reason=member_of(Revocation, form.cleaned_data["reason"]),
        ),
        _shown(row, "certificates/act.html"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def decline(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Asks why, then sends it back."""
    actor = actor_of(request)
    row = queries.get_certificate(scope=actor.scope, certificate_id=certificate_id)
    form = DeclineForm(request.POST or None)
    return answer_form(
        request, _DECLINE, form,
        lambda: services.decline(
            actor=actor, at=timezone.now(), certificate_id=certificate_id,
            reason=member_of(Withdrawal, form.cleaned_data["reason"]),
        ),
        _shown(row, "certificates/act.html"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def seal(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """What will be sealed is looked at first."""
    actor = actor_of(request)
    row = queries.get_certificate(scope=actor.scope, certificate_id=certificate_id)
    page = ActPage(
        "用印", "用印", "已用印，证明生效。",
        f"核对后用印：{row.retiree.name}，{row.title}，用于{row.purpose}。证明内容按现在的登记信息生成，用印记入用印登记。",
    )  # fmt: skip
    form = forms.Form(request.POST if request.method == "POST" else None)
    return answer_form(
        request, page, form,
        lambda: services.seal(
            actor=actor, at=timezone.now(), certificate_id=certificate_id, address=checking_address(request)
        ),
        _shown(row, "certificates/act.html"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def reissue(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Issued anew from the register as it is now; the one before no longer holds."""
    actor = actor_of(request)
    row = queries.get_certificate(scope=actor.scope, certificate_id=certificate_id)
    kind = kind_to_issue(actor, row.kind, timezone.localdate())
    card = get_person(scope=actor.scope, retiree_id=row.retiree_id)
    form = IssueForm(request.POST or None, kind=kind)
    shown = _shown(row, "certificates/issue.html", is_again=True, **shown_of(kind, card))
    return answer_form(
        request, page_of(kind, actor), form,
        lambda: services.reissue(
            actor=actor, at=timezone.now(), certificate_id=certificate_id,
            asked=Asked(kind.code, form.purpose(), checking_address(request)),
        ),
        shown,
    )  # fmt: skip
