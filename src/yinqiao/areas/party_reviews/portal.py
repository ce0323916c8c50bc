"""长辈版: the own results of democratic reviews, nobody else's, and no votes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yinqiao.areas.party_life.queries import get_own_branch
from yinqiao.areas.party_reviews import queries
from yinqiao.platform.ui.gates import StaffRequest, requires_retiree


@require_GET
@requires_retiree
def results(request: StaffRequest) -> HttpResponse:
    """我的民主评议; not there for who is in no branch."""
    scope = request.actor.scope
    branch, parts = get_own_branch(scope=scope), list(queries.list_own(scope=scope))
    why = queries.reasons(timezone.localdate())
    rows = [
        (one, grade.label if grade else "", why.get(one.unrated, one.unrated))
        for one, grade in zip(parts, queries.grades_of(parts), strict=True)
    ]
    return render(request, "party_reviews/my_results.html", {"rows": rows, "branch": branch})
