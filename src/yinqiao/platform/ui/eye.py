"""The eye beside a masked value of a person: asks for the purpose once per person and visit, then shows the value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yinqiao.platform.ui.act_page import Person, actor_of, crumbs_of

PURPOSES = ("电话联系本人或家属", "入户走访", "核对证件或材料", "办理本人申请的事项", "报送上级部门", "判定疑似重复")
PURPOSE_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class Eye:
    """A masked value on a page: its id there, the address that opens it, its name, what is shown until then."""

    value_id: str
    url: str
    label: str
    value: str


def answer_eye(request: HttpRequest, card: Person, eye: Eye, reveal: Callable[[str], str]) -> HttpResponse:
    """Asks for the purpose, unless this visit told it; then the value that `reveal` gives for it."""
    known = _purpose_of_visit(request, card.id)
    purpose = request.POST.get("purpose", "").strip()[:100] if request.method == "POST" else known
    context = {
        **asdict(eye),
        "purposes": PURPOSES,
        "card": card,
        "crumbs": crumbs_of(actor_of(request), card, f"查看{eye.label}"),
    }
    if purpose:
        context |= {"value": reveal(purpose), "is_opened": True}
        request.session[_key(card.id)] = [purpose, timezone.now().timestamp()]
    part = "ui/masked.html" if purpose else "ui/masked_ask.html"
    template = part if request.htmx else "ui/person_show.html"  # type: ignore[attr-defined]
    response = render(request, template, {**context, "part": part})
    response["Cache-Control"] = "no-store"
    return response


def _key(retiree_id: UUID) -> str:
    return f"purpose:{retiree_id}"


def _purpose_of_visit(request: HttpRequest, retiree_id: UUID) -> str:
    """The purpose given for this person within the last half hour, or nothing."""
    purpose, since = request.session.get(_key(retiree_id), ("", 0.0))
    return str(purpose) if timezone.now().timestamp() - since < PURPOSE_SECONDS else ""
