"""Help in the demo city: two households that ask for relief, a visit of condolence, what becomes of old benefits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from yinqiao.areas.aid.services import apply_relief, check_household, consent_to_check
from yinqiao.areas.aid.types import Agreed, ConsentWay, Household, Member, NewConsent, NewRelief, Origin
from yinqiao.areas.benefits.queries import list_fates
from yinqiao.areas.benefits.services import answer_fate
from yinqiao.areas.benefits.types import Fate, FateAnswer
from yinqiao.areas.bereavement.queries import list_files
from yinqiao.areas.bereavement.services import note_condolence
from yinqiao.areas.bereavement.types import NewCondolence
from yinqiao.areas.retirees.queries import facts_of, people_within
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor, acting
from yinqiao.shell.demo.cast import CAST

_ASKING = slice(54, 56)
_OFFICE = "离退休办公室（演示）0731-00000000"
_ANSWERS = {
    "heating": FateAnswer(Fate.STAYS, "原企业", None, _OFFICE, ""),
    "water": FateAnswer(Fate.HANDED_OVER, "本人", None, "自来水公司（演示）", ""),
    "electricity": FateAnswer(Fate.HANDED_OVER, "本人", None, "供电公司（演示）", ""),
    "gifts": FateAnswer(Fate.STAYS, "原企业工会", date(2028, 12, 31), _OFFICE, ""),
}


@dataclass(frozen=True, slots=True)
class Helpers:
    """The community that helps, and the enterprise that answers."""

    community: Actor
    firm: Actor


def load_help(who: Helpers, at: datetime) -> None:
    """One household has only asked, the other was checked with consent and waits for the street."""
    people = _people(who.community)
    cases = [
        apply_relief(
            actor=who.community,
            at=at,
            retiree_id=pk,
            new=NewRelief("minimum_living", Origin.OFFICER, agreed=Agreed.SPOKEN),
        )
        for pk, _, _ in people
    ]
    for case, (_, name, number) in list(zip(cases, people, strict=True))[1:]:
        consent = NewConsent(ConsentWay.SIGNED, timezone.localdate(at), "核对授权书（演示）1号")
        consent_to_check(actor=who.community, at=at, relief_id=case, consent=consent)
        home = Household((Member(name, "本人", number, 56_000),), 300_000)
        check_household(actor=who.community, at=at, relief_id=case, household=home)
    _condole(who.community, at)
    _answer(who.firm, at)


def _people(community: Actor) -> list[tuple[UUID, str, str]]:
    with acting(community):
        found = people_within(scope=community.scope).filter(status=RetireeStatus.MANAGED, merged_into__isnull=True)
        rows = list(found.exclude(name__in=[one.name for one in CAST]).order_by("born_on", "id")[_ASKING])
        return [(row.pk, row.name, facts["id_no"]) for row, facts in zip(rows, facts_of(rows), strict=True)]


def _condole(community: Actor, at: datetime) -> None:
    today = timezone.localdate(at)
    with acting(community):
        file = list_files(scope=community.scope, today=today).first()
    if file is not None:
        new = NewCondolence(today, "社区书记和支部委员", 50_000, "花圈一个")
        note_condolence(actor=community, at=at, retiree_id=file.retiree_id, new=new)


def _answer(firm: Actor, at: datetime) -> None:
    with acting(firm):
        asked = [one for one in list_fates(scope=firm.scope) if one.code in _ANSWERS and not one.fate]
    for one in asked:
        answer_fate(actor=firm, at=at, fate_id=one.pk, answer=_ANSWERS[one.code])
