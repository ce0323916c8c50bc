"""What the pages of agreements share: the agreement of the address, a form page for one step, a step that only asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.agreements import errors, queries
from yinqiao.areas.agreements.forms import SeenForm
from yinqiao.areas.agreements.rules import is_theirs, next_state
from yinqiao.areas.agreements.types import Step
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.confirm import Confirm, ask_first

__all__ = ["Asked", "actor_of", "answer_step", "ask_step", "initial_of", "page_of", "version_words"]


def page_of(request: HttpRequest, agreement_id: UUID, step: Step) -> Any:
    """The agreement, if this step may be taken now by who asks: else the refusal that the act itself would give."""
    actor = actor_of(request)
    row = queries.get_agreement(scope=actor.scope, agreement_id=agreement_id)
    if next_state(row.stand, step) is None:
        raise errors.step_not_open(row.stand.state.label)
    if not is_theirs(row.stand, step, actor.role):
        raise errors.not_your_step()
    return row


def answer_step(
    request: HttpRequest,
    page: ActPage,
    row: Any,
    form: Any,
    act: Callable[[], object],
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """GET: the form, and `more` for its page. POST: the act, then back to the agreement (or to the one that it began)."""

    def back(made: object) -> str:
        return reverse("agreements:agreement", args=[made if isinstance(made, UUID) else row.pk])

    return answer_form(request, page, form, act, Shown("agreements/step.html", {"row": row, **(more or {})}, back))


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that needs no input beside a yes: the question, what follows from it, what is said when it is done."""

    step: Step
    text: str
    done: str
    is_dangerous: bool = False


def ask_step(request: HttpRequest, agreement_id: UUID, asked: Asked, act: Callable[..., object]) -> HttpResponse:
    """POST: asks first, then takes the step (`act(actor=, at=, seen=)`) and leads back to the agreement."""
    row = page_of(request, agreement_id, asked.step)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise errors.changed_meanwhile()
    question = Confirm(
        asked.step.label, asked.text, asked.step.label, back=row.get_absolute_url(), facts=_facts(row),
        is_dangerous=asked.is_dangerous,
    )  # fmt: skip
    if page := ask_first(request, question):
        return page
    act(actor=actor_of(request), at=timezone.now(), seen=form.seen(agreement_id))
    messages.success(request, asked.done)
    return redirect("agreements:agreement", agreement_id=agreement_id)


def _facts(row: Any) -> tuple[tuple[str, str], ...]:
    return (
        ("协议编号", row.agreement_no),
        ("企业", row.enterprise.name),
        ("版本", version_words(row.shown_version)),
        ("协议人数", f"{row.people or 0:,} 人"),
    )


def version_words(number: int) -> str:
    """A version as people call it."""
    return f"第 {number} 版"


def initial_of(row: Any) -> dict[str, Any]:
    """What every form about an agreement begins with."""
    return {"lock_version": row.lock_version}
