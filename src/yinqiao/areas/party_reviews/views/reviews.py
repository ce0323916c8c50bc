"""民主评议: the list with the counts of the scope, one review, opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yinqiao.areas.organisations.queries import places
from yinqiao.areas.party_reviews import queries, services
from yinqiao.areas.party_reviews.forms import OpenForm, ReviewFilter
from yinqiao.areas.party_reviews.rules import DECIDERS, ORGANISERS
from yinqiao.areas.party_reviews.tables import GRADE_TONES, TONES, ReviewTable
from yinqiao.areas.party_reviews.types import State
from yinqiao.areas.party_reviews.views.shared import title_of, votes_words
from yinqiao.platform.ui.act_page import ActPage, Shown, actor_of, answer_form
from yinqiao.platform.ui.exports import UNNAMED, TableExport
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.lists import Empty, ListSpec, answer_list

REVIEWS = ListSpec(
    title="民主评议党员", table=ReviewTable, filters=ReviewFilter, unit="次", page_size=50,
    export=TableExport("民主评议党员", "party_reviews.reviews_exported", hint=UNNAMED),
    empty=Empty("没有符合条件的评议", "点“发起评议”，为本单位和下一级的党支部发起。更下级的评议由他们的上一级党组织办理。"),
)  # fmt: skip
_YEARS = 2


def _figures(request: HttpRequest, year: int) -> list[tuple[str, object, str, str]]:
    """Label, figure, unit, hint."""
    scope, today = actor_of(request).scope, timezone.localdate()
    people, counts = queries.count_grades(scope=scope, year=year, today=today)
    told: list[tuple[str, object, str, str]] = [
        ("已批准的党支部", queries.count_approved(scope=scope, year=year), "个", "")
    ]
    for label, count in (("评定等次的党员", people), *((one.grade.label, one.people) for one in counts)):
        told.append((label, "—", "", "人数少，不显示") if count is None else (label, count, "人", ""))
    return told


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def reviews(request: HttpRequest) -> HttpResponseBase:
    """The reviews of the own branches and those right below; of all further below the counts alone."""
    scope, today = actor_of(request).scope, timezone.localdate()
    asked = request.GET.get("of", "")
    years = [today.year - back for back in range(_YEARS)]
    year = int(asked) if asked in {str(one) for one in years} else years[1]

    def load(chosen: Any) -> Any:
        found = queries.list_reviews(scope=scope, wanted=chosen.get("state") or "")
        text = (chosen.get("name") or "").strip()
        return found.filter(branch__name__contains=text) if text else found

    context = {"figures": _figures(request, year), "year": year, "years": years}
    return answer_list(request, REVIEWS, load, template="party_reviews/reviews.html", context=context)


@require_GET
@requires(*ORGANISERS)
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One review: what is next, who takes part, the votes and grades."""
    actor, today = actor_of(request), timezone.localdate()
    row = queries.get_review(scope=actor.scope, review_id=review_id)
    parts = list(queries.list_parts(scope=actor.scope, review_id=review_id))
    why = queries.reasons(today)
    lines = [
        (one, votes_words(votes, row.returned), grade.label if grade else "", GRADE_TONES.get(grade or "", "neutral"),
         why.get(one.unrated, one.unrated))
        for one, votes, grade in zip(parts, queries.votes_of(parts), queries.grades_of(parts), strict=True)
    ]  # fmt: skip
    words, note = queries.words_of(row)
    is_above = row.place_no != actor.scope.place_from or not places().by_no[row.place_no].parent_id
    context = {
        "row": row, "title": title_of(row), "tone": TONES[row.state], "place": places().label(row.place_no), "lines": lines,
        "came": queries.turnout_of(parts, today), "tellers": queries.tellers_of(row), "words": words, "note": note,
        "may_confirm": row.state == State.COUNTED and actor.id != row.counted_by,
        "may_decide": row.state == State.SENT and is_above and actor.role in DECIDERS and actor.id != row.sent_by,
    }  # fmt: skip
    return render(request, "party_reviews/review.html", context)


@require_http_methods(["GET", "POST"])
@requires(*ORGANISERS)
def open_review(request: HttpRequest) -> HttpResponse:
    """发起评议."""
    actor, today = actor_of(request), timezone.localdate()
    listed = [
        (str(one.pk), f"{one.name}（{places().label(one.place_no)}，{one.people} 人）")
        for one in queries.list_reviewable(scope=actor.scope)
    ]
    years = [today.year - back for back in range(_YEARS)]
    form = OpenForm(request.POST or None, branches=listed, years=years, initial={"year": years[0]})
    page = ActPage(
        "发起民主评议", "发起", "已发起。请先登记自评和到会情况。",
        "参加评议的党员按现在支部的名单定下。预备党员参加评议，不评定等次。",
    )  # fmt: skip
    context = {"sub": actor.scope.label, "back": reverse("party_reviews:reviews")}
    return answer_form(
        request, page, form,
        lambda: services.open_review(
            actor=actor, at=timezone.now(), branch_id=form.cleaned_data["branch"], year=form.cleaned_data["year"]
        ),
        Shown("ui/step.html", context, lambda made: reverse("party_reviews:review", args=[made])),
    )  # fmt: skip
