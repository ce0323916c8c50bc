"""Pages of the register: each opens for its roles, refuses others, keeps what was typed, and leaves what it must."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.datarights.services import reveal_note
from yinqiao.areas.retirees.forms import CorrectionForm, DeathForm
from yinqiao.areas.retirees.models import Note, Retiree
from yinqiao.areas.retirees.services import add_note
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.tests.small_city import AT, TODAY, City, Register
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.areas.retirees.urls import urlpatterns
from yinqiao.areas.retirees.views import panels
from yinqiao.kernel.errors import DomainError, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event
from yinqiao.platform.ui.registry import ui

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE, ID_NO = "13800001234", "430999194806150024"


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community who was called otherwise once."""
    return register(
        profile='{"former_name": "王小妹"}',
        id_no=ID_NO,
        phone=PHONE,
        address="长沙市岳麓区望月湖街道1栋",
        building="望月湖1栋",
    )


def test_every_route_of_the_room_refuses_an_enterprise_and_sends_the_unknown_to_sign_in(
    city: City, person: UUID
) -> None:
    parts = {
        "retiree_id": person,
        "part": "contact",
        "field": "phone",
        "note_id": uuid4(),
    }
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        address = reverse(f"retirees:{pattern.name}", kwargs={name: parts[name] for name in names})
        with pytest.raises(Refused) as refused:
            Browser(city.actor("enterprise_officer")).ask(address)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address).status_code == 302


@pytest.mark.parametrize("name", ["correct", "death", "former_name", "move", "note"])
def test_every_act_page_opens_for_the_own_community_and_is_not_there_for_another(
    city: City, person: UUID, name: str
) -> None:
    address = reverse(f"retirees:{name}", args=[person, "contact"] if name == "correct" else [person])
    page = text_of(Browser(city.actor("community_officer")).ask(address))
    assert "王桂英" in page and PHONE not in page
    # Back to the list of people, which another room registered.
    assert f'href="{reverse("ledger:people")}"' in page
    with pytest.raises(NotFound):
        Browser(city.actor("community_officer", "beside")).ask(address)


def test_the_page_that_takes_a_former_name_out_says_so_when_there_is_none(city: City, register: Register) -> None:
    person = register(name="李文静")
    address, browser = reverse("retirees:former_name", args=[person]), Browser(city.actor("community_officer"))
    page = text_of(browser.ask(address))
    content = page.partition('class="state"')[2]
    assert "登记中没有曾用名" in content and 'name="reason"' not in content
    assert content.count('class="btn btn') == 1 and f'href="{reverse("shell:person", args=[person])}"' in content
    late = browser.ask(address, {"name": "王翠花", "reason": "录入有误"})
    assert late.status_code == 422 and "登记中没有曾用名" in text_of(late)


def test_a_wrong_phone_comes_back_beside_its_field_and_what_was_typed_is_kept(city: City, person: UUID) -> None:
    address = reverse("retirees:correct", args=[person, "contact"])
    typed = {"phone": "138", "address": "湖中社区2栋", "source": "self", "since": "2026-03-01", "lock_version": "1"}
    browser = Browser(city.actor("community_officer"))
    refused = browser.ask(address, typed)
    assert refused.status_code == 422
    assert "电话号码不正确" in text_of(refused) and "湖中社区2栋" in text_of(refused)
    done = browser.ask(address, {**typed, "phone": "13900001234"})
    assert (done.status_code, done["Location"]) == (302, reverse("shell:person", args=[person]))


def test_a_form_opened_before_another_saved_answers_409_and_changes_nothing(city: City, person: UUID) -> None:
    address = reverse("retirees:correct", args=[person, "contact"])
    typed = {"phone": "13900001234", "source": "self", "since": "2026-03-01", "lock_version": "1"}
    browser = Browser(city.actor("community_officer"))
    assert browser.ask(address, typed).status_code == 302
    late = browser.ask(address, {**typed, "phone": "13700001234"})
    assert late.status_code == 409
    assert "已被他人修改" in text_of(late)


