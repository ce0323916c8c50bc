"""What other rooms hold of somebody who asks for a copy: one thing in each of them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from yinqiao.platform.access import Actor, acting
from yinqiao.platform.acts import perform
from yinqiao.platform.crypto.fields import conceal_one

DAY = date(2026, 3, 5)


def hold_elsewhere(person: Any, at: Any) -> None:
    """Archive, party relation, transfer, list of those who retire soon, question, attempt, pair and paper of a person."""
    with acting(Actor.system("test")):
        archive = _archive(person, at)
        _member(person, at)
        _transfer(person)
        _expected(person)
        _asked(person, archive)
        _paper(person, at)


def _archive(person: Any, at: Any) -> UUID:
    from yinqiao.areas.archives.models import Archive, ArchivePassing, Catalogue

    catalogue = Catalogue.objects.create(
        id=uuid4(), batch_no="DA-1", enterprise_id=person.enterprise_id, place_no=person.place_no, state="offered",
    )  # fmt: skip
    one = Archive.objects.create(
        catalogue=catalogue, enterprise_id=person.enterprise_id, place_no=person.place_no, archive_no="DA900",
        name=person.name, retiree_id=person.pk, entry_id=person.pk, items=12, state="received", received_at=at,
        entered_at=at,
    )  # fmt: skip
    with perform(actor=Actor.system("test"), action="test.pass", at=at) as act:
        ArchivePassing.objects.create(archive=one, no=1, holder_place_no=person.place_no, since=at, act_id=act.id)
    return one.pk


def _member(person: Any, at: Any) -> None:
    from yinqiao.areas.party.models import Letter, Member, Organisation, Roster

    roster = Roster.objects.create(
        id=uuid4(), batch_no="DY-1", enterprise_id=person.enterprise_id, named_no=person.place_no, state="offered",
    )  # fmt: skip
    branch = Organisation.objects.create(enterprise_id=person.enterprise_id, name="退休第一党支部")
    member = Member.objects.create(
        roster=roster, enterprise_id=person.enterprise_id, place_no=person.place_no, organisation=branch,
        name=person.name, id_no_index=person.id_no_index, retiree_id=person.pk, political_status="01",
        joined_on=date(1980, 7, 1), facts_id=uuid4(), facts=b"", state="letter_issued", state_on=DAY,
    )  # fmt: skip
    with perform(actor=Actor.system("test"), action="test.issue", at=at) as act:
        Letter.objects.create(
            member=member, enterprise_id=person.enterprise_id, number="组介900", medium="paper", issued_on=DAY,
            valid_to=DAY, act_id=act.id,
        )  # fmt: skip


def _transfer(person: Any) -> None:
    from yinqiao.areas.othercity.models import Package, Transfer

    package = Package.objects.create(
        side="out", city="4403", place_no=person.place_no, number="4301-4403-2026-0009", sequence=9, covers=[], people=1,
        valid_to=DAY, made_on=DAY, due_on=DAY, made_name="经办", ended_on=DAY,
    )  # fmt: skip
    Transfer.objects.create(
        id=uuid4(), package=package, place_no=person.place_no, retiree_id=person.pk,
        enterprise_id=person.enterprise_id, name=person.name, state="withdrawn", state_on=DAY,
    )  # fmt: skip


def _expected(person: Any) -> None:
    from yinqiao.areas.routine.models import ExpectedRetiree

    month = date(2026, 3, 1)
    ExpectedRetiree.objects.create(
        enterprise_id=person.enterprise_id, id_no_index=person.id_no_index, name=person.name, sex=2, born_on=DAY,
        option="none", facts=b"", place_no=person.place_no, route_how="declared_code", statutory_on=month,
        earliest_on=month, latest_on=month, planned_on=month, state="accepted", retired_on=DAY,
        decision_no="示例退审1号", batch_id=uuid4(), retiree_id=person.pk, ended_on=DAY,
    )  # fmt: skip


def _asked(person: Any, archive: UUID) -> None:
    from yinqiao.areas.completeness.models import Request
    from yinqiao.areas.lost_contact.models import ContactAttempt
    from yinqiao.areas.separation.models import Match

    question = uuid4()
    Request.objects.create(
        id=question, retiree_id=person.pk, enterprise_id=person.enterprise_id, cause="archive_no_missing", state="answered",
        asked_on=DAY, due_on=DAY, asked_name="经办", answered_on=DAY,
        answer=conceal_one(Request, "answer", "答复的档号900", question),
    )  # fmt: skip
    ContactAttempt.objects.create(retiree_id=person.pk, outcome="dead_number", occurred_on=DAY, author_name="经办")
    Match.objects.create(retiree_id=person.pk, archive_id=archive, score=88, reasons=[])


def _paper(person: Any, at: Any) -> None:
    from yinqiao.areas.papers.models import Paper

    Paper.objects.create(
        kind="handover-contact-card", subject_id=str(person.pk), about=person.name, people=1, place_no=person.place_no,
        year=2026, serial=1, number="联卡0001", code="X" * 26, file_id=uuid4(), sha256="0" * 64, state="printed",
        author_name="经办", printed_at=at,
    )  # fmt: skip
