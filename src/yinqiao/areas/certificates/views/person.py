"""开证明: the certificates of a person, the kinds that may be issued, and one issued at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.accounts.types import Role
from yinqiao.areas.certificates import queries, services
from yinqiao.areas.certificates.forms import IssueForm
from yinqiao.areas.certificates.rules import PLACES
from yinqiao.areas.certificates.tables import TONES
from yinqiao.areas.certificates.types import Asked, Kind, Standing
from yinqiao.areas.certificates.types.kinds import FACTS
from yinqiao.areas.retirees.queries import get_person
from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form, crumbs_of
from yinqiao.platform.ui.gates import requires


def issuers_of(kind: Kind) -> str:
    """Who issues a kind, in words."""
    return "、".join(Role(one).label for one in kind.issuers)


def checking_address(request: HttpRequest) -> str:
    """Where whoever gets the paper checks it."""
    return request.build_absolute_uri(reverse("verify:ask"))


def panel(actor: Actor, retiree_id: UUID, today: date) -> Mapping[str, Any] | None:
    """What of a person's certificates holds or waits, and the way to issue one; nothing for enterprises and overseers."""
    if actor.role not in PLACES:
        return None
    rows = [(row, queries.standing_on(row, today)) for row in _of(actor, retiree_id)]
    open_ones = [(row, one.label, TONES[one.value]) for row, one in rows if one in (Standing.VALID, Standing.WAITING)]
    return {"rows": open_ones[:3], "url": reverse("certificates:of_person", args=[retiree_id])}


def _of(actor: Actor, retiree_id: UUID) -> Any:
    return queries.list_of_person(scope=actor.scope, retiree_id=retiree_id)


@require_GET
@requires(*PLACES)
def of_person(request: HttpRequest, retiree_id: UUID) -> HttpResponse:
    """The certificates of a person, and the kinds there are with who issues each."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=retiree_id)
    rows = [(row, queries.standing_on(row, today)) for row in _of(actor, retiree_id)]
    context = {
        "card": card, "crumbs": crumbs_of(actor, card, "证明"), "is_managed": card.status == "managed",
        "rows": [(row, one.label, TONES[one.value]) for row, one in rows],
        "kinds": [(one, actor.role in one.issuers, issuers_of(one)) for one in queries.kinds_in_force(today)],
    }  # fmt: skip
    return render(request, "certificates/of_person.html", context)


@require_http_methods(["GET", "POST"])
@requires(*PLACES)
def issue(request: HttpRequest, retiree_id: UUID, code: str) -> HttpResponse:
    """One certificate: what it will say is known, only the purpose is asked."""
    actor, today = actor_of(request), timezone.localdate()
    card = get_person(scope=actor.scope, retiree_id=retiree_id)
    kind = kind_to_issue(actor, code, today)
    form = IssueForm(request.POST or None, kind=kind)
    context = {"crumbs": crumbs_of(actor, card, kind.title), "back": reverse("certificates:of_person", args=[card.id])}
    return answer_form(
        request, page_of(kind, actor), form,
        lambda: services.issue(
            actor=actor, at=timezone.now(), retiree_id=retiree_id,
            asked=Asked(kind.code, form.purpose(), checking_address(request)),
        ),
        Shown("certificates/issue.html", {**context, **shown_of(kind, card)}, back=certificate_url),
    )  # fmt: skip


def kind_to_issue(actor: Actor, code: str, today: date) -> Kind:
    """A kind that the role issues; there is no page of any other."""
    kind = queries.kind_in_force(code, today)
    if actor.role not in kind.issuers:
        raise NotFound
    return kind


def page_of(kind: Kind, actor: Actor) -> ActPage:
    """What the page says: issued at once, or with the keeper's seal."""
    if queries.is_automatic(kind, actor.scope.place_from):
        return ActPage(kind.title, "开具", "已开具，可以打印或下载。", kind.about)
    return ActPage(
        kind.title,
        "提交",
        "已提交。",
        f"{kind.about}这种证明由印章保管人逐份用印；没有配置电子印章时，开出来打印盖章。",
    )


def shown_of(kind: Kind, card: Any) -> dict[str, Any]:
    """What the page of a kind shows beside the form."""
    return {"kind": kind, "card": card, "drawn": "、".join(FACTS[one] for one in kind.facts)}


def certificate_url(made: object) -> str:
    """The page of a certificate."""
    return reverse("certificates:certificate", args=[made])
