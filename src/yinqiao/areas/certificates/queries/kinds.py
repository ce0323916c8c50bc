"""Kinds of certificates in force, who issues them, and whether their seal is put without a hand. No personal data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from yinqiao.areas.certificates import errors
from yinqiao.areas.certificates.models import SealRule
from yinqiao.areas.certificates.rules import kinds_on
from yinqiao.areas.certificates.types import Kind
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.platform.access.types import Scope
from yinqiao.platform.rulebook import rulebook


def kinds_in_force(day: date) -> list[Kind]:
    """The kinds that may be issued on a day in this city."""
    return kinds_on(day, rulebook().get("certificates.local_list", region=settings.REGION, day=day).parameters)


def kind_in_force(code: str, day: date) -> Kind:
    """One of them; NotFound `certificates.no_such_kind`."""
    found = next((one for one in kinds_in_force(day) if one.code == code), None)
    if found is None:
        raise errors.no_such_kind()
    return found


def checking(day: date) -> Mapping[str, Any]:
    """How often and how large a check may be."""
    return rulebook().get("certificates.checking", region=settings.REGION, day=day).parameters


def unit_of(place_no: int) -> str:
    """The office of a place as it signs: 长沙市岳麓区望月湖街道月华社区."""
    return "".join(row.name for row in places().path(place_no))


# Which office of the tree each role that issues is at.
_LEVELS = {
    "community_officer": DivisionKind.COMMUNITY, "street_officer": DivisionKind.STREET,
    "city_manager": DivisionKind.CITY, "agency_officer": DivisionKind.DESK,
}  # fmt: skip


def office_of(kind: Kind, place_no: int) -> int | None:
    """The office that issues a kind for whoever stands at a place: the nearest above or at it; None where there is none."""
    levels = {_LEVELS[one] for one in kind.issuers}
    found = [row.place_no for row in places().path(place_no) if row.kind in levels]
    return found[-1] if found else None


def is_automatic(kind: Kind, place_no: int) -> bool:
    """Whether a kind is sealed without a hand for an office: what the nearest office above it last said.

    An office decides about those below; the city, above which there is none, about itself.
    """
    path = [row.place_no for row in places().path(place_no)]
    above = path[:-1] or path
    told = {
        row.place_no: row.is_automatic
        for row in SealRule.objects.filter(kind=kind.code, place_no__in=above).order_by("at", "id")
    }
    return kind.may_be_automatic and next((told[one] for one in reversed(above) if one in told), False)


def list_rules(*, scope: Scope, day: date) -> list[tuple[Kind, SealRule | None]]:
    """Each kind with what the office of the scope itself last said about it."""
    found = SealRule.objects.filter(place_no=scope.place_from).order_by("at", "id")
    told = {row.kind: row for row in found}
    return [(kind, told.get(kind.code)) for kind in kinds_in_force(day)]
