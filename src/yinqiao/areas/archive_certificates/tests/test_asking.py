"""Who asks the keeper: the person, whom the person lets, an officer at the door, an office by letter."""

from __future__ import annotations

from functools import partial

import pytest

from yinqiao.areas.archive_certificates import queries, services
from yinqiao.areas.archive_certificates.models import Attestation
from yinqiao.areas.archive_certificates.tests.desk import CUSTODY, HISTORY, KINSHIP, Desk
from yinqiao.areas.archive_certificates.types import Letter, Wanted
from yinqiao.areas.archives.models import Archive
from yinqiao.areas.digitised.tests.room import SYSTEM
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_person_asks_the_keeper_of_the_own_archive_once_for_each_kind(desk: Desk) -> None:
    asked = desk.ask()
    assert desk.refused(desk.ask) == "archive_certificates.asked_already"
    desk.ask(CUSTODY)
    with acting(desk.me):
        told = queries.list_own(scope=desk.me.scope, today=NOW.date())
    assert [(one.title[:4], one.stage.value, one.words) for one in told] == [
        ("档案保管", "asked", "核对工龄"), ("工作经历", "asked", "核对工龄"),
    ]  # fmt: skip
    row = desk.row(asked)
    assert row.channel == "portal" and "核对工龄".encode() not in bytes(row.note)


def test_whom_the_person_lets_ask_does_and_is_named_and_others_are_refused(desk: Desk) -> None:
    asked = desk.ask(KINSHIP, by=desk.daughter("archive_certificate"))
    assert queries.text_of(desk.row(asked)) == "女儿 李小妹 代办：核对工龄"
    assert desk.refused(partial(desk.ask, by=desk.daughter("certificates"))) == "authorisations.not_within"


def test_an_officer_asks_in_the_place_of_somebody_who_agreed(desk: Desk) -> None:
    community = desk.room.store.scene.community
    ask = partial(
        services.ask_for, actor=community, at=NOW, archive_id=desk.archive, retiree_id=desk.me.id, agreed="当面口头同意",
    )  # fmt: skip
    assert (
        desk.refused(partial(ask, wanted=Wanted(HISTORY, "身份证430104196001010011")))
        == "archive_certificates.numbers_inside"
    )
    row = desk.row(ask(wanted=Wanted(HISTORY, "核对工龄")))
    assert row.channel == "door" and "本人当面口头同意：核对工龄" in queries.text_of(row)
    with acting(community):
        assert not Attestation.objects.exists()


def test_another_office_asks_by_letter_and_the_keeper_registers_it(desk: Desk) -> None:
    ask = partial(
        services.ask_by_letter, actor=desk.room.clerk, at=NOW, archive_id=desk.archive, kind=HISTORY, words="工龄认定"
    )
    assert desk.refused(partial(ask, letter=Letter("", "3号"))) == "archive_certificates.words_missing"
    row = desk.row(ask(letter=Letter("长沙市人社局", "长人社函〔2026〕3号")))
    assert (row.channel, row.letter_unit) == ("letter", "长沙市人社局")
    elsewhere = partial(ask, actor=desk.room.elsewhere, letter=Letter("长沙市人社局", "3号"))
    assert desk.refused(elsewhere) == "not_found"
    with acting(SYSTEM):
        Archive.objects.filter(pk=desk.archive).update(retiree_id=None, entry_id=None)
    assert desk.refused(partial(ask, letter=Letter("某局", "4号"))) == "archive_certificates.nobodys_archive"


def test_nobody_asks_about_the_archive_of_another_or_one_that_nobody_has_received(desk: Desk) -> None:
    with acting(SYSTEM):
        other = desk.room.archive("DA103").pk
    ask = partial(services.ask, actor=desk.me, at=NOW, kind=HISTORY, words="核对工龄")
    assert desk.refused(partial(ask, archive_id=other)) == "not_found"
    assert desk.refused(partial(desk.ask, "marriage")) == "archive_certificates.no_such_kind"
    assert desk.refused(partial(desk.ask, words="  ")) == "archive_certificates.words_missing"
    with acting(SYSTEM):
        Archive.objects.filter(pk=desk.archive).update(state="counted", received_at=None)
    assert desk.refused(desk.ask) == "not_found"
