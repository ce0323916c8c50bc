"""Whom the city's app told us of: the person by number and name together, and whom that person may act for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from yinqiao.areas.authorisations.queries import warrant_of, warrants_by_phone
from yinqiao.areas.authorisations.types import Warrant
from yinqiao.areas.portal import errors
from yinqiao.areas.portal.rules import called
from yinqiao.areas.portal.types import MAY_ENTER, Key, Person
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.kernel.id_number import upgrade_15
from yinqiao.kernel.phone import parse_phone
from yinqiao.kernel.text import normalise_code, normalise_name
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.blind import blind_candidates
from yinqiao.platform.openid import Provider, Told


def people_told(told: Told, provider: Provider, *, actor: Actor, at: datetime) -> list[Person]:
    """Everybody as whom whoever was proved there may come in: as themselves, and by each authorisation that holds.

    Number and name must both be the register's; an authorisation's name and phone both the app's. Compared in the clear,
    never shown. Conflict `portal.not_sure_enough` where the app has not seen for itself who this is,
    `portal.told_too_little` where it does not say.
    """
    if not told.values(provider.claims["level"]) & provider.levels:
        raise errors.not_sure_enough(provider.name)
    number = normalise_code(told.text(provider.claims["id_no"])).value.upper()
    name = normalise_name(told.text(provider.claims["name"])).value
    if len(number) not in (15, 18) or not name:
        raise errors.told_too_little(provider.name)
    own = _own(upgrade_15(number) if len(number) == 15 else number, name, actor)
    return own + _wards(_phone(told, provider), name, actor, at)


def _own(number: str, name: str, actor: Actor) -> list[Person]:
    found = people_within(scope=actor.scope).filter(
        id_no_index__in=blind_candidates(number, "id_number"), status__in=MAY_ENTER, merged_into__isnull=True
    )
    rows = [row for row in found.order_by("id") if row.name == name]
    return [
        Person(row.pk, called(row.name, row.sex), number[-4:])
        for row, facts in zip(rows, facts_of(rows), strict=True)
        if facts.get("id_no") == number
    ]


def _phone(told: Told, provider: Provider) -> str:
    """The phone, unless the app says that it has not been tried."""
    is_doubted = told.claims.get("phone_number_verified") is False
    return "" if is_doubted else parse_phone(told.text(provider.claims["phone"])).value or ""


def _wards(phone: str, name: str, actor: Actor, at: datetime) -> list[Person]:
    found = warrants_by_phone(phone, timezone.localdate(at)) if phone else []
    return _by_warrants([one for one in found if normalise_name(one.name).value == name], actor)


def _by_warrants(warrants: Sequence[Warrant], actor: Actor) -> list[Person]:
    by_person = {one.retiree_id: one for one in warrants}
    rows = people_within(scope=actor.scope).filter(pk__in=by_person, status__in=MAY_ENTER, merged_into__isnull=True)
    return [
        Person(row.pk, f"替{called(row.name, row.sex)}办事", "", by_person[row.pk].id) for row in rows.order_by("id")
    ]


def people_again(keys: Sequence[Key], *, actor: Actor, at: datetime) -> list[Person]:
    """The same people a moment later, as far as they may still come in."""
    with acting(actor):
        themselves = [one.retiree_id for one in keys if one.warrant_id is None]
        rows = people_within(scope=actor.scope).filter(
            pk__in=themselves, status__in=MAY_ENTER, merged_into__isnull=True
        )
        held = [warrant_of(one.warrant_id, timezone.localdate(at)) for one in keys if one.warrant_id is not None]
        own = [Person(row.pk, called(row.name, row.sex), "") for row in rows.order_by("id")]
        return own + _by_warrants([one for one in held if one is not None], actor)
