"""What the pages of party life share: a form page that leads back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NotRequired, TypedDict, Unpack

from django import forms
from django.http import HttpRequest, HttpResponse

from yinqiao.platform.ui.act_page import ActPage, Shown, answer_form


class Around(TypedDict):
    """What stands around a form: below its title, the way back, where it leads when done, and what is known."""

    sub: str
    back: str
    to: NotRequired[Callable[[Any], str]]
    facts: NotRequired[Sequence[tuple[str, str]]]


def answer_step(
    request: HttpRequest, page: ActPage, form: forms.Form, act: Callable[[], object], **around: Unpack[Around]
) -> HttpResponse:
    """A form page about one thing: back to it when done, or on to where `to` leads."""
    leads = around.get("to") or (lambda _: around["back"])
    context = {"sub": around["sub"], "back": around["back"], "facts": around.get("facts", ())}
    return answer_form(request, page, form, act, Shown("ui/step.html", context, leads))
