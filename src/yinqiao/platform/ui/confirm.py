"""Asks before a dangerous act, on a page of its own: it says what will happen and works without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_OURS = {"csrfmiddlewaretoken", "confirmed", "mend"}


@dataclass(frozen=True, slots=True)
class Confirm:
    """What the page says: the question, what follows from it, the facts, and the word on the button (a verb).

    With `is_kept` the way back is the form with all that was typed, by a button that posts it (`wants_to_mend`).
    """

    title: str
    text: str
    button: str
    back: str
    facts: Sequence[tuple[str, str]] = ()
    is_dangerous: bool = True
    is_kept: bool = False


def wants_to_mend(request: HttpRequest) -> bool:
    """Whether somebody came back from the question to change what was typed."""
    return request.POST.get("mend") == "1"


def ask_first(request: HttpRequest, question: Confirm) -> HttpResponse | None:
    """The page that asks, or None once the person has said yes.

    Call it at the head of a POST view, after reading its input; what was posted comes along:

        if asked := ask_first(request, Confirm("撤回整批", "…", "撤回", back=list_url)):
            return asked
        services.withdraw_batch(...)
    """
    if request.POST.get("confirmed") == "1":
        return None
    hidden = [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]
    return render(request, "ui/confirm_page.html", {"question": question, "hidden": hidden})