def test_an_eye_asks_for_the_purpose_once_per_person_and_visit(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    phone, number = (reverse("datarights:show", args=[person, field]) for field in ("phone", "id_no"))
    asked = browser.ask(phone, htmx=True)
    assert PHONE not in text_of(asked) and "查看用途" in text_of(asked)
    shown = browser.ask(phone, {"purpose": "入户走访"}, htmx=True)
    assert PHONE in text_of(shown) and shown["Cache-Control"] == "no-store"
    assert ID_NO in text_of(browser.ask(number, htmx=True))
    with acting(Actor.system("test")):
        readings = Entry.objects.filter(action="retirees.reveal", subject_id=person)
        assert [one.purpose for one in readings] == ["入户走访", "入户走访"]


def test_every_panel_draws_for_the_community_and_an_enterprise_sees_only_what_is_shared(
    city: City, person: UUID
) -> None:
    today = timezone.localdate()
    drawn: dict[str, str] = {}
    for role in ("community_officer", "enterprise_officer"):
        actor = city.actor(role)
        with acting(actor):
            shown_panels = [panel for panel in ui.panels_for(role) if panel.key.startswith("retirees.")]
            loaded = [(panel, panel.load(actor, person, today)) for panel in shown_panels]
            shown = [
                render_to_string(one.template, {**context, "today": today})
                for one, context in loaded
                if context is not None
            ]
        drawn[role] = "".join(shown)
    assert "138****1234" in drawn["community_officer"] and "死亡登记" in drawn["community_officer"]
    assert "登记入册" in drawn["enterprise_officer"]
    assert "138" not in drawn["enterprise_officer"] and "望月湖" not in drawn["enterprise_officer"]


def test_a_note_written_on_the_page_is_kept_under_its_kind(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    address = reverse("retirees:note", args=[person])
    assert browser.ask(address, {"kind": "call", "occurred_on": "2026-03-01", "text": "电话已通"}).status_code == 302
    with acting(Actor.system("test")):
        assert Note.objects.get().kind == "call"


def test_a_wrong_former_name_is_taken_out_on_its_page_and_the_person_page_says_it_no_more(
    city: City, register: Register
) -> None:
    person = register(name="李文静", profile='{"former_name": "王翠花"}')
    actor, address = city.actor("community_officer"), reverse("retirees:former_name", args=[person])

    def panel() -> dict[str, Any]:
        with acting(actor):
            return dict(panels.identity(actor, person, timezone.localdate()) or {})

    assert ("曾用名", "王翠花") in panel()["further"] and ("删除曾用名", address) in panel()["edits"]
    browser = Browser(actor)
    assert browser.ask(address, {"name": "王翠花", "reason": ""}).status_code == 422
    assert browser.ask(address, {"name": "王翠", "reason": "录入有误"}).status_code == 422
    done = browser.ask(address, {"name": "王翠花", "reason": "录入有误"})
    assert (done.status_code, done["Location"]) == (302, reverse("shell:person", args=[person]))
    assert panel()["further"] == [] and ("删除曾用名", address) not in panel()["edits"]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"), [("1970-09", "1970-09-01", "1970-09"), ("1970-09-15", "1970-09-15", "1970-09-15")]
)
def test_the_start_of_work_is_shown_as_it_was_told_and_a_form_saved_as_it_came_keeps_it(
    city: City, person: UUID, typed: str, kept: str, shown: str
) -> None:
    actor, address = city.actor("community_officer"), reverse("retirees:correct", args=[person, "work"])
    browser, told = Browser(actor), {"work_start_on": typed, "source": "self", "since": "2026-03-01"}
    assert browser.ask(address, {**told, "lock_version": "1"}).status_code == 302
    with acting(actor):
        facts = dict(panels.identity(actor, person, timezone.localdate()) or {})["facts"]
    assert ("参加工作时间", shown) in [fact[:2] for fact in facts]
    assert f'value="{shown}"' in text_of(browser.ask(address))
    browser.ask(address, {**told, "work_start_on": shown, "archive_no": "A-17", "lock_version": "2"})
    with acting(Actor.system("test")):
        row = Retiree.objects.get(pk=person)
    assert (row.archive_no, f"{row.work_start_on}") == ("A-17", kept)


def test_above_the_street_a_note_is_counted_and_its_words_are_read_for_a_purpose_on_record(
    city: City, person: UUID
) -> None:
    words, today = "腿脚不便，需助浴。", timezone.localdate()
    note = NoteInput(NoteKind.VISIT, TODAY, words)
    note_id = add_note(actor=city.actor("community_officer"), at=AT, retiree_id=person, note=note)

    def panel(actor: Actor) -> str:
        with acting(actor):
            loaded = panels.notes(actor, person, today) or {}
            return render_to_string("retirees/panel_notes.html", {**loaded, "today": today})

    for role, scope in (("community_officer", "near"), ("street_officer", "street"), ("agency_officer", "near")):
        drawn = panel(city.actor(role, scope))
        assert words in drawn and "查看完整" not in drawn
    address = reverse("datarights:show_note", args=[note_id])
    for role, scope in (("city_manager", "city"), ("district_manager", "district")):
        manager = city.actor(role, scope)
        drawn = panel(manager)
        assert words not in drawn and address in drawn and "走访" in drawn and "测试员" in drawn
        browser = Browser(manager)
        asked = browser.ask(address, htmx=True)
        assert words not in text_of(asked) and "查看用途" in text_of(asked)
        shown = browser.ask(address, {"purpose": "办理本人申请的事项"}, htmx=True)
        assert words in text_of(shown) and shown["Cache-Control"] == "no-store"
    with acting(Actor.system("test")):
        readings = Entry.objects.filter(action="retirees.reveal_note", subject_id=person)
        assert [(one.kind, one.purpose, one.detail) for one in readings] == [
            ("read", "办理本人申请的事项", {"note": str(note_id)})
        ] * 2


def test_the_words_of_a_note_are_out_of_reach_of_another_place_and_of_an_overseer(city: City, person: UUID) -> None:
    note = NoteInput(NoteKind.VISIT, TODAY, "腿脚不便")
    note_id = add_note(actor=city.actor("community_officer"), at=AT, retiree_id=person, note=note)
    for actor, code in (
        (city.actor("city_manager", "far"), "not_found"),
        (city.actor("auditor"), "not_found"),
        (city.actor("enterprise_officer"), "not_found"),
    ):
        with pytest.raises(DomainError) as refused:
            reveal_note(actor=actor, at=AT, note_id=note_id, purpose="核对证件或材料")
        assert refused.value.code == code
    with pytest.raises(DomainError) as missing:
        reveal_note(actor=city.actor("city_manager"), at=AT, note_id=note_id, purpose=" ")
    assert missing.value.code == "retirees.purpose_missing"
    with acting(Actor.system("test")):
        assert not Entry.objects.filter(action="retirees.reveal_note").exists()
    assert reveal_note(actor=city.actor("city_manager"), at=AT, note_id=note_id, purpose="核对") == "腿脚不便"


def test_nobody_is_asked_to_be_the_source_of_the_own_death() -> None:
    offered = [value for value, _ in DeathForm().fields["source"].choices]  # type: ignore[attr-defined]
    assert "self" not in offered
    assert offered[0] == "relative"
    assert "self" in [value for value, _ in CorrectionForm.base_fields["source"].choices]  # type: ignore[attr-defined]


def test_the_page_of_a_death_on_record_tells_it_and_the_way_to_correct_it(city: City, person: UUID) -> None:
    community, street = Browser(city.actor("community_officer")), Browser(city.actor("street_officer"))
    address = reverse("retirees:death", args=[person])
    facts = {"died_on": "2026-03-01", "source": "document", "proof": "死亡医学证明", "lock_version": 1}
    assert community.ask(address, facts).status_code == 302
    page = text_of(community.ask(address))
    assert "2026-03-01" in page and "证件或书面材料" in page and "测试单位 测试员" in page
    assert 'name="died_on"' not in page
    withdrawal = reverse("retirees:withdraw_death", args=[person])
    assert withdrawal not in page
    assert withdrawal in text_of(street.ask(address))
    # A form opened before the death was recorded is refused as before.
    assert community.ask(address, facts).status_code == 403


def test_a_person_moves_to_the_community_whose_name_is_typed_and_to_no_place_that_is_none(
    city: City, person: UUID
) -> None:
    browser, address = Browser(city.actor("community_officer")), reverse("retirees:move", args=[person])
    facts = {"moved_on": "2026-03-01", "address": "教育街 1 号", "source": "self", "lock_version": 1}
    for none in ("望月社区", "岳麓区 · 望月湖街道", str(city.far)):
        page = browser.ask(address, {**facts, "place_no": none})
        assert page.status_code == 422
        assert "请从列表中选择" in text_of(page)
    assert browser.ask(address, {**facts, "place_no": "开福区 · 望麓园街道 · 教育街社区"}).status_code == 302
    with acting(Actor.system("test")):
        moved = Event.objects.get(retiree_id=person, type="retirees.move_recorded")
    assert int(moved.data["to_place"]) == city.far
