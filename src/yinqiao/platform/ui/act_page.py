"""A form page for one act on one person: refusals come back beside the field, what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from yinqiao.kernel.errors import Conflict, DomainError, Invalid, Refused
from yinqiao.platform.access.types import Actor
from yinqiao.platform.ui.registry import ui


class Person(Protocol):
    """Whose page it is; the template says more of what there is."""

    @property
    def id(self) -> UUID:
        """The person."""

    @property
    def name(self) -> str:
        """The name."""


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the page says: the act, what follows from it, the word on the button, what is said when it is done.

    `link` is a page that helps with the act: its words and its address.
    """

    title: str
    button: str
    done: str
    text: str = ""
    is_dangerous: bool = False
    link: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """How a form page looks, and the address to which it leads once the act is done, by what the act answered."""

    template: str
    context: Mapping[str, object]
    back: Callable[[object], str]


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware put on the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def answer_act(
    request: HttpRequest, page: ActPage, card: Person, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    """GET: the form. POST: the act, then back to the person; a refusal shows the form again with 422 or 409."""
    context = {"card": card, "crumbs": crumbs_of(actor_of(request), card, page.title)}
    shown = Shown("ui/person_act.html", context, back=lambda _: person_url(card.id))
    return answer_form(request, page, form, act, shown)


def answer_form(
    request: HttpRequest, page: ActPage, form: forms.Form, act: Callable[[], object], shown: Shown
) -> HttpResponse:
    """GET: the form. POST: the act, then on to where it leads; a refusal shows the form again with its status."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = act()
            except (Invalid, Conflict, Refused) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                messages.success(request, page.done)
                return redirect(shown.back(made))
    return render(request, shown.template, {"page": page, "form": form, **shown.context}, status=status)


def add_refusal(form: forms.Form, refusal: DomainError) -> None:
    """Put a refusal beside the field it names, or at the top of the form with what to do next."""
    shown = {name: text for name, text in refusal.fields.items() if name in form.fields}
    for name, text in shown.items():
        form.add_error(name, text)
    if not shown:
        form.add_error(None, f"{refusal.message}{refusal.next_step}")


def crumbs_of(actor: Actor, card: Person, title: str) -> list[tuple[str, str]]:
    """List (for who may open it), person, this page."""
    listed = ui.people_list
    before = [(listed.label, reverse(listed.url_name))] if listed and actor.role in listed.roles else []
    return [*before, (card.name, person_url(card.id)), (title, "")]


def person_url(retiree_id: UUID) -> str:
    """The page of a person."""
    return reverse("shell:person", args=[retiree_id])
