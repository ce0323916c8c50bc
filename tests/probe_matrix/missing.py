"""Missing facts and lost contact of the matrix: on each side a question that waits, one that was answered, an attempt."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from tests.probe_matrix.city import HOMES, City, holder
from yinqiao.areas.completeness.models import Request
from yinqiao.areas.lost_contact.services import declare_lost, record_attempt, record_step
from yinqiao.areas.lost_contact.types import Answer, Attempt, Outcome, StepTaken
from yinqiao.areas.retirees.models import Retiree
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.crypto.fields import conceal_one


def lay_missing(city: City) -> None:
    """What is asked of the enterprise about the accepted, and the search for them; called when they were accepted."""
    for side in HOMES:
        person = city.targets["accepted_person"][side]
        today = timezone.localdate(city.at)
        city.texts[f"answer.{side}"] = f"答复支部{HOMES.index(side)}{side}"
        city.put("open_question", side, _question(city, person, "archive_no_missing"))
        city.put(
            "answered_question", side, _question(city, person, "member_without_branch", city.texts[f"answer.{side}"])
        )
        with acting(Actor.system("matrix")):
            # A month that the register lacks: the place can ask for it.
            Retiree.objects.filter(pk=person).update(retired_on=None)
        made = record_attempt(
            actor=holder(side), at=city.at, retiree_id=person, attempt=Attempt(Outcome.DEAD_NUMBER, today)
        )
        city.put("contact_attempt", side, made)
        declare_lost(actor=holder(side), at=city.at, retiree_id=person, reason="rule_met")
        city.texts[f"letter.{side}"] = f"查找函{HOMES.index(side)}{side}"
        taken = StepTaken(Answer.ASKED, today, city.texts[f"letter.{side}"])
        step = record_step(actor=holder(side), at=city.at, retiree_id=person, code="medical", taken=taken)
        city.put("search_step", side, step)


def _question(city: City, person: UUID, cause: str, answer: str = "") -> UUID:
    made, today = uuid4(), timezone.localdate(city.at)
    with acting(Actor.system("matrix")):
        row = Retiree.objects.get(pk=person)
        Request.objects.create(
            id=made, retiree=row, enterprise_id=row.enterprise_id, cause=cause, asked_on=today, due_on=today,
            state="answered" if answer else "asked", asked_name="某人", answered_on=today if answer else None,
            answer=conceal_one(Request, "answer", answer or None, made),
        )  # fmt: skip
    return made
