"""Reads of party relations. Scope is a required argument; a place sees what was submitted to it and not taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, FilteredRelation, Min, Q, QuerySet

from yinqiao.areas.lists.types import Delivered
from yinqiao.areas.organisations.queries import enterprise_names, holder_words, places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.party.models import Custody, Letter, Member, Roster, RosterRow
from yinqiao.areas.party.rules import HOME_KINDS, NAMED_KINDS, OPEN_STATES, next_step
from yinqiao.areas.party.types import Due, MemberState, Responsible, Standing
from yinqiao.areas.retirees.queries import find_row, with_merged
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access.types import PLACE_MAX, Scope
from yinqiao.platform.rulebook import rulebook

_M = MemberState
_NOT_AT_PLACE = Q(state=_M.WITHDRAWN)
_ON_THE_WAY = Q(state__in=[_M.OFFERED, _M.LETTER_ISSUED, _M.CHECKED_IN])


def member_filters(today: date) -> Mapping[str, Q]:
    """Conditions by which members are listed and counted: figures and the lists they open use the same.

    `expired`: the letter has run out and nobody has reported with it; `unreached`: attached, and no channel is known.
    """
    return {
        "waiting": Q(state=_M.OFFERED),
        "lettered": Q(state=_M.LETTER_ISSUED),
        "checked_in": Q(state=_M.CHECKED_IN),
        "received": Q(state=_M.RECEIVED),
        "returned": Q(state=_M.RETURNED),
        "expired": Q(state=_M.LETTER_ISSUED, letter__valid_to__lt=today),
        "valid": Q(state=_M.LETTER_ISSUED, letter__valid_to__gte=today),
        "open": Q(state__in=OPEN_STATES),
        "on_the_way": _ON_THE_WAY,
        "attached": Q(is_attached=True) & ~_NOT_AT_PLACE,
        "unreached": Q(is_attached=True, has_channel=False, state__in=OPEN_STATES),
        "withdrawn": _NOT_AT_PLACE,
        "": ~_NOT_AT_PLACE,
    }


# What only a letter tells, and the columns of the letter that holds.
_BY_LETTER = {"expired", "valid"}
LETTER_COLUMNS = {"letter_no": "number", "letter_on": "issued_on", "letter_medium": "medium", "valid_to": "valid_to"}
# What the figures of both sides tell, in their order.
FIGURES = ("", "waiting", "lettered", "checked_in", "received", "returned", "expired", "unreached")


def _members_in(scope: Scope) -> Q:
    """Twin of the policy: the enterprise's own, and what goes to a place of the scope; nothing for an overseer."""
    if scope.is_oversight:
        return Q(pk__in=[])
    if scope.is_enterprise or scope.place_to == PLACE_MAX:
        return scope.predicate()
    return scope.predicate() & ~_NOT_AT_PLACE


def list_rows(*, scope: Scope, batch_id: UUID) -> QuerySet[RosterRow]:
    """The rows of a checked roster of an enterprise in scope, in their order."""
    return RosterRow.objects.filter(enterprise_id__in=scope.enterprises, batch_id=batch_id).order_by("row_no")


def find_roster(*, scope: Scope, batch_id: UUID) -> Roster | None:
    """The submitted roster of a batch of an enterprise in scope; a batch that was never submitted has none."""
    return Roster.objects.filter(enterprise_id__in=scope.enterprises, pk=batch_id).first()


def has_reports(*, scope: Scope, batch_id: UUID) -> bool:
    """Whether a member of the roster has ever reported in: from then on it is not taken back as a whole."""
    return Member.objects.filter(_members_in(scope), roster_id=batch_id, has_reported=True).exists()


def _holding() -> FilteredRelation:
    """The letter that holds, one at the most; made anew for each query, which binds it to itself."""
    return FilteredRelation("letters", condition=Q(letters__voided_at__isnull=True))


def find_members(*, scope: Scope, today: date, wanted: str = "") -> QuerySet[Any]:
    """Members in scope under one of `member_filters`, by organisation and name; `with_letters` adds what a list shows."""
    found = Member.objects.filter(_members_in(scope))
    if wanted in _BY_LETTER:
        found = found.annotate(letter=_holding())
    found = found.filter(member_filters(today)[wanted])
    return found.defer("facts", "id_no_index").order_by("organisation__name", "name", "id")


