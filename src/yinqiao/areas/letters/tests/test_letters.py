"""A letter goes out with a number and a list, waits its days, rises when late, and is answered on paper."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.intake.models import Message
from yinqiao.areas.letters import services
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.queries import count_late
from yinqiao.areas.letters.rules import purposes
from yinqiao.areas.letters.services import LETTERS
from yinqiao.areas.letters.tests.writing import REPLIED, SYSTEM, Writing, paper
from yinqiao.areas.letters.types import Reply
from yinqiao.areas.lost_contact.models import SearchStep
from yinqiao.areas.lost_contact.services import declare_lost
from yinqiao.areas.papers.models import Paper
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_a_letter_takes_a_number_prints_its_list_and_waits_its_days(writing: Writing) -> None:
    letter = writing.letter(writing.send("certification", "王桂英", "欧阳建国"))
    assert (letter.number, letter.people, letter.state) == ("退管函〔2026〕0001号", 2, "open")
    assert letter.due_on == letter.sent_on + timedelta(days=20)
    with acting(SYSTEM):
        paper_row = Paper.objects.get(pk=letter.paper_id)
    assert (paper_row.kind, paper_row.people, paper_row.subject_id) == ("letters-query", 2, str(letter.pk))
    assert [one.name for one in writing.asked(letter.pk)] == sorted(["王桂英", "欧阳建国"])


def test_nobody_is_asked_about_twice_at_once_and_a_refused_letter_takes_no_number(writing: Writing) -> None:
    writing.send("death_check")
    with pytest.raises(Conflict) as conflict:
        writing.send("death_check", "王桂英", "欧阳建国")
    assert conflict.value.code == "letters.asked_already"
    assert writing.letter(writing.send("residence")).number == "退管函〔2026〕0002号"
    community = writing.scene.community
    for people, office, code in (
        ([], "某局", "letters.nobody_chosen"), ([writing.lives.id("欧阳建国")], " ", "letters.office_missing"),
        ([uuid4() for _ in range(101)], "某局", "letters.too_many"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as invalid:
            services.send_letter(actor=community, at=NOW, purpose="death_check", office=office, people=people)
        assert invalid.value.code == code
    for actor, people in ((writing.scene.neighbour, [writing.lives.id()]), (community, [uuid4()])):
        with pytest.raises(NotFound):
            services.send_letter(actor=actor, at=NOW, purpose="party", office="某局", people=people)
    with pytest.raises(NotFound):
        services.send_letter(actor=community, at=NOW, purpose="x", office="某局", people=[writing.lives.id()])


def test_answers_are_noted_together_where_they_are_the_same_and_the_last_one_closes_the_letter(
    writing: Writing,
) -> None:
    letter = writing.send("certification", "王桂英", "欧阳建国")
    writing.reply(letter, "none", "王桂英", by=writing.scene.community)
    assert writing.letter(letter).state == "open"
    with pytest.raises(Conflict) as conflict:
        asked = [one.pk for one in writing.asked(letter)]
        services.record_reply(
            actor=writing.scene.city, at=NOW, letter_id=letter, asked=asked, reply=Reply("none", "1号", REPLIED)
        )
    assert conflict.value.code == "letters.not_open"
    writing.reply(letter, "none", by=writing.scene.community)
    row = writing.asked(letter)[0]
    assert (writing.letter(letter).state, row.reply_no, row.message_id) == ("answered", "某函〔2026〕7号", None)
    assert row.reply_scan is not None
    writing.send("certification")


def test_a_fact_goes_the_way_of_what_offices_tell_one_person_at_a_time_at_the_citys_desk(writing: Writing) -> None:
    letter = writing.send("death_check", "王桂英", "欧阳建国")
    with pytest.raises(Invalid) as invalid:
        writing.reply(letter, "dead", died_on="2026-03-02")
    assert invalid.value.code == "letters.one_at_a_time"
    with pytest.raises(Refused) as refused:
        writing.reply(letter, "dead", "王桂英", by=writing.scene.community, died_on="2026-03-02")
    assert refused.value.code == "letters.city_desk"
    with pytest.raises(Invalid) as invalid:
        writing.reply(letter, "dead", "王桂英")
    assert invalid.value.code == "intake.entry_refused"
    assert all(one.is_open for one in writing.asked(letter))
    writing.reply(letter, "dead", "王桂英", died_on="2026-03-02", proof="户籍注销证明")
    assert writing.lives.person().status == "deceased"
    row = next(one for one in writing.asked(letter) if one.name == "王桂英")
    with acting(SYSTEM):
        message = Message.objects.get(pk=row.message_id)
    assert (message.state, message.letter_no, bool(message.letter_scan)) == ("applied", "某函〔2026〕7号", True)
    with pytest.raises(Invalid) as invalid:
        writing.reply(letter, "x", "欧阳建国")
    assert invalid.value.code == "letters.answer_missing"


def test_without_a_registered_office_no_fact_is_taken_in(writing: Writing) -> None:
    from yinqiao.areas.accounts.models import Office
    from yinqiao.areas.intake.models import Source

    with acting(SYSTEM):
        gone = Source.objects.filter(kind="civil_affairs")
        Office.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()
        gone.delete()
    letter = writing.send("cremation")
    with pytest.raises(Conflict) as conflict:
        writing.reply(letter, "dead", died_on="2026-03-02")
    assert conflict.value.code == "letters.no_source"
    writing.reply(letter, "none")


def test_a_letter_about_somebody_who_is_sought_is_a_step_of_the_search_and_so_is_its_answer(writing: Writing) -> None:
    declare_lost(actor=writing.scene.community, at=NOW, retiree_id=writing.lives.id(), reason="rule_met")
    letter = writing.send("lost_medical", "王桂英", "欧阳建国")
    writing.reply(letter, "trace", "王桂英")
    writing.reply(letter, "none", "欧阳建国")
    with acting(SYSTEM):
        steps = list(SearchStep.objects.order_by("recorded_at", "id").values_list("code", "answer", "letter_no"))
    number = writing.letter(letter).number
    assert steps == [("medical", "asked", number), ("medical", "trace", number)]


def test_a_late_letter_is_listed_for_its_office_and_rises_to_district_and_city(writing: Writing) -> None:
    letter = writing.letter(writing.send("death_check"))
    district, city = place_actor("district_manager", "430104000000"), writing.scene.city
    for days, own, up, top in ((0, 0, 0, 0), (1, 1, 0, 0), (10, 1, 1, 0), (20, 1, 1, 1)):
        day = letter.due_on + timedelta(days=days)
        for actor, expected in ((writing.scene.community, (own, 0)), (district, (own, up)), (city, (own, top))):
            with acting(actor):
                assert count_late(scope=actor.scope, today=day, role=actor.role) == expected, (days, actor.role)
        assert bool(writing.listed(city, day, standing="risen")) is bool(top)
        assert bool(writing.listed(writing.scene.community, day, standing="overdue")) is bool(own)
    assert writing.listed(writing.scene.community, standing="answered") == []


def test_a_letter_is_voided_with_a_reason_until_answered_and_its_number_stays(writing: Writing) -> None:
    letter = writing.send("death_check")
    street = writing.scene.street
    with pytest.raises(Invalid):
        services.void_letter(actor=writing.scene.community, at=NOW, letter_id=letter, reason=" ")
    with pytest.raises(NotFound):
        services.void_letter(actor=writing.scene.elsewhere, at=NOW, letter_id=letter, reason="重复")
    services.void_letter(actor=street, at=NOW, letter_id=letter, reason="重复发函")
    with acting(SYSTEM):
        assert Paper.objects.get(pk=writing.letter(letter).paper_id).state == "void"
    with pytest.raises(Conflict):
        writing.reply(letter, "none")
    again = writing.send("death_check", "王桂英", "欧阳建国")
    writing.reply(again, "none", "王桂英")
    with pytest.raises(Conflict) as conflict:
        services.void_letter(actor=street, at=NOW, letter_id=again, reason="重复发函")
    assert conflict.value.code == "letters.answered_already"


def test_letters_are_seen_by_their_office_and_those_above_and_by_nobody_else(writing: Writing) -> None:
    letter = writing.send("death_check")
    number = writing.letter(letter).number
    scene = writing.scene
    for actor in (scene.community, scene.street, scene.city):
        assert writing.listed(actor) == [number]
    auditor = place_actor("auditor", "430104000000")
    overseer = Actor(auditor.id, "auditor", "审计", auditor.scope.for_oversight())
    for actor in (scene.neighbour, scene.elsewhere, scene.officer, overseer):
        assert writing.listed(actor) == []
        with acting(actor):
            assert not Letter.objects.exists() and not Asked.objects.exists()
    assert not Letter.objects.exists()


def test_what_is_over_has_a_period_and_what_waits_is_not_destroyed(writing: Writing) -> None:
    over, waits = writing.send("death_check"), writing.send("residence")
    writing.reply(over, "none")
    with acting(SYSTEM):
        due = LETTERS.find_due(REPLIED + timedelta(days=1))
        assert [one.object_id for one in due] == [over] and "死亡信息核对" in due[0].label
        assert LETTERS.destroy([over, waits], NOW, over) == 1
        assert list(Letter.objects.values_list("pk", flat=True)) == [waits]


def test_every_purpose_says_who_what_why_and_how_it_can_be_answered() -> None:
    for one in purposes().values():
        assert one.asks and one.basis and one.office and one.days > 0 and len(one.answers) >= 2
        assert set(one.found) <= {each.code for each in one.answers}
        assert bool(one.found) is bool(one.step)


def test_a_reply_without_a_scan_is_taken_and_a_broken_scan_is_not(writing: Writing) -> None:
    letter = writing.send("party")
    (row,) = writing.asked(letter)
    broken = paper()
    broken.truncate(6)
    with pytest.raises(Invalid) as invalid:
        services.record_reply(
            actor=writing.scene.city, at=NOW, letter_id=letter, asked=[row.pk],
            reply=Reply("moving", "1号", REPLIED, broken),
        )  # fmt: skip
    assert invalid.value.code == "files.not_a_scan" and writing.asked(letter)[0].is_open
    services.record_reply(
        actor=writing.scene.city, at=NOW, letter_id=letter, asked=[row.pk], reply=Reply("moving", "1号", REPLIED)
    )
    assert writing.letter(letter).state == "answered"
