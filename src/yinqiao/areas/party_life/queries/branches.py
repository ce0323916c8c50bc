"""Branches with what they consist of and what is amiss; what they owe of a quarter; their members. Scope is required."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from yinqiao.areas.branches.queries import list_organisations
from yinqiao.areas.party.queries import list_received
from yinqiao.areas.party_life.models import Branch, Meeting, Membership
from yinqiao.areas.party_life.queries.reach import here
from yinqiao.areas.party_life.rules import findings, months_owed, quarter_of
from yinqiao.areas.party_life.types import Finding, MeetingKind, Owed, Post, Quarter, Setting, Shape
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.periods import add_months
from yinqiao.platform.access.types import Scope
from yinqiao.platform.crypto.fields import reveal
from yinqiao.platform.rulebook import rulebook

# GB/T 4762: a full member; 02 is one on probation.
_FULL = "01"


def rule_of(name: str, today: date) -> Mapping[str, Any]:
    """The parameters of a rule on a day."""
    return rulebook().get(f"party_life.{name}", region=settings.REGION, day=today).parameters


def _count(what: QuerySet[Any], column: str = "pk") -> Coalesce:
    """How many rows of `what` a branch has."""
    counted = what.order_by().values("branch").annotate(n=Count(column, distinct=column != "pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def list_branches(*, scope: Scope) -> QuerySet[Any]:
    """The branches of the scope, each with `people`, `full`, `secretaries`, `committee`, `groups`; closed ones left out."""
    inside = Membership.objects.filter(branch=OuterRef("pk"), left_on__isnull=True)
    leading = inside.filter(post__in=[Post.SECRETARY, Post.COMMITTEE])
    found = Branch.objects.filter(here(scope), closed_on__isnull=True).annotate(
        people=_count(inside), full=_count(inside.filter(member__political_status=_FULL)),
        secretaries=_count(inside.filter(post=Post.SECRETARY)), committee=_count(leading),
        groups=_count(inside.filter(group_no__gt=0), "group_no"),
    )  # fmt: skip
    return found.order_by("place_no", "name", "id")


def branch_filters(today: date) -> Mapping[str, Q]:
    """Conditions by which branches are listed and counted; the codes are those of `rules.findings`."""
    rule = rule_of("branch_state", today)
    ended = Q(pk__in=())
    for setting in Setting:
        before = add_months(today, -12 * int(rule[f"{setting.value}_term_years"]))
        ended |= Q(setting=setting, term_from__lte=before)
    filters = {
        "too_large": Q(people__gt=rule["most_members"]),
        "too_small": Q(full__lt=rule["least_full"]),
        "no_secretary": Q(secretaries=0, secretary__isnull=True),
        "no_committee": Q(full__gte=rule["committee_from"], committee=0),
        "term_ended": ended,
        "term_unknown": Q(term_from__isnull=True),
    }
    amiss = Q(pk__in=())
    for one in filters.values():
        amiss |= one
    return {"": Q(), "amiss": amiss, **filters}


def count_branches(*, scope: Scope, today: date) -> dict[str, int]:
    """How many branches of the scope there are under each of `branch_filters`, in one statement."""
    filters = branch_filters(today)
    counted = list_branches(scope=scope).order_by().aggregate(
        n=Count("pk"), **{f"n_{name}": Count("pk", filter=one) for name, one in filters.items() if name}
    )  # fmt: skip
    return {name: counted[f"n_{name}" if name else "n"] for name in filters}


def get_branch(*, scope: Scope, branch_id: UUID) -> Any:
    """One branch with what it consists of; NotFound when absent, closed or out of scope."""
    found = list_branches(scope=scope).filter(pk=branch_id).first()
    if found is None:
        raise NotFound
    return found


def shape_of(row: Any) -> Shape:
    """What the rules ask of a branch that `list_branches` gave."""
    return Shape(
        row.people, row.full, row.secretaries, row.committee, row.groups, Setting(row.setting), row.term_from,
        row.secretary is not None,
    )  # fmt: skip


def findings_of(row: Any, today: date) -> list[Finding]:
    """What is amiss with a branch that `list_branches` gave, with why and what may be done."""
    return findings(shape_of(row), today, rule_of("branch_state", today))


def secretary_of(row: Branch) -> str:
    """Who leads a branch that was read within its scope without being its member; empty for none."""
    return reveal(row, "secretary") or ""


def list_owed(*, scope: Scope, quarter: Quarter, today: date) -> QuerySet[Any]:
    """The branches of the scope with what each held (`held_theme` …) and is to have held (`need_theme` …), and `lacking`."""
    rule = rule_of("meetings", today)
    held = Meeting.objects.filter(branch=OuterRef("pk"), held_on__gte=quarter.first, held_on__lt=quarter.after)
    found = list_branches(scope=scope)
    found = found.annotate(**{f"held_{kind.value}": _count(held.filter(kind=kind)) for kind in MeetingKind})
    # Who is more than the secretary alone sits together.
    found = found.annotate(sits=Case(When(committee__gt=1, then=1), default=0))
    lacking: Any = Value(0)
    for kind in MeetingKind:
        months: Any = Value(months_owed(kind, quarter, today, rule))
        if kind is MeetingKind.GROUP:
            months = months * F("groups")
        if kind is MeetingKind.COMMITTEE:
            months = months * F("sits")
        found = found.annotate(**{f"need_{kind.value}": months})
        lacking = lacking + Greatest(F(f"need_{kind.value}") - F(f"held_{kind.value}"), 0)
    return found.annotate(lacking=lacking).order_by("-lacking", "place_no", "name", "id")


def owed_of(*, scope: Scope, branch_id: UUID, today: date) -> list[Owed]:
    """What a branch of the scope owes of this quarter, kind by kind."""
    row = list_owed(scope=scope, quarter=quarter_of(today), today=today).filter(pk=branch_id).first()
    if row is None:
        raise NotFound
    told = ((kind, *(getattr(row, f"{one}_{kind.value}") for one in ("need", "held"))) for kind in MeetingKind)
    return [Owed(*one) for one in told]


def list_members(*, scope: Scope, branch_id: UUID | None = None) -> QuerySet[Membership]:
    """The members of the branches of the scope, or of one of them; who has left is left out."""
    found = Membership.objects.filter(here(scope), left_on__isnull=True).select_related("member", "branch")
    found = found.filter(branch_id=branch_id) if branch_id else found
    return found.order_by("branch__name", "group_no", "member__name", "pk")


def get_member(*, scope: Scope, member_id: UUID) -> Membership:
    """One member in a branch of the scope; NotFound otherwise."""
    found = list_members(scope=scope).filter(pk=member_id).first()
    if found is None:
        raise NotFound
    return found


def list_unplaced(*, scope: Scope) -> QuerySet[Any]:
    """Members whom a place of the scope has received and that are in no branch: never in one, or of a closed one."""
    known = Membership.objects.filter(pk=OuterRef("pk"))
    known = known.filter(Q(left_on__isnull=False) | Q(branch__closed_on__isnull=True))
    found = list_received(scope=scope).filter(~Exists(known)).select_related("organisation", "enterprise")
    return found.defer("facts", "id_no_index").order_by("place_no", "organisation__name", "name", "id")


def list_continuable(*, scope: Scope) -> QuerySet[Any]:
    """Organisations that were handed over to a place of the scope, are signed for, and live on in no branch yet."""
    known = Branch.objects.filter(organisation_id=OuterRef("pk"), closed_on__isnull=True)
    signed = list_organisations(scope=scope, wanted="signed").filter(kind__in=["branch", "joint_branch"])
    return signed.filter(~Exists(known)).order_by("name", "id")
