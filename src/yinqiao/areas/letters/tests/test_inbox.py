"""Letters to an office with officers of its own: they read, print and answer what is addressed to them, and no other."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.intake.models import Message, Source
from yinqiao.areas.letters import queries, services
from yinqiao.areas.letters.models import Asked, Letter
from yinqiao.areas.letters.tests.writing import REPLIED, SYSTEM, Writing, paper
from yinqiao.areas.letters.types import Reply
from yinqiao.areas.letters.views.today import today_entries
from yinqiao.areas.lost_contact.models import SearchStep
from yinqiao.areas.lost_contact.services import declare_lost
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.files.models import StoredFile

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _source(kind: str) -> UUID:
    with acting(SYSTEM):
        return Source.objects.get(code=f"paper-{kind}").pk


def _officer(kind: str) -> Actor:
    source = _source(kind)
    return Actor(uuid4(), "department_officer", "龙卫国", Scope.of_office(source, kind), kind)


def _sent(writing: Writing, purpose: str = "death_check", office: str = "police", *names: str) -> UUID:
    people = [writing.lives.id(name) for name in names or ("王桂英",)]
    return services.send_letter(
        actor=writing.scene.community, at=NOW, purpose=purpose, office="", people=people, office_id=_source(office)
    )


def _answer(
    writing: Writing, who: Actor, letter: UUID, code: str, *, words: str = "", scan: Any = None, **facts: str
) -> None:
    rows = [one.pk for one in writing.asked(letter) if one.is_open]
    reply = Reply(code, "网上答复", REPLIED, scan, facts, words)
    services.answer_online(actor=who, at=NOW, letter_id=letter, asked=rows, reply=reply)


def test_an_officer_reads_prints_and_answers_and_who_wrote_sees_it(writing: Writing) -> None:
    who, letter = _officer("police"), _sent(writing, "residence", "police", "王桂英", "欧阳建国")
    row = writing.letter(letter)
    with acting(who):
        (entry,) = today_entries(who, row.sent_on)
    assert entry.count == 1 and row.office
    browser = Browser(who)
    assert row.number in text_of(browser.ask(entry.url))
    page = text_of(browser.ask(reverse("letters:addressed", args=[letter])))
    assert all(words in page for words in ("王桂英", "欧阳建国", "待答复", "函件和名单"))
    printed = browser.ask(reverse("letters:own_paper", args=[letter]))
    assert b"".join(printed.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    address = reverse("letters:answer", args=[letter])
    assert "居住地已变更" not in text_of(browser.ask(address))
    assert browser.ask(address, {"words": "x"}).status_code == 422
    told = {"answer": "same", "words": "户籍未迁，身份证430999194806150024", "scan": paper()}
    assert browser.ask(address, told).status_code == 302
    assert writing.letter(letter).state == "answered"
    (first, _) = writing.asked(letter)
    assert (first.is_online, first.reply_no, first.answered_name) == (True, "网上答复", "龙卫国")
    assert "430999194806150024" not in first.reply_words
    shown = text_of(Browser(writing.scene.community).ask(reverse("letters:letter", args=[letter])))
    assert "网上答复" in shown and "户籍未迁" in shown and "龙卫国" in shown
    scan = Browser(writing.scene.community).ask(reverse("letters:scan", args=[first.pk]))
    assert scan.status_code == 200
    with pytest.raises(Conflict):
        services.answer_online(
            actor=who, at=NOW, letter_id=letter, asked=[first.pk], reply=Reply("same", "网上答复", REPLIED)
        )


def test_who_wrote_is_told_on_today_until_somebody_there_has_opened_the_letter(writing: Writing) -> None:
    who, letter = _officer("police"), _sent(writing, "residence", "police", "王桂英", "欧阳建国")
    above, wrote = writing.scene.city, writing.scene.community
    rows = [one.pk for one in writing.asked(letter)]
    assert _news(wrote) == 0
    for row in rows:
        reply = Reply("same", "网上答复", REPLIED)
        services.answer_online(actor=who, at=NOW, letter_id=letter, asked=[row], reply=reply)
        # Who reads from above leaves the mark to who wrote.
        assert Browser(above).ask(reverse("letters:letter", args=[letter])).status_code == 200
        assert (_news(wrote), _news(above)) == (1, 0)
        listed = Browser(wrote).ask(f"{reverse('letters:letters')}?standing=news")
        assert writing.letter(letter).number in text_of(listed)
        assert Browser(wrote).ask(reverse("letters:letter", args=[letter])).status_code == 200
        assert _news(wrote) == 0


def _news(actor: Actor) -> int:
    with acting(actor):
        entries = today_entries(actor, REPLIED)
    return sum(entry.count for entry in entries if entry.label == "去函有网上答复")


def test_an_answer_with_a_fact_becomes_a_message_of_the_office_with_its_receipt(writing: Writing) -> None:
    who, letter = _officer("police"), _sent(writing)
    with pytest.raises(Invalid):
        _answer(writing, who, letter, "dead", died_on="2099-01-01")
    assert writing.letter(letter).state == "open"
    _answer(writing, who, letter, "dead", died_on="2026-03-02")
    assert writing.lives.person().status == "deceased"
    (row,) = writing.asked(letter)
    with acting(who):
        assert Message.objects.get(pk=row.message_id).source_id == who.scope.office
    with pytest.raises(Conflict):
        _answer_again(writing, who, letter, row.pk)


def _answer_again(writing: Writing, who: Actor, letter: UUID, asked: UUID) -> None:
    services.answer_online(actor=who, at=NOW, letter_id=letter, asked=[asked], reply=Reply("none", "网上答复", REPLIED))


def test_a_fact_of_several_is_refused_and_paper_may_still_be_recorded(writing: Writing) -> None:
    who, letter = _officer("police"), _sent(writing, "death_check", "police", "王桂英", "欧阳建国")
    with pytest.raises(Invalid) as refused:
        _answer(writing, who, letter, "dead", died_on="2026-03-02")
    assert refused.value.code == "letters.one_at_a_time"
    writing.reply(letter, "none")
    assert writing.letter(letter).state == "answered"
    page = text_of(Browser(who).ask(reverse("letters:addressed", args=[letter])))
    assert "纸质复函" in page and "网上答复</button>" not in page


def test_an_answer_to_a_search_is_noted_as_a_step_of_it(writing: Writing) -> None:
    declare_lost(actor=writing.scene.community, at=NOW, retiree_id=writing.lives.id(), reason="rule_met")
    who, letter = _officer("medical-insurance"), _sent(writing, "lost_medical", "medical-insurance")
    _answer(writing, who, letter, "trace")
    rows = [one.pk for one in writing.asked(letter)]
    services.tell_search(actor=Actor.system("医保局"), at=NOW, letter_id=letter, asked=rows)
    with acting(SYSTEM):
        told = list(SearchStep.objects.order_by("id").values_list("answer", flat=True))
    assert told[-1] == "trace"


def test_nobody_else_reads_or_answers_and_an_office_writes_nothing_past_the_act(writing: Writing) -> None:
    letter, other, who = _sent(writing), _officer("civil-affairs"), _officer("police")
    unaddressed = writing.send("residence")
    for name in ("addressed", "own_paper", "answer"):
        for actor, pk in ((other, letter), (who, unaddressed)):
            with pytest.raises(NotFound):
                Browser(actor).ask(reverse(f"letters:{name}", args=[pk]))
        with pytest.raises(Refused):
            Browser(writing.scene.city).ask(reverse(f"letters:{name}", args=[letter]))
    for actor in (other, writing.scene.city, writing.scene.community):
        with pytest.raises(NotFound):
            _answer(writing, actor, letter, "none")
    with acting(other):
        assert [model.objects.count() for model in (Letter, Asked, Paper, StoredFile, Retiree)] == [0] * 5
    with acting(who):
        assert [model.objects.count() for model in (Letter, Asked, Paper, StoredFile, Retiree)] == [1, 1, 1, 1, 0]
        assert Letter.objects.update(void_reason="x") == 0
        assert Asked.objects.update(answer="x") == 0
        assert queries.find_offices(scope=who.scope, purpose=None, today=REPLIED) == []  # type: ignore[arg-type]


def test_a_letter_is_addressed_to_an_office_of_its_kind_alone(writing: Writing) -> None:
    with pytest.raises(NotFound):
        _sent(writing, "death_check", "civil-affairs")
    page = text_of(
        Browser(writing.scene.community).ask(
            reverse("letters:send"), {"ids": [str(writing.lives.id())], "query": "purpose=death_check&who=all"}
        )
    )
    assert "在本系统中有账户的单位" in page and "只寄纸质函件" in page
    told = {
        "ids": [str(writing.lives.id())],
        "purpose": "death_check",
        "office": "",
        "addressee": str(_source("police")),
    }
    assert Browser(writing.scene.community).ask(reverse("letters:send"), told).status_code == 302
    with acting(SYSTEM):
        assert Letter.objects.get().office_id == _source("police")


def test_an_empty_inbox_says_what_will_stand_there(writing: Writing) -> None:
    who = _officer("police")
    assert "没有发给本单位的函" in text_of(Browser(who).ask(reverse("letters:inbox")))
    with acting(who):
        assert today_entries(who, REPLIED) == []
