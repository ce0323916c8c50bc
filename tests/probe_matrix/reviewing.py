"""Democratic reviews of the matrix: on each side one of the branch's member at every turn of its way."""

from __future__ import annotations

import json
from uuid import UUID, uuid4

import uuid_utils.compat as uuid_utils
from django.utils import timezone

from tests.probe_matrix.city import HOMES, City
from yinqiao.areas.party_life.models import Membership
from yinqiao.areas.party_reviews.models import Part, Review
from yinqiao.areas.party_reviews.types import State
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.fields import conceal_one

TURNS = (State.OPEN, State.COUNTED, State.CONFIRMED, State.SENT)


def lay_reviews(city: City) -> None:
    """Called when there are branches with members. Each turn is of a year of its own."""
    with acting(Actor.system("matrix")):
        for name in HOMES:
            member = Membership.objects.get(pk=city.targets["life_member"][name])
            for steps, turn in enumerate(TURNS):
                city.put(f"review_{turn.value}", name, _review(city, member, steps))
            told = Part.objects.get(review_id=city.targets["review_sent"][name])
            told.told_on = timezone.localdate(city.at)
            told.save(update_fields=["told_on"])


def _review(city: City, member: Membership, steps: int) -> UUID:
    key, today = uuid_utils.uuid7(), timezone.localdate(city.at)
    year = today.year - 1 + steps
    row = Review(
        id=key,
        branch_id=member.branch_id,
        place_no=member.place_no,
        year=year,
        state=TURNS[steps],
        opened_on=today,
    )
    part = Part(
        id=uuid_utils.uuid7(), review_id=key, member_id=member.pk, place_no=member.place_no, year=year, is_full=True,
        assessed="oral", is_present=True,
    )  # fmt: skip
    if steps > 0:
        row.held_on, row.returned, row.counted_by, row.counted_name = today, 1, uuid4(), "甲"
        row.tellers = conceal_one(Review, "tellers", json.dumps(["甲", "乙"]), key)
        part.votes = conceal_one(Part, "votes", json.dumps([0, 1, 0, 0]), part.pk)
    if steps > 1:
        row.confirmed_by, row.confirmed_name = uuid4(), "乙"
    if steps > 2:
        row.sent_by, row.sent_name, row.sent_on = uuid4(), "丙", today
        row.words = conceal_one(Review, "words", "同意", key)
        part.grade = conceal_one(Part, "grade", "qualified", part.pk)
    row.save(force_insert=True)
    part.save(force_insert=True)
    return key


def review_seen(review_id: UUID | None, **fields: str) -> dict[str, str]:
    """A review as a page shows it, and for each who is rated the fields named (`grade="qualified"`)."""
    with acting(Actor.system("matrix")):
        version = Review.objects.filter(pk=review_id).values_list("lock_version", flat=True).first() or 1
        rated = list(Part.objects.filter(review_id=review_id, unrated="").values_list("member_id", flat=True))
    return {"lock_version": str(version)} | {f"{name}_{key}": value for key in rated for name, value in fields.items()}
