"""What the pages of assets share: addresses, square metres in words, a page of one act."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yinqiao.platform.ui.act_page import ActPage, Shown, answer_form


def assets_url(**query: object) -> str:
    """The list of assets under these filters; what is empty is left out."""
    chosen = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse('assets:assets')}?{chosen}".rstrip("?")


def square_metres(value: Decimal | None) -> str:
    """`1,204.50 平方米`; a dash where nothing is known."""
    return "—" if value is None else f"{value:,.2f} 平方米"


def answer_act(
    request: HttpRequest, page: ActPage, row: Any, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    """GET: the form. POST: the act, then back to the asset; a refusal shows the form again with its status."""
    shown = Shown("assets/act.html", {"row": row}, back=lambda _: str(row.get_absolute_url()))
    return answer_form(request, page, form, act, shown)
