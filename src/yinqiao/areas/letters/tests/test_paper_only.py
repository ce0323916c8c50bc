"""With every office on paper alone each journey reaches its end: nobody needs another office's system."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from yinqiao.areas.accounts.models import AccessKey
from yinqiao.areas.certification.models import Clock
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.intake.models import Source
from yinqiao.areas.intake.types import SourceKind
from yinqiao.areas.letters.tests.writing import SYSTEM, Writing
from yinqiao.areas.lost_contact.models import LostCase
from yinqiao.areas.lost_contact.services import declare_found, declare_lost
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _nobody_has_a_key(writing: Writing) -> Iterator[None]:
    """All seven kinds of office are known, and none of them can send: before the walk and after it."""
    yield
    with acting(SYSTEM):
        assert set(Source.objects.values_list("kind", flat=True)) == {one.value for one in SourceKind}
        assert not Source.objects.filter(key__isnull=False).exists() and not AccessKey.objects.exists()


def test_a_death_is_found_out_by_letter_and_everything_follows(writing: Writing) -> None:
    writing.lives.agree()
    letter = writing.send("death_check")
    writing.reply(letter, "dead", died_on="2026-03-02", proof="户籍注销证明")
    assert writing.lives.person().status == RetireeStatus.DECEASED
    with acting(SYSTEM):
        assert Clock.objects.get(pk=writing.lives.id()).why == "deceased"
    assert {kind for kind, _ in writing.lives.kinds()} == {"enterprise_told", "party_member_died"}
    told = writing.lives.chains(writing.scene.city)[0].told
    assert told is not None and told.source == SourceKind.POLICE.label


def test_a_move_is_found_out_by_letter_and_the_new_community_takes_over(writing: Writing) -> None:
    letter = writing.send("residence")
    writing.reply(
        letter, "moved", since="2026-03-02", address="长沙市开福区望麓园街道富雅坪社区1栋", division_code="430105001001"
    )
    writing.lives.accept(writing.scene.elsewhere, LATER)
    assert writing.lives.person().place_no == writing.scene.elsewhere.scope.place_from
    assert {kind for kind, _ in writing.lives.kinds()} == {"archives_follow", "party_follows"}


def test_a_certification_is_told_by_letter(writing: Writing) -> None:
    letter = writing.send("certification", "王桂英", "欧阳建国")
    writing.reply(letter, "certified", "王桂英", certified_on="2026-02-10", method="on_site", reference="RZ-1")
    writing.reply(letter, "none")
    with acting(SYSTEM):
        assert Clock.objects.get(pk=writing.lives.id()).certified_on == date(2026, 2, 10)
    assert writing.letter(letter).state == "answered"


def test_who_is_lost_is_sought_by_letters_and_found(writing: Writing) -> None:
    community = writing.scene.community
    declare_lost(actor=community, at=NOW, retiree_id=writing.lives.id(), reason="rule_met")
    for purpose, answer in (("lost_medical", "none"), ("lost_certification", "trace"), ("lost_police", "trace")):
        writing.reply(writing.send(purpose), answer, by=community)
    declare_found(actor=community, at=LATER, retiree_id=writing.lives.id(), way="office", found_on=LATER.date())
    with acting(SYSTEM):
        assert LostCase.objects.get().state == "found"


def test_party_relation_and_archive_arrive_without_any_office_and_are_asked_about_by_letter(writing: Writing) -> None:
    with acting(SYSTEM):
        from yinqiao.areas.archives.models import Archive
        from yinqiao.areas.party.models import Member

        assert Member.objects.get(retiree_id=writing.lives.id()).state == "received"
        assert Archive.objects.get(retiree_id=writing.lives.id()).state == "received"
    letter = writing.send("party", "欧阳建国")
    writing.reply(letter, "elsewhere")
    assert writing.letter(letter).state == "answered"
