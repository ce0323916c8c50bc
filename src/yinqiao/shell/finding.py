"""What the search box finds: people from the register, beside them places and enterprises with the list of their people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import resolve, reverse

from yinqiao.areas.insight import queries as insight
from yinqiao.areas.organisations import queries as organisations
from yinqiao.areas.organisations.types import OrganisationFound
from yinqiao.platform.access.types import Actor, Scope

MOST_PLACES = MOST_ENTERPRISES = 3
# An enterprise without people in the scope is left out, so more are looked at than shown.
LOOKED_AT = 30
_LISTS = ("ledger:people", "handover:people")


@dataclass(frozen=True, slots=True)
class OrganisationLink:
    """One place or enterprise and the address of its people."""

    name: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class OrganisationGroup:
    """The places, or the enterprises, under their heading."""

    title: str
    links: Sequence[OrganisationLink]


@cache
def list_of_people(role: str) -> str:
    """The address of the list of people that the gates open to a role; empty when there is none."""
    for name in _LISTS:
        address = reverse(name)
        if role in resolve(address).func.required_roles:  # type: ignore[attr-defined]  # the gate leaves it there
            return address
    return ""


def find_organisation_groups(actor: Actor, text: str) -> list[OrganisationGroup]:
    """Places of the actor's scope and enterprises with people in it, as links to these people; empty groups left out.

    Nothing for a role that has no list of people: what could not be opened is not offered.
    """
    people = list_of_people(actor.role)
    if not people or not text:
        return []
    scope = actor.scope
    spots = organisations.find_organisations(scope=scope, text=text, kind="place", limit=MOST_PLACES)
    groups = (("社区、街道、区县", spots), ("企业", _firms(scope, text)))
    return [OrganisationGroup(title, [_link(people, one) for one in found]) for title, found in groups if found]


def _firms(scope: Scope, text: str) -> list[OrganisationFound]:
    """Enterprises of the scope; within a place only those who handed over people who stand there."""
    found = organisations.find_organisations(scope=scope, text=text, kind="enterprise", limit=LOOKED_AT)
    if found and not scope.is_enterprise:
        kept = set(insight.keep_with_people(scope=scope, enterprises=[one.ref for one in found]))
        found = [one for one in found if one.ref in kept]
    return found[:MOST_ENTERPRISES]


def _link(people: str, found: OrganisationFound) -> OrganisationLink:
    # The lists name their filters as the kinds are named.
    # A place is told from its namesakes by what it lies in.
    above = found.label.removesuffix(found.name).removesuffix(" · ")
    return OrganisationLink(found.name, above, f"{people}?{urlencode({found.kind: found.ref})}")
