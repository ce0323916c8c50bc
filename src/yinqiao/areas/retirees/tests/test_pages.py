"""Pages of the register: each opens for its roles, refuses others, keeps what was typed, and leaves what it must."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from yinqiao.areas.retirees.forms import CorrectionForm, DeathForm
from yinqiao.areas.retirees.models import Note, Retiree
from yinqiao.areas.retirees.services import find_duplicates
from yinqiao.areas.retirees.tests.small_city import AT, City, Register
from yinqiao.areas.retirees.urls import urlpatterns
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.ui.registry import ui

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE, ID_NO = "13800001234", "430999194806150024"


class Browser:
    """Asks the views as the middleware would: an actor, a session, messages; htmx where told."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.session = SessionStore()

    def ask(self, address: str, data: dict[str, Any] | None = None, *, htmx: bool = False) -> HttpResponseBase:
        """GET, or POST when there is data."""
        factory = RequestFactory()
        request: Any = factory.get(address) if data is None else factory.post(address, data)
        request.user, request.actor, request.session, request.htmx = AnonymousUser(), self.actor, self.session, htmx
        request._messages = FallbackStorage(request)
        view = resolve(request.path)
        with acting(self.actor):
            return view.func(request, *view.args, **view.kwargs)


def _text(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def person(register: Register) -> UUID:
    """A person of the near community."""
    return register(id_no=ID_NO, phone=PHONE, address="长沙市岳麓区望月湖街道1栋", building="望月湖1栋")


def test_every_route_of_the_room_refuses_an_enterprise_and_sends_the_unknown_to_sign_in(
    city: City, person: UUID
) -> None:
    parts = {
        "retiree_id": person,
        "request_id": uuid4(),
        "case_id": uuid4(),
        "contact_id": uuid4(),
        "part": "contact",
        "field": "phone",
    }
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        address = reverse(f"retirees:{pattern.name}", kwargs={name: parts[name] for name in names})
        data = {"decision": "distinct"} if pattern.name == "settle" else None
        with pytest.raises(Refused) as refused:
            Browser(city.actor("enterprise_officer")).ask(address, data)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


@pytest.mark.parametrize("name", ["correct", "death", "move", "note", "ask"])
def test_every_act_page_opens_for_the_own_community_and_is_not_there_for_another(
    city: City, person: UUID, name: str
) -> None:
    address = reverse(f"retirees:{name}", args=[person, "contact"] if name == "correct" else [person])
    page = _text(Browser(city.actor("community_officer")).ask(address))
    assert "王桂英" in page and PHONE not in page
    with pytest.raises(NotFound):
        Browser(city.actor("community_officer", "beside")).ask(address)


def test_a_wrong_phone_comes_back_beside_its_field_and_what_was_typed_is_kept(city: City, person: UUID) -> None:
    address = reverse("retirees:correct", args=[person, "contact"])
    typed = {"phone": "138", "address": "湖中社区2栋", "source": "self", "since": "2026-03-01", "lock_version": "1"}
    browser = Browser(city.actor("community_officer"))
    refused = browser.ask(address, typed)
    assert refused.status_code == 422
    assert "电话号码不正确" in _text(refused) and "湖中社区2栋" in _text(refused)
    done = browser.ask(address, {**typed, "phone": "13900001234"})
    assert (done.status_code, done["Location"]) == (302, reverse("shell:person", args=[person]))


def test_a_form_opened_before_another_saved_answers_409_and_changes_nothing(city: City, person: UUID) -> None:
    address = reverse("retirees:correct", args=[person, "contact"])
    typed = {"phone": "13900001234", "source": "self", "since": "2026-03-01", "lock_version": "1"}
    browser = Browser(city.actor("community_officer"))
    assert browser.ask(address, typed).status_code == 302
    late = browser.ask(address, {**typed, "phone": "13700001234"})
    assert late.status_code == 409
    assert "已被他人修改" in _text(late)


def test_an_eye_asks_for_the_purpose_once_per_person_and_visit(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    phone, number = (reverse("retirees:show", args=[person, field]) for field in ("phone", "id_no"))
    asked = browser.ask(phone, htmx=True)
    assert PHONE not in _text(asked) and "查看用途" in _text(asked)
    shown = browser.ask(phone, {"purpose": "入户走访"}, htmx=True)
    assert PHONE in _text(shown) and shown["Cache-Control"] == "no-store"
    assert ID_NO in _text(browser.ask(number, htmx=True))
    with acting(Actor.system("test")):
        readings = Entry.objects.filter(action="retirees.reveal", subject_id=person)
        assert [one.purpose for one in readings] == ["入户走访", "入户走访"]


def test_the_list_is_masked_filtered_and_sorted(city: City, person: UUID, register: Register) -> None:
    register(name="李强", born_on=timezone.localdate().replace(year=1970, day=1))
    browser = Browser(city.actor("community_officer"))
    page = _text(browser.ask(reverse("retirees:people")))
    assert "王桂英" in page and "李强" in page and "138****1234" in page and PHONE not in page
    assert "李强" not in _text(browser.ask(reverse("retirees:people") + "?phone=yes&sort=-born_on"))
    assert "王桂英" not in _text(browser.ask(reverse("retirees:people") + "?phone=no"))
    assert "王桂英" not in _text(browser.ask(reverse("retirees:people") + "?age=0-59"))
    nobody = _text(browser.ask(reverse("retirees:people") + "?name=zzz"))
    assert "王桂英" not in nobody and "清除全部筛选" in nobody
    beside = Browser(city.actor("community_officer", "beside"))
    assert "王桂英" not in _text(beside.ask(reverse("retirees:people")))


def test_a_call_list_leaves_with_a_purpose_full_phones_and_an_entry(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    assert PHONE not in _text(browser.ask(reverse("retirees:calls")))
    assert browser.ask(reverse("retirees:calls"), {"purpose": ""}).status_code == 422
    file = browser.ask(reverse("retirees:calls"), {"purpose": "电话联系"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file))).active  # type: ignore[arg-type, call-overload]
    assert [row[3] for row in sheet.iter_rows(min_row=3, values_only=True)] == [PHONE]
    with acting(Actor.system("test")):
        entry = Entry.objects.get(action="retirees.call_list_exported")
    assert (entry.people, entry.purpose) == (1, "电话联系")


def test_a_roll_by_building_names_the_building_and_is_on_record(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    assert "望月湖1栋" not in _text(browser.ask(reverse("retirees:roll")))
    page = _text(browser.ask(reverse("retirees:roll"), {"purpose": "入户走访"}))
    assert "望月湖1栋" in page and PHONE in page
    with acting(Actor.system("test")):
        assert Entry.objects.get(action="retirees.roll_printed").people == 1


def test_every_panel_draws_for_the_community_and_an_enterprise_sees_only_what_is_shared(
    city: City, person: UUID
) -> None:
    from django.template.loader import render_to_string

    today = timezone.localdate()
    drawn: dict[str, str] = {}
    for role in ("community_officer", "enterprise_officer"):
        actor = city.actor(role)
        with acting(actor):
            panels = [panel for panel in ui.panels_for(role) if panel.key.startswith("retirees.")]
            loaded = [(panel, panel.load(actor, person, today)) for panel in panels]
            shown = [
                render_to_string(one.template, {**context, "today": today})
                for one, context in loaded
                if context is not None
            ]
        drawn[role] = "".join(shown)
    assert "138****1234" in drawn["community_officer"] and "死亡登记" in drawn["community_officer"]
    assert "登记入册" in drawn["enterprise_officer"]
    assert "138" not in drawn["enterprise_officer"] and "望月湖" not in drawn["enterprise_officer"]


def test_merging_on_the_page_asks_once_more_and_then_merges(city: City, person: UUID, register: Register) -> None:
    twin = register(id_no="430999194806150124", phone=PHONE, place_no=city.beside)
    find_duplicates(actor=Actor.system("test"), at=AT)
    browser = Browser(city.actor("street_officer"))
    listed = _text(browser.ask(reverse("retirees:duplicates")))
    case = UUID(listed.split("/people/duplicates/")[-1][:36])
    compared = _text(browser.ask(reverse("retirees:duplicate", args=[case])))
    assert "姓名相同" in compared and ID_NO not in compared
    settle = reverse("retirees:settle", args=[case])
    assert browser.ask(settle, {"decision": "merge_first"}).status_code == 200
    with acting(Actor.system("test")):
        assert not Retiree.objects.filter(status="merged").exists()
    assert browser.ask(settle, {"decision": "merge_first", "confirmed": "1"}).status_code == 302
    with acting(Actor.system("test")):
        assert set(Retiree.objects.filter(status="merged").values_list("pk", flat=True)) < {person, twin}


def test_a_note_written_on_the_page_is_kept_under_its_kind(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    address = reverse("retirees:note", args=[person])
    assert browser.ask(address, {"kind": "call", "occurred_on": "2026-03-01", "text": "电话已通"}).status_code == 302
    with acting(Actor.system("test")):
        assert Note.objects.get().kind == "call"


def test_a_request_is_entered_answered_and_its_answer_shown(city: City, person: UUID) -> None:
    browser = Browser(city.actor("community_officer"))
    typed = {"kind": "copy", "asked_by": "self", "received_on": "2026-03-01", "text": "请提供全部信息"}
    assert browser.ask(reverse("retirees:ask", args=[person]), typed).status_code == 302
    listed = _text(browser.ask(reverse("retirees:data_requests")))
    request = listed.split("/people/requests/")[-1][:36]
    address = reverse("retirees:data_request", args=[request])
    answer = {"result": "done", "answered_on": "2026-03-02", "text": "已当面提供打印件"}
    assert browser.ask(address, answer).status_code == 302
    assert "已当面提供打印件" in _text(browser.ask(address))


def test_the_auditor_sees_touches_and_a_community_officer_does_not(city: City, person: UUID) -> None:
    address = reverse("retirees:touches", args=[person])
    assert "登记入册" in _text(Browser(city.actor("auditor")).ask(address))
    with pytest.raises(Refused):
        Browser(city.actor("community_officer")).ask(address)


def test_nobody_is_asked_to_be_the_source_of_the_own_death() -> None:
    offered = [value for value, _ in DeathForm().fields["source"].choices]  # type: ignore[attr-defined]
    assert "self" not in offered
    assert offered[0] == "relative"
    assert "self" in [value for value, _ in CorrectionForm.base_fields["source"].choices]  # type: ignore[attr-defined]