def with_letters(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same members, each with the letter that holds: `letter_no`, `letter_on`, `letter_medium`, `valid_to` or None."""
    told = {name: F(f"letter__{column}") for name, column in LETTER_COLUMNS.items()}
    return found.annotate(letter=_holding()).annotate(**told).select_related("enterprise", "organisation")


def list_members(*, scope: Scope, today: date, wanted: str = "") -> QuerySet[Any]:
    """Both at once: for few members, or a part of them."""
    return with_letters(find_members(scope=scope, today=today, wanted=wanted))


def get_member(*, scope: Scope, member_id: UUID, today: date) -> Any:
    """One member, taken back or not; NotFound when absent or out of scope."""
    wanted = [""] + (["withdrawn"] if scope.is_enterprise else [])
    for one in wanted:
        if row := list_members(scope=scope, today=today, wanted=one).filter(pk=member_id).first():
            return row
    raise NotFound


def list_letters(*, scope: Scope, member_id: UUID) -> QuerySet[Letter]:
    """Every letter of a member in scope, newest first."""
    seen = Member.objects.filter(_members_in(scope), pk=member_id)
    return Letter.objects.filter(member__in=seen).order_by("-issued_on", "-id")


def get_figures(*, scope: Scope, today: date, batch_id: UUID | None = None) -> dict[str, int]:
    """How many members in scope there are under each of `FIGURES`, of one batch or of all."""
    filters = member_filters(today)
    found = Member.objects.filter(_members_in(scope), filters[""])
    if batch_id is not None:
        found = found.filter(roster_id=batch_id)
    of_members = [name for name in FIGURES if name and name not in _BY_LETTER]
    counted: dict[str, int] = found.aggregate(
        **{f"n_{name}": Count("id", filter=filters[name]) for name in of_members}, n_=Count("id")
    )
    # Letters are looked at for those alone who hold one.
    for name in set(FIGURES) & _BY_LETTER:
        counted[f"n_{name}"] = found.annotate(letter=_holding()).filter(filters[name]).count()
    return {name: counted[f"n_{name}"] for name in FIGURES}


def delivered(*, scope: Scope, batch_ids: Sequence[UUID], within: tuple[int, int]) -> Mapping[UUID, Delivered]:
    """Roster → how far its members have come at the places from `within[0]` to before `within[1]`.

    Who was sent back lacks a letter that holds: the enterprise's turn. Only the enterprise is told what went elsewhere.
    """
    here = Q(place_no__gte=within[0], place_no__lt=within[1])
    found = Member.objects.filter(_members_in(scope), ~_NOT_AT_PLACE, roster_id__in=batch_ids).order_by()
    returned = Q(state=_M.RETURNED)
    counted = found.values("roster_id").annotate(
        received=Count("id", filter=here & Q(state=_M.RECEIVED)),
        waits=Count("id", filter=here & _ON_THE_WAY), lacks=Count("id", filter=here & returned),
        waits_since=Min("state_on", filter=here & _ON_THE_WAY), lacks_since=Min("state_on", filter=here & returned),
        elsewhere=Count("id", filter=~here),
    )  # fmt: skip
    return {
        one["roster_id"]: Delivered(
            one["received"], one["waits"], one["lacks"], one["waits_since"], one["lacks_since"],
            one["elsewhere"] if scope.is_enterprise else 0,
        )
        for one in counted
    }  # fmt: skip


def step_of(member: Any, today: date) -> Due:
    """What has to happen next with a member that `list_members` gave, by the rule of the day."""
    rule = rulebook().get("party.step_days", region=settings.REGION, day=today)
    return next_step(Standing(MemberState(member.state), member.state_on, member.valid_to), today, rule.parameters)


def receiver_label(member: Any, scope: Scope) -> str:
    """To whom a member goes, in words. Of a member who goes home an enterprise learns the district and no more.

    Where somebody lives is no longer the enterprise's to know once accepted; what it has chosen itself it may read.
    """
    if not scope.is_enterprise or not member.is_at_home:
        return places().label(member.place_no)
    district = places().ancestor(member.place_no, DivisionKind.DISTRICT)
    return f"{district.name}，居住地社区" if district else "社保经办机构"


def named_receivers() -> dict[str, int]:
    """Name → number of every place that an officer may name for members whose home is not known."""
    return places().named(row for row in places().rows if row.kind in NAMED_KINDS)


def other_receivers() -> dict[str, int]:
    """Name → number of every place to which a member may be sent on: communities among them."""
    return places().named(row for row in places().rows if row.kind in NAMED_KINDS | HOME_KINDS)


def home_numbers() -> list[int]:
    """The places where people live or are looked after: of the register's numbers, these are homes."""
    return [row.place_no for row in places().rows if row.kind in HOME_KINDS]


def find_responsible(*, scope: Scope, retiree_id: UUID) -> list[Responsible]:
    """Which side is responsible for the party relation of a person since when; empty when none is known.

    NotFound for a person out of scope; nothing for who does not read content.
    """
    find_row(scope, retiree_id)
    if not scope.sees_content:
        return []
    held = Custody.objects.filter(
        until__isnull=True, member__retiree_id__in=with_merged(scope, retiree_id)
    ).select_related("member__organisation").order_by("since")  # fmt: skip
    rows: list[Any] = list(held)
    names = enterprise_names({one.holder_enterprise_id for one in rows if one.holder_enterprise_id})
    return [
        Responsible(
            holder_words(one, names),
            one.since,
            MemberState(one.member.state),
            one.member.organisation.name,
        )
        for one in rows
    ]
