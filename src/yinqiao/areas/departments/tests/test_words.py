"""A word of explanation to a claim that is questioned: who may say it, who reads it, how long it is kept."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.departments import queries, services
from yinqiao.areas.departments.models import Explanation
from yinqiao.areas.departments.services import EXPLANATIONS
from yinqiao.areas.departments.tests.desks import Desk
from yinqiao.areas.departments.views.today import today_entries
from yinqiao.areas.intake.models import Contradiction
from yinqiao.areas.intake.services import ask_source, refuse_claim, take_claim
from yinqiao.areas.intake.tests.offices import LATER, NUMBER, SYSTEM, cases, message_of, person_of
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.files.models import StoredFile

pytestmark = [pytest.mark.db, pytest.mark.django_db]
WORDS = "已向住院处核对病案，死亡证明属实"


@pytest.fixture
def asked(insurer: Desk, city: City, register: Register) -> UUID:
    """A suspected death of the insurer about which the community asked; the message."""
    register(id_no=NUMBER)
    receipt = insurer.tell()
    (case,) = cases()
    ask_source(actor=city.actor("community_officer"), at=AT, case_id=case.pk, note="家属称本人在世")
    return receipt.no


def _paper() -> Any:
    made = io.BytesIO(b"%PDF-1.7\n1 0 obj\n%%EOF\n")
    made.name = "死亡证明.pdf"
    return made


def _say(desk: Desk, message: UUID, words: str = WORDS, **more: Any) -> UUID:
    return services.explain_claim(actor=desk.actor, at=more.pop("at", AT), message_id=message, words=words, **more)


def _waiting(desk: Desk) -> tuple[list[UUID], list[UUID]]:
    with acting(desk.actor):
        asked, said = queries.list_questioned(scope=desk.actor.scope), queries.list_explained(scope=desk.actor.scope)
        return [one.pk for one in asked], [one.pk for one in said]


def _unread(city: City, role: str = "community_officer", place: str = "near") -> int:
    actor = city.actor(role, place) if place != "near" else city.actor(role)
    with acting(actor):
        return queries.list_answers(scope=actor.scope, unread=True).count()


def test_the_officer_explains_who_decides_reads_it_beside_the_claim_and_the_officer_sees_that(
    insurer: Desk, city: City, asked: UUID
) -> None:
    community, (case,) = city.actor("community_officer"), cases()
    assert _waiting(insurer) == ([asked], [])
    said = _say(insurer, asked, paper=_paper())
    assert _waiting(insurer) == ([], [asked]) and _unread(city) == 1
    page = text_of(Browser(insurer.actor).ask(reverse("departments:message", args=[asked])))
    assert WORDS in page and "办理单位还没有查看" in page and "补充说明" in page
    shown = text_of(Browser(community).ask(reverse("intake:dispute", args=[case.pk])))
    assert WORDS in shown and insurer.actor.name in shown and "证明材料" in shown
    assert _unread(city) == 0
    page = text_of(Browser(insurer.actor).ask(reverse("departments:message", args=[asked])))
    assert "办理单位已于" in page and community.name not in page
    for actor in (community, insurer.actor):
        answer = Browser(actor).ask(reverse("departments:paper", args=[said]))
        assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert person_of(case.retiree_id).died_on is None
    with acting(SYSTEM):
        assert {"departments.explain_claim", "departments.note_explanations_read"} <= set(
            Entry.objects.values_list("action", flat=True)
        )


@pytest.mark.parametrize("decide", [take_claim, lambda **one: refuse_claim(reason="person_lives", **one)])
def test_once_decided_nothing_is_explained_and_what_was_said_stays(
    insurer: Desk, city: City, asked: UUID, decide: Any
) -> None:
    _say(insurer, asked)
    (case,) = cases()
    decide(actor=city.actor("community_officer"), at=LATER, case_id=case.pk, note="")
    assert _waiting(insurer) == ([], []) and _unread(city) == 0
    with pytest.raises(Conflict) as refused:
        _say(insurer, asked, "再说明一次")
    assert refused.value.code == "departments.not_asked"
    browser = Browser(insurer.actor)
    assert WORDS in text_of(browser.ask(reverse("departments:message", args=[asked])))
    with pytest.raises(Conflict):
        browser.ask(reverse("departments:explain", args=[asked]))


def test_who_is_asked_again_has_to_say_something_again(insurer: Desk, city: City, asked: UUID) -> None:
    _say(insurer, asked)
    (case,) = cases()
    ask_source(actor=city.actor("street_officer"), at=AT + timedelta(minutes=5), case_id=case.pk, note="请附证明")
    assert _waiting(insurer) == ([asked], [])
    _say(insurer, asked, "附上证明", at=LATER)
    assert _waiting(insurer) == ([], [asked]) and _unread(city) == 2
    with acting(SYSTEM):
        Contradiction.objects.update(asked_at=None)
    assert _waiting(insurer) == ([], [asked])


@pytest.mark.parametrize(("words", "code"), [("  ", "departments.words_missing"), (WORDS, "files.not_a_scan")])
def test_what_cannot_be_kept_is_refused_whole(insurer: Desk, asked: UUID, words: str, code: str) -> None:
    spoilt = io.BytesIO(b"MZ")
    spoilt.name = "证明.pdf"
    with pytest.raises(Invalid) as refused:
        _say(insurer, asked, words, paper=spoilt)
    assert refused.value.code == code
    with acting(SYSTEM):
        assert (Explanation.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_nobody_explains_for_another_office_or_what_nobody_asked(
    police: Desk, insurer: Desk, city: City, asked: UUID
) -> None:
    with pytest.raises(NotFound):
        _say(police, asked)
    with pytest.raises(NotFound):
        _say(insurer, uuid4())
    mine = police.tell(data={"id_number": "430999194806150040", "name": "李强", "died_on": "2026-03-03"})
    assert message_of(mine).state == "waiting"
    with pytest.raises(Conflict):
        _say(police, mine.no)
    with pytest.raises(Refused) as stranger:
        services.explain_claim(actor=city.actor("city_manager"), at=AT, message_id=asked, words=WORDS)
    assert stranger.value.code == "departments.no_source"


def test_words_and_paper_are_seen_by_the_office_and_by_who_sees_the_claim_and_by_nobody_else(
    police: Desk, insurer: Desk, city: City, asked: UUID
) -> None:
    said, (case,) = _say(insurer, asked, paper=_paper()), cases()
    outside = (police.actor, city.actor("enterprise_officer"), city.actor("auditor"), Actor.anonymous())
    for actor in outside:
        with acting(actor):
            assert Explanation.objects.count() == 0
            assert list(queries.list_explanations(scope=actor.scope, case_id=case.pk)) == []
            assert queries.find_paper(scope=actor.scope, explanation_id=said) is None
            assert list(queries.list_answers(scope=actor.scope)) == []
    # Files of the city's own place are shut to its overseers by their pages, as all of them are.
    with acting(police.actor):
        assert StoredFile.objects.count() == 0
    for actor in (insurer.actor, city.actor("community_officer"), city.actor("city_manager")):
        with acting(actor):
            (shown,) = queries.list_explanations(scope=actor.scope, case_id=case.pk)
            assert (shown.words, StoredFile.objects.filter(kind="letter").count()) == (WORDS, 1)
    with pytest.raises(DomainError):
        Browser(police.actor).ask(reverse("departments:paper", args=[said]))


def test_the_database_keeps_the_words_sealed_and_lets_no_office_change_them(insurer: Desk, asked: UUID) -> None:
    said = _say(insurer, asked)
    with acting(insurer.actor):
        assert Explanation.objects.filter(pk=said).update(author_name="x") == 0
        assert Explanation.objects.filter(pk=said).delete()[0] == 0
    with acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT words FROM departments_explanation")
        assert WORDS.encode() not in bytes(cursor.fetchone()[0])


def test_the_form_keeps_what_was_typed_and_the_lists_narrow(insurer: Desk, city: City, asked: UUID) -> None:
    browser, address = Browser(insurer.actor), reverse("departments:explain", args=[asked])
    assert "登记不因此改变" in text_of(browser.ask(address))
    short = browser.ask(address, {"words": "短"})
    assert short.status_code == 422 and ">短<" in short.content.decode().replace("\n", "")
    assert browser.ask(address, {"words": WORDS, "paper": _paper()}).status_code == 302
    with acting(insurer.actor):
        entries = today_entries(insurer.actor, timezone.localdate(AT))
    assert entries[0].count == 0
    listed = reverse("departments:messages")
    assert str(asked)[-8:] in text_of(browser.ask(f"{listed}?waits=explained"))
    assert str(asked)[-8:] not in text_of(browser.ask(f"{listed}?waits=asked"))
    community = city.actor("community_officer")
    with acting(community):
        (entry,) = today_entries(community, timezone.localdate(AT))
    assert (entry.count, entry.url) == (1, reverse("departments:answers") + "?read=no")
    for query, is_there in (
        ("", True),
        ("?read=no", True),
        ("?name=王", True),
        ("?name=李", False),
        ("?sort=due_on", True),
    ):
        page = text_of(Browser(community).ask(reverse("departments:answers") + query))
        assert ("王桂英" in page) is is_there, query
    assert (
        Browser(community).ask(reverse("departments:answers") + "?export=1", {"purpose": "存档备查"}).status_code == 200
    )
    neighbour = Browser(city.actor("community_officer", "beside"))
    assert "没有来源单位的说明" in text_of(neighbour.ask(reverse("departments:answers")))


def test_what_was_said_ends_a_year_after_the_decision(insurer: Desk, city: City, asked: UUID) -> None:
    said, (case,) = _say(insurer, asked), cases()
    with acting(SYSTEM):
        assert list(EXPLANATIONS.find_due(timezone.localdate(AT) + timedelta(days=9))) == []
    take_claim(actor=city.actor("community_officer"), at=LATER, case_id=case.pk)
    with acting(SYSTEM):
        assert list(EXPLANATIONS.find_due(timezone.localdate(AT))) == []
        (due,) = EXPLANATIONS.find_due(timezone.localdate(AT) + timedelta(days=1))
        assert due.object_id == said and EXPLANATIONS.destroy([said], AT, uuid4()) == 1
        assert Explanation.objects.count() == 0
