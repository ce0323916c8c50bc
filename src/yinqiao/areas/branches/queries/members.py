"""Members behind organisations, by the names that party rosters give them; branches that nobody has listed yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from yinqiao.areas.branches.models import Organisation, RosterBranch
from yinqiao.areas.branches.queries.reads import get_organisation, list_organisations
from yinqiao.areas.branches.rules import suggest
from yinqiao.areas.branches.types import BranchNow, Headcount, Path, State, Unlisted
from yinqiao.areas.organisations.queries import enterprise_names
from yinqiao.areas.party.queries import list_branches, list_members
from yinqiao.areas.retirees.types import member_of
from yinqiao.platform.access.types import Scope


def count_members(*, scope: Scope, organisation_ids: Iterable[UUID], today: date) -> Mapping[UUID, Headcount]:
    """Organisation → its members as far as the scope knows them; one without any has no entry. Two statements for all."""
    known = RosterBranch.objects.filter(organisation_id__in=list(organisation_ids))
    branch_of = dict(known.values_list("id", "organisation_id"))
    if not branch_of:
        return {}
    counted: dict[UUID, Headcount] = {}
    for one in list_branches(scope=scope, today=today).filter(organisation_id__in=list(branch_of)):
        key = branch_of[one["organisation_id"]]
        was = counted.get(key, Headcount())
        counted[key] = Headcount(was.members + one["members"], was.received + one["received"])
    return counted


def list_roster_branches(*, scope: Scope, organisation_id: UUID) -> list[tuple[UUID, str]]:
    """The branches of rosters that an organisation in scope is: id and the name that the rosters give."""
    get_organisation(scope=scope, organisation_id=organisation_id)
    ids = list(RosterBranch.objects.filter(organisation_id=organisation_id).values_list("id", flat=True))
    names = list_members(scope=scope, today=date.max).filter(organisation_id__in=ids)
    return sorted(set(names.values_list("organisation_id", "organisation__name")), key=lambda one: one[1])


def list_unlisted(*, scope: Scope, today: date, only: Iterable[UUID] | None = None) -> list[Unlisted]:
    """Branches that rosters of an enterprise in scope name and that are no listed organisation, with what each may be."""
    if not scope.is_enterprise:
        return []
    found = list_branches(scope=scope, today=today)
    if only is not None:
        found = found.filter(organisation_id__in=list(only))
    known = set(RosterBranch.objects.filter(enterprise_id__in=scope.enterprises).values_list("id", flat=True))
    rows = [one for one in found if one["organisation_id"] not in known]
    names = enterprise_names({one["enterprise_id"] for one in rows})
    listed: dict[int, dict[UUID, str]] = defaultdict(dict)
    for enterprise_id, key, name in list_organisations(scope=scope).values_list("enterprise_id", "id", "name"):
        listed[enterprise_id][key] = name
    unlisted = []
    for one in rows:
        near = suggest(one["organisation__name"], listed[one["enterprise_id"]])
        told = (near[0], listed[one["enterprise_id"]][near[0]], near[1]) if near else (None, "", "")
        unlisted.append(Unlisted(
            one["organisation_id"], one["enterprise_id"], names.get(one["enterprise_id"], ""), one["organisation__name"],
            one["organisation__kind"], one["organisation__upper"], one["members"], *told,
        ))  # fmt: skip
    return unlisted


def find_branch_now(*, scope: Scope, retiree_id: UUID, today: date) -> list[BranchNow]:
    """What became of the branches that rosters name for a person in scope; nothing for who reads no party relations."""
    found = list_members(scope=scope, today=today).filter(retiree_id=retiree_id)
    named = dict(found.order_by().values_list("organisation_id", "organisation__name"))
    rows = RosterBranch.objects.filter(pk__in=list(named)).exclude(path="")
    return [
        BranchNow(named[one.pk], member_of(Path, one.path), member_of(State, one.state), one.name, one.place_no)
        for one in rows
    ]


def links_of(organisation: Organisation) -> list[UUID]:
    """The branches of rosters that an organisation is; for the act that holds it."""
    return list(RosterBranch.objects.filter(organisation=organisation).values_list("id", flat=True))
