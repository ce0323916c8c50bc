"""复查 and 复核: a case of its own at the office above, bound to what it reviews, each once, within the regulation's limit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinqiao.areas.cases import errors
from yinqiao.areas.cases.models import Case, CasePerson
from yinqiao.areas.cases.queries import caller_of, kind_on, petition_limits
from yinqiao.areas.cases.rules import ASKED_WITHIN, REVIEWS, petition_day
from yinqiao.areas.cases.services.opening import enter_case
from yinqiao.areas.cases.services.writing import lock_case, note_passage, parent_of, written
from yinqiao.areas.cases.types import Act as Done
from yinqiao.areas.cases.types import CaseState, NewCase, NewReview
from yinqiao.areas.organisations.queries import places
from yinqiao.platform.access import widened
from yinqiao.platform.access.types import Actor
from yinqiao.platform.acts import Act, perform


def ask_review(*, actor: Actor, at: datetime, case_id: UUID, new: NewReview) -> UUID:
    """Enter that somebody is not content with the answer: 复查 of a petition, 复核 of a 复查; returns the new case's id.

    The office above leads it; the 30 days count from the request. Conflict `cases.not_now` for what is no answered
    petition, `.reviewed_already`, `.review_outside` for an answer of the city; Refused `cases.review_too_late`; Invalid
    `cases.words_missing`. 《信访工作条例》.
    """
    with perform(actor=actor, action="cases.ask_review", at=at) as act:
        first = lock_case(act, case_id)
        if first.kind not in REVIEWS or first.state != CaseState.CLOSED:
            raise errors.not_now()
        if Case.objects.filter(first=first).exists():
            raise errors.reviewed_already()
        _require_in_time(act, first, new)
        words = written("words", new.words, "请写明对答复哪里不服、希望怎样解决。")
        lead = _above(first)
        note_passage(act, first.pk, Done.ASK_REVIEW.label, f"{places().label(lead)}。收到答复：{new.told_on:%Y-%m-%d}")
        return _enter(act, first, lead, words)


def _require_in_time(act: Act, first: Case, new: NewReview) -> None:
    today = act.stamp.occurred_on
    if first.closed_on is None or not first.closed_on <= new.told_on <= today:
        raise errors.words_missing("told_on", "应在答复之日和今天之间。")
    until = petition_day(petition_limits(first.opened_on), ASKED_WITHIN[first.kind], new.told_on)
    if today > until:
        raise errors.review_too_late(f"{until:%Y-%m-%d}")


def _above(first: Case) -> int:
    """The office above the one that answered, past the one complained of."""
    city = places().city.place_no
    if first.place_no == city:
        raise errors.review_outside()
    above = parent_of(first.place_no)
    if above == first.against_place_no:
        if above == city:
            raise errors.review_outside()
        above = parent_of(above)
    return above


def _enter(act: Act, first: Case, lead: int, words: str) -> UUID:
    """The review, about the same people, of the same caller: who leads it knows them as who led the first did."""
    with widened("cases.ask_review"):
        caller = caller_of(first)
        people = list(CasePerson.objects.filter(case=first).order_by("retiree_id").values_list("retiree_id", flat=True))
    # Nobody reviews the own answer.
    against = first.against_place_no if first.against_place_no is not None else first.place_no
    new = NewCase(
        REVIEWS[first.kind], f"对 {first.number} 的答复不服：{words}"[:1000], first.base_place_no, firm_id=first.firm_id,
        against_place_no=against, caller=caller,
    )  # fmt: skip
    return enter_case(act, kind_on(new.kind, act.stamp.occurred_on), new, (first, lead, people))
