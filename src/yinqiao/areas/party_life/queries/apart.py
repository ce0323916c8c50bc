"""Members for whom coming is no way: when they are to be seen, what is planned, what was done. Scope is required."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, ExpressionWrapper, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from yinqiao.areas.party_life.models import Errand, Membership
from yinqiao.areas.party_life.queries.branches import list_members, rule_of
from yinqiao.areas.party_life.queries.meetings import find_own
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.types import Form, Whereabouts
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal, reveal_many


def list_apart(*, scope: Scope, today: date) -> QuerySet[Any]:
    """Members of the scope who do not come, each with `planned_on`, `last_on` and `next_on`, the most urgent first.

    `next_on` is the day that is planned, or else that of the rule after the last time.
    """
    rule = rule_of("care", today)
    of_member = Errand.objects.filter(member_id=OuterRef("pk")).order_by().values("member_id")
    planned = of_member.filter(ended_on__isnull=True).annotate(on=Min("planned_on")).values("on")
    done = of_member.filter(is_done=True).annotate(on=Max("ended_on")).values("on")
    days = Case(*(When(form=one, then=rule[f"{one.value}_days"]) for one in (Form.HOME, Form.MOBILE)), default=0)
    found = list_members(scope=scope).exclude(form=Form.USUAL).defer("whereabouts")
    found = found.annotate(planned_on=Subquery(planned), last_on=Subquery(done))
    by_rule = ExpressionWrapper(Greatest(F("since"), F("last_on")) + days, output_field=DateField())
    return found.annotate(next_on=Coalesce("planned_on", by_rule)).order_by("next_on", "member__name", "pk")


def apart_filters(today: date) -> dict[str, Q]:
    """Conditions by which they are listed and counted: today's entry and the list it opens use the same."""
    return {
        "": Q(),
        "late": Q(next_on__lt=today),
        "planned": Q(planned_on__isnull=False),
        "home": Q(form=Form.HOME),
        "mobile": Q(form=Form.MOBILE),
    }


def list_errands(*, scope: Scope, member_id: UUID) -> list[tuple[Errand, str]]:
    """What was planned and done for a member of the scope, the newest first, in plain words."""
    rows = list(Errand.objects.filter(here(scope), member_id=member_id).order_by("-planned_on", "-id"))
    return [(row, text or "") for row, text in zip(rows, reveal_many(rows, "words"), strict=True)]


def get_errand(*, scope: Scope, errand_id: UUID) -> Errand:
    """One of them; NotFound when absent or out of scope."""
    found = Errand.objects.filter(here(scope), pk=errand_id).select_related("member").first()
    if found is None:
        raise NotFound
    return found


def list_own_errands(*, scope: Scope) -> QuerySet[Errand]:
    """What is planned for who is signed in to the portal; not what was told of it."""
    own = find_own(scope=scope)
    return (
        Errand.objects.filter(member_id__in=[own.pk] if own else [], ended_on__isnull=True)
        .defer("words")
        .order_by("planned_on")
    )


def whereabouts_of(row: Membership) -> Whereabouts:
    """Where a mobile member is, of a row that was read within its scope."""
    text = reveal(row, "whereabouts")
    return Whereabouts(**json.loads(text)) if text else Whereabouts()
