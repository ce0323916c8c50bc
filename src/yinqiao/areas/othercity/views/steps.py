"""The form of an act on those who were ticked: shown first, sent with the same choice, back to where they were chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from yinqiao.kernel.errors import Conflict, Invalid
from yinqiao.platform.ui.act_page import ActPage, add_refusal


def goes_by(what: str = "") -> str:
    """How a file that was just made reaches the other city: by itself where there is a line, else by hand."""
    return "系统经市间专线自动发给对方。" if settings.CARRIER_SERVERS else f"请下载{what}发给对方。"


def answer_step(
    request: HttpRequest,
    page: ActPage,
    form: forms.Form,
    ids: Sequence[UUID],
    act: Callable[[], HttpResponseBase | str],
    back: str,
) -> HttpResponseBase:
    """The form for the chosen; once it was filled in, what the act answers: a file, or the address to which it leads."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = act()
            except (Invalid, Conflict) as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                if isinstance(made, HttpResponseBase):
                    return made
                messages.success(request, page.done)
                return redirect(made)
    context = {"page": page, "form": form, "ids": [str(one) for one in ids], "back": back}
    return render(request, "othercity/step.html", context, status=status)
