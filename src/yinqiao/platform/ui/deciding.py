"""What a second person does with what somebody has drawn up: approve it or send it back; and taking it back.

Rules, service items and the calendar of a city are published in this way: three pages in each room, alike but for their
words and what they show of the version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.gates import View, requires

_Act = Callable[[Mapping[str, Any], str], object]


class WordsForm(forms.Form):
    """批准意见、退回或撤回的原因."""

    words = forms.CharField(label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, label: str, is_required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].required = is_required


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides, the three pages (approve, send back, take back), the acts behind them, and what a page shows.

    `decide` takes `actor`, `at`, `version_id`, `is_approved`, `words`; `withdraw` takes `reason` in place of the last
    two; `shown` answers the page of one version, NotFound for one out of scope.
    """

    roles: Sequence[str]
    pages: tuple[ActPage, ActPage, ActPage]
    decide: Callable[..., object]
    withdraw: Callable[..., object]
    shown: Callable[[HttpRequest, UUID, ActPage], Shown]

    def views(self) -> tuple[View, View, View]:
        """The views of approving, sending back and taking back, each of `request` and `version_id`."""
        approve, send_back, take_back = self.pages
        return (
            self._view(approve, "批准意见", lambda known, words: self.decide(**known, is_approved=True, words=words)),
            self._view(
                send_back, "退回原因", lambda known, words: self.decide(**known, is_approved=False, words=words)
            ),
            self._view(take_back, "撤回原因", lambda known, words: self.withdraw(**known, reason=words)),
        )

    def _view(self, page: ActPage, label: str, act: _Act) -> View:
        @require_http_methods(["GET", "POST"])
        @requires(*self.roles)
        def answered(request: HttpRequest, version_id: UUID) -> HttpResponse:
            # Who says yes may say it without a word.
            form = WordsForm(request.POST or None, label=label, is_required=page is not self.pages[0])
            known = {"actor": actor_of(request), "at": timezone.now(), "version_id": version_id}
            shown = self.shown(request, version_id, page)
            return answer_form(request, page, form, lambda: act(known, form.cleaned_data["words"]), shown)

        return answered
