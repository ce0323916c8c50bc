"""People of a desk offered to the city where they live: one package for each city, signed by us and sealed for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import connection

from yinqiao.areas.othercity import errors, events
from yinqiao.areas.othercity.models import Package, Transfer
from yinqiao.areas.othercity.queries import list_candidates
from yinqiao.areas.othercity.rules import due_on, package_number, rule_on, valid_until
from yinqiao.areas.othercity.rules.messages import PackageMessage
from yinqiao.areas.othercity.services.collecting import collect_people
from yinqiao.areas.othercity.services.papers import make_paper
from yinqiao.areas.othercity.types import MOST_PEOPLE, CityRule, Obstacle, Side, TransferState
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, Subject, perform
from yinqiao.platform.faults.killpoints import killpoint
from yinqiao.platform.rulebook import rulebook

# One package of a city is numbered after the other.
_TURN = "SELECT pg_advisory_xact_lock(7305003, %s)"
_LOCK = "SELECT id FROM retirees_retiree WHERE id = ANY (%s) ORDER BY id FOR UPDATE"


def offer_people(*, actor: Actor, at: datetime, ids: Sequence[UUID]) -> list[Package]:
    """Make a package for each city and desk of those of these people against whom nothing stands; returns the packages.

    Until the city's signed acceptance is in, the desk keeps everything. Conflict `othercity.nobody_open` when something
    stands against everybody; Invalid `othercity.too_many` above what a package may hold.
    """
    with perform(actor=actor, action="othercity.offer_people", at=at) as act:
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [list(ids)])
        found = list_candidates(scope=actor.scope, today=act.stamp.occurred_on)
        rows = list(found.filter(pk__in=ids, obstacle=Obstacle.NONE).order_by("city", "name", "id"))
        if not rows:
            raise errors.nobody_open()
        groups: dict[tuple[str, int], list[Any]] = {}
        for row in rows:
            groups.setdefault((row.city, row.place_no), []).append(row)
        made = [_offer(act, city, place_no, people) for (city, place_no), people in groups.items()]
        act.people = len(rows)
        act.note(packages=[one.number for one in made])
    killpoint("othercity.offer_after_commit")
    return made


def _offer(act: Act, city: str, place_no: int, people: Sequence[Any]) -> Package:
    if len(people) > MOST_PEOPLE:
        raise errors.too_many(MOST_PEOPLE)
    rule = rule_on(city, act.stamp.occurred_on)
    if rule is None:  # the list has just said that there is one
        raise errors.nobody_open()
    package = _number(act, rule, place_no, len(people))
    refs = {one.pk: uuid_utils.uuid7() for one in people}
    Transfer.objects.bulk_create(
        Transfer(
            id=refs[one.pk], package=package, place_no=place_no, retiree_id=one.pk, enterprise_id=one.enterprise_id,
            name=one.name, state=TransferState.OFFERED, state_on=act.stamp.occurred_on,
        )
        for one in people
    )  # fmt: skip
    message = PackageMessage(
        jti=uuid_utils.uuid7(), iss=settings.REGION, aud=city, iat=act.at, number=package.number,
        sequence=package.sequence, valid_to=package.valid_to, covers=rule.covers,
        rule_of_sender=rule.ours, rule_of_receiver=rule.theirs,
        people=collect_people(act.actor.scope, people, refs, rule.covers),
    )  # fmt: skip
    make_paper(act, package, message)
    killpoint("othercity.offer_after_file")
    data = {"city": city, "number": package.number}
    act.emit(events.OFFERED, [Subject(one.pk, one.enterprise_id, one.place_no, data=data) for one in people])
    return package


def _number(act: Act, rule: CityRule, place_no: int, people: int) -> Package:
    today = act.stamp.occurred_on
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [int(rule.code)])
        cursor.execute("SELECT othercity_last_sequence(%s)", [rule.code])
        sequence = int(cursor.fetchone()[0]) + 1
    answer = rulebook().get("othercity.answer_days", region=settings.REGION, day=today).parameters
    last = valid_until(today, rule, answer)
    package: Package = Package.objects.create(
        side=Side.OUT, city=rule.code, place_no=place_no, sequence=sequence, covers=[one.value for one in rule.covers],
        number=package_number(sender=settings.REGION, receiver=rule.code, year=today.year, sequence=sequence),
        people=people, made_on=today, valid_to=last, due_on=due_on(today, last, answer), made_name=act.actor.name,
    )  # fmt: skip
    return package
