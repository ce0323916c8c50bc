"""Pairs of a person and an archive: the list, one pair side by side, what is decided about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yinqiao.areas.retirees.services import note_person_opened
from yinqiao.areas.separation import errors, queries, services
from yinqiao.areas.separation.forms import MatchFilter
from yinqiao.areas.separation.rules import FLOW, SETTLERS
from yinqiao.areas.separation.tables import STATE_TONES, MatchTable
from yinqiao.areas.separation.types import MatchPage, MatchState, MatchStep
from yinqiao.platform.ui.act_page import actor_of
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list
from yinqiao.platform.ui.parts import CompareRow, Comparison, Reason

LIST = ListSpec(
    title="人档疑似对应", table=MatchTable, filters=MatchFilter, unit="组",
    export=TableExport("人档疑似对应", "separation.matches_exported", hint=UNNAMED),
    empty=Empty("没有待判定的疑似对应", "每晚自动比对登记与档案目录，发现后列在这里，由您逐组判定。", picture="done"),
)  # fmt: skip
_DONE = {
    MatchStep.LINK: "已对应，档案归入本人名下，可以撤销。",
    MatchStep.PART: "已判定为不是同一人，今后不再提示，可以撤销。",
    MatchStep.UNDO: "已撤销判定，这一组重新待判定。",
}


@require_http_methods(["GET", "POST"])
@requires(*SETTLERS)
def matches(request: HttpRequest) -> HttpResponseBase:
    """Pairs that this office may judge, the likeliest first; those that were decided behind a filter."""
    scope = actor_of(request).scope

    def load(chosen: Any) -> Any:
        return queries.list_matches(scope=scope, state=MatchState(chosen.get("state") or MatchState.OPEN))

    return answer_list(request, LIST, load, template="separation/matches.html")


@require_GET
@requires(*SETTLERS)
def match(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """One pair side by side, the score explained; a person decides."""
    actor = actor_of(request)
    found = queries.get_match(scope=actor.scope, match_id=match_id)
    note_person_opened(actor=actor, at=timezone.now(), retiree_id=found.retiree_id)
    context = {
        "match": found,
        "tone": STATE_TONES[found.state],
        "steps": {step.value for step in FLOW[found.state]},
        "comparison": _comparison(found),
    }
    return render(request, "separation/match.html", context)


def _comparison(found: MatchPage) -> Comparison:
    return Comparison(
        left_title="登记的人员",
        right_title=f"档案 {found.archive_no}",
        rows=[CompareRow(*line) for line in found.facts],
        score=found.score,
        score_words="分数只用于排序，是否同一人由您判定。",
        reasons=[Reason(f"{label}（{weight:+d}）", weight > 0) for label, weight in found.reasons],
    )


_ACTS: dict[MatchStep, Callable[..., None]] = {
    MatchStep.LINK: services.link_match,
    MatchStep.PART: services.part_match,
    MatchStep.UNDO: services.undo_match,
}


@require_POST
@requires(*SETTLERS)
def settle(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """Link, keep apart, or take either back."""
    try:
        step = MatchStep(request.POST.get("decision", ""))
    except ValueError:
        raise errors.decision_missing() from None
    _ACTS[step](actor=actor_of(request), at=timezone.now(), match_id=match_id)
    messages.success(request, _DONE[step])
    if step is MatchStep.UNDO:
        return redirect("separation:match", match_id=match_id)
    return redirect("separation:matches")
