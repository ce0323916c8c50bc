"""Matters that several offices solved, as something to be rated: who had a hand in one, what its timeline is told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yinqiao.areas.accounts.queries import hands_of
from yinqiao.areas.cases.services import note_rated
from yinqiao.areas.cases.types import Grade as CaseGrade
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.ratings.services.subject import Rated
from yinqiao.areas.ratings.types import MATTER, By, Grade, Hands
from yinqiao.platform.acts import Act


def rated_matter(matter_id: UUID, is_over: bool, turn: int) -> Rated:
    """One outcome of a matter."""
    return Rated(MATTER, is_over, {"matter_id": matter_id, "turn": turn}, is_each=True)


def hands_in_matter(case: Any) -> Hands:
    """Whoever did anything with it, and the office that leads; of what the city leads a colleague settles."""
    done = {one for one in case.passages.values_list("by_id", flat=True) if one is not None}
    done |= {case.closed_by} if case.closed_by else set()
    offices = {case.place_no, case.against_place_no} - {places().city.place_no, None}
    return Hands(hands_of(ids=done, since=case.opened_on), offices)


def tell_matter(act: Act, rated: Rated, grade: Grade, by: By) -> None:
    """The timeline of a matter learns its grade, never the words."""
    if rated.code == MATTER:
        who = "本人" if by is By.SELF else f"本人（{by.label}）"
        note_rated(act=act, case_id=rated.key["matter_id"], grade=CaseGrade(grade.value), by=who)
