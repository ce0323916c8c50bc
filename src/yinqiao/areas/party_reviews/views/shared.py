"""What the pages of reviews share: a form about one review that leads back to it, and how votes are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from yinqiao.areas.party_reviews.types import Grade, Votes
from yinqiao.platform.ui.act_page import ActPage, Shown, answer_form

LINES = "party_reviews/lines.html"


def answer_step(
    request: HttpRequest, page: ActPage, form: forms.Form, act: Callable[[], object], *, row: Any, template: str = "ui/step.html"
) -> HttpResponse:  # fmt: skip
    """A form page about a review: back to it when done."""
    context = {"sub": title_of(row), "back": row.get_absolute_url(), "row": row}
    return answer_form(request, page, form, act, Shown(template, context, lambda _: row.get_absolute_url()))


def title_of(row: Any) -> str:
    """What a review is called."""
    return f"{row.branch.name}，{row.year} 年度"


def votes_words(votes: Votes | None, returned: int) -> str:
    """The totals of one member in words, abstentions too."""
    if votes is None:
        return ""
    told = [f"{grade.label} {count} 票" for grade, count in zip(Grade, votes, strict=True) if count]
    rest = returned - votes.total
    return "，".join([*told, f"弃权 {rest} 票"] if rest else told) or "没有得票"
