"""Somebody is seconded, prolonged with a document, ended early by either side, or by date; what is open passes on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from yinqiao.areas.accounts.services import post_officer, prolong_officer, recall_officers
from yinqiao.areas.accounts.types import NewGrant, NewUser, Role, Target
from yinqiao.areas.organisations.queries import places
from yinqiao.areas.secondments import errors, events
from yinqiao.areas.secondments.models import Deed, KeyCommunity, Proposal, Secondment
from yinqiao.areas.secondments.queries import OPEN, terms
from yinqiao.areas.secondments.rules import CITY, ENDERS, lasts, rights_of
from yinqiao.areas.secondments.types import NewSecondment, ProposalState, Seconded
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.text import normalise_text
from yinqiao.platform.access import Actor
from yinqiao.platform.acts import Act, Subject, perform

_DAY = timedelta(days=1)


def second_officer(
    *, actor: Actor, at: datetime, community_id: UUID, new: NewSecondment, password: str | None = None,
    is_demo: bool = False,
) -> Seconded:  # fmt: skip
    """Second somebody to a key community: an account over the enterprise's people there, until a day.

    Returns the secondment and the password, the only time it is known; a given one is for processes of ours alone.
    Invalid `secondments.days_not_possible`, `.rights_not_possible`, `.text_missing`; Conflict
    `secondments.ended_already`, `accounts.username_taken`; NotFound for everybody but the city.
    """
    with perform(actor=actor, action="secondments.second_officer", at=at) as act:
        row = _community(actor, community_id)
        rule = terms(act.stamp.occurred_on)
        _check_days(row, new.from_on, new.last_on, act.stamp.occurred_on, int(rule["most_days"]))
        rights = rights_of(new.rights, rule["rights"])
        if rights is None:
            raise errors.rights_not_possible()
        document, until = _document(new.document), new.last_on + _DAY
        target = Target(division_id=places().by_no[row.place_no].id, enterprise_id=row.enterprise_id)
        posted = post_officer(
            act=act, user=NewUser(new.username, new.name, new.phone), password=password, is_demo=is_demo,
            grant=NewGrant(Role.SECONDED_OFFICER, target, new.from_on, until),
        )  # fmt: skip
        made = Secondment.objects.create(
            community=row, place_no=row.place_no, enterprise_id=row.enterprise_id, grant_id=posted.grant_id,
            user_id=posted.user_id, name=new.name.strip(), from_on=new.from_on, until_on=until, rights=rights,
            document=document,
        )  # fmt: skip
        act.about("secondment", made.pk, people=0)
        act.emit(events.OFFICER_SECONDED, [_subject(made)])
    return Seconded(made.pk, posted.password)


def prolong(*, actor: Actor, at: datetime, secondment_id: UUID, last_on: date, document: str) -> None:
    """Let a secondment that stands last longer, by a document; what was agreed until then is kept.

    Invalid `secondments.days_not_possible`, `.text_missing`; Conflict `.ended_already`; NotFound for everybody but the city.
    """
    with perform(actor=actor, action="secondments.prolong", at=at) as act:
        row = _locked(actor, secondment_id) if actor.role in CITY else None
        if row is None:
            raise NotFound
        today = act.stamp.occurred_on
        if row.ended_at is not None or row.until_on <= today:
            raise errors.ended_already()
        words = _document(document)
        if last_on < row.until_on:
            raise errors.days_not_possible("延期后的截止日期应晚于原来的。")
        _check_days(row.community, row.from_on, last_on, today, int(terms(today)["most_days"]))
        until = last_on + _DAY
        row.prolonged = [
            *row.prolonged,
            {"until": row.until_on.isoformat(), "document": words, "on": today.isoformat(), "by": actor.name},
        ]
        row.until_on = until
        row.save(update_fields=["prolonged", "until_on"])
        prolong_officer(act=act, grant_id=row.grant_id, valid_to=until)
        act.about("secondment", row.pk, people=0)
        act.emit(events.SECONDMENT_PROLONGED, [_subject(row)])


def end_secondment(*, actor: Actor, at: datetime, secondment_id: UUID, why: str) -> None:
    """End it early and at once: by the community or the city. What is open passes to the community.

    Invalid `secondments.text_missing`; Conflict `.ended_already`; NotFound out of scope and for every other role.
    """
    with perform(actor=actor, action="secondments.end_secondment", at=at) as act:
        row = _locked(actor, secondment_id) if actor.role in ENDERS else None
        if row is None:
            raise NotFound
        if row.ended_at is not None:
            raise errors.ended_already()
        reason = normalise_text(why).value
        if not reason:
            raise errors.text_missing("why", "结束原因")
        end_all(act, Secondment.objects.filter(pk=row.pk), reason)
        act.about("secondment", row.pk, people=0)


def end_over(*, actor: Actor, at: datetime) -> int:
    """End whatever is over by its day: the grants have ended by themselves; what is open passes on. For a process of ours.

    Returns how many.
    """
    with perform(actor=actor, action="secondments.end_over", at=at) as act:
        return end_all(act, Secondment.objects.filter(until_on__lte=act.stamp.occurred_on), "选派期满")


def end_all(act: Act, found: QuerySet[Secondment], why: str) -> int:
    """End those of `found` that stand: grants, sessions, and in one statement what is open goes to the communities."""
    rows = list(found.select_for_update().filter(ended_at__isnull=True))
    ids = [one.pk for one in rows]
    Secondment.objects.filter(pk__in=ids).update(
        ended_at=act.at, ended_name=act.actor.name[:64], ended_unit=act.actor.unit[:120], ended_why=why[:200]
    )
    recall_officers(act=act, grants=[one.grant_id for one in rows], at=act.at)
    passed = Deed.objects.filter(OPEN, secondment_id__in=ids).update(passed_on=act.stamp.occurred_on)
    lapse(act, Proposal.objects.filter(secondment_id__in=ids))
    act.note(ended=len(ids), passed=passed)
    act.emit(events.SECONDMENT_ENDED, [_subject(one) for one in rows])
    return len(ids)


def lapse(act: Act, found: QuerySet[Proposal]) -> None:
    """What an enterprise proposed about something that is over needs no answer any more."""
    found.filter(state=ProposalState.OPEN).update(
        state=ProposalState.LAPSED, answered_at=act.at, answered_name=act.actor.name[:64],
        answered_unit=act.actor.unit[:120],
    )  # fmt: skip


def _community(actor: Actor, community_id: UUID) -> KeyCommunity:
    """The key community, locked, for the city; NotFound for everybody else."""
    if actor.role not in CITY:
        raise NotFound
    row = KeyCommunity.objects.select_for_update().filter(actor.scope.predicate(), pk=community_id).first()
    if row is None:
        raise NotFound
    if row.ended_at is not None:
        raise errors.ended_already()
    return row


def _locked(actor: Actor, secondment_id: UUID) -> Secondment | None:
    rows = Secondment.objects.select_for_update(of=("self",)).select_related("community")
    return rows.filter(actor.scope.predicate(), pk=secondment_id).first()


def _check_days(row: KeyCommunity, from_on: date, last_on: date, today: date, most: int) -> None:
    if last_on < today or not lasts(from_on, last_on, most):
        raise errors.days_not_possible(f"应不早于开始日期和今天，总共最长 {most} 天。")
    if from_on < row.from_on or last_on >= row.until_on:
        raise errors.days_not_possible(f"应在重点社区的期限以内（到 {row.until_on - _DAY:%Y-%m-%d}）。")


def _document(text: str) -> str:
    words = normalise_text(text).value
    if not words:
        raise errors.text_missing("document", "文件名称和文号")
    return words


def _subject(row: Secondment) -> Subject:
    return Subject(None, subject_id=row.pk, enterprise_id=row.enterprise_id, place_no=row.place_no)
