"""Acts on the rows of a list that were ticked: the form or the question first, then the act, then back to the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import ActPage, add_refusal
from yinqiao.platform.ui.confirm import Confirm, ask_first

# What the bulk bar sends: it comes along from page to page, so that “all that match” is asked anew when it is done.
_CHOICE = ("ids", "all", "query")
_OUT_OF_STEP = "不在可以办理这一步的状态"


@dataclass(frozen=True, slots=True)
class Ticked:
    """The chosen rows, the words that count them (`人`, `卷`), and the address of the list they were ticked in."""

    ids: Sequence[UUID]
    unit: str
    back: str


def sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in; nothing when the list sent its choice alone."""
    return request.POST if "sent" in request.POST else None


def answer_ticked(
    request: HttpRequest, page: ActPage, form: forms.Form, ticked: Ticked, act: Callable[[Sequence[UUID]], int]
) -> HttpResponse:
    """The form; once it was filled in, the act, which answers how many rows it changed, then back to the list.

    `page.done` has a place for `{count}`. A refusal shows the form again with its status and what was typed.
    """
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                done = act(ticked.ids)
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                return _gone_back(request, page.done, ticked, done, _OUT_OF_STEP)
    choice = [(name, value) for name in _CHOICE for value in request.POST.getlist(name)]
    context = {"page": page, "form": form, "choice": choice, "ticked": ticked}
    return render(request, "ui/ticked_act.html", context, status=status)


def confirm_ticked(
    request: HttpRequest, page: ActPage, ticked: Ticked, act: Callable[[Sequence[UUID]], int], others: str = ""
) -> HttpResponse:
    """The act after a page that asks, then back to the list. `others` says what those are of whom nothing changed."""
    question = Confirm(
        page.title, page.text, page.button, back=ticked.back, facts=(("数量", f"{len(ticked.ids):,} {ticked.unit}"),)
    )  # fmt: skip
    if asked := ask_first(request, question):
        return asked
    return _gone_back(request, page.done, ticked, act(ticked.ids), others or _OUT_OF_STEP)


def _gone_back(request: HttpRequest, words: str, ticked: Ticked, done: int, others: str) -> HttpResponse:
    messages.success(request, words.format(count=done))
    if done < len(ticked.ids):
        messages.info(request, f"另有 {len(ticked.ids) - done:,} {ticked.unit}{others}，没有改动。")
    return redirect(ticked.back)
