"""What a retiree sees in the portal, what a retiree's transaction reaches in each table, and that staff stays outside."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.architecture.test_addresses import routes

from yinqiao.areas.accounts.models import User
from yinqiao.areas.applications.queries import list_own_cases
from yinqiao.areas.applications.services import Filled, apply, ask_for_more, keep_draft
from yinqiao.areas.applications.types import Answer, Applicant, Application, Channel
from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.certificates.services import issue, permit
from yinqiao.areas.certificates.types import Asked
from yinqiao.areas.certification.services import record_results, record_suspensions, sweep_people
from yinqiao.areas.certification.types import Method, PayChange, Result
from yinqiao.areas.contacts.services import add_contact
from yinqiao.areas.contacts.types import ContactInput, Relation
from yinqiao.areas.datarights.queries import list_data_requests
from yinqiao.areas.datarights.services import answer_data_request, ask_own_data
from yinqiao.areas.datarights.types import DataAnswer, DataRequestKind
from yinqiao.areas.dues.models import Account
from yinqiao.areas.dues.services import ask_order, propose, tell_base
from yinqiao.areas.dues.types import Basis, Proposal, Ruling, Source, Told
from yinqiao.areas.portal.queries import actor_of
from yinqiao.areas.portal.tests.conftest import _keyring, city, door, register
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.services import add_note, note_person_opened
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.types import NoteInput, NoteKind
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.shell.portal.standing import certification_of

__all__ = ["_keyring", "city", "door", "register"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
SYSTEM = Actor.system("test")
ME, NEIGHBOUR = "王桂英", "李建国"
PAGES = (
    "",
    "certification/",
    "community/",
    "record/",
    "benefits/",
    "seen/",
    "requests/",
    "ask/phone/",
    "devices/",
    "certificates/", "apply/", "proxies/", "proxies/new/",
         "apply/old_age_allowance/page/phone/", "apply/old_age_allowance/send/", "apply/old_age_allowance/drop/")  # fmt: skip
_WALLED = """
SELECT c.relname, EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'retiree_id')
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity ORDER BY 1
"""
# What of each table lies open to the person whom its rows are about; of every other table nothing.
OWN = {
    "applications_case", "applications_draft", "applications_itemversion", "applications_passage", "audit_entry", "authorisations_authorisation", "certificates_certificate",
    "certification_clock", "certification_record", "files_storedfile", "dues_account", "dues_charge", "dues_decision", "dues_entry", "dues_order", "dues_standard", "portal_session", "retirees_contactperson",
    "retirees_datarequest", "retirees_retiree", "retirees_sealedfacts",
}  # fmt: skip
# Walled by the person's own row alone: it is seen with the person, and no query of the portal asks for it.
WITH_PERSON = {"events_event", "opening_oldnumber", "retirees_formername"}


def _text(answer: Any) -> str:
    return unescape(answer.content.decode())


def _in(door: Door, name: str = ME) -> Client:
    browser = Client()
    browser.cookies["yq_my"] = door.token(name)
    return browser


def _me(door: Door, name: str = ME) -> Actor:
    return actor_of(token=door.token(name), at=timezone.now(), request_id="")


@pytest.fixture
def lived(door: Door) -> Door:
    """Both have a clock, a contact, a request, a case that lacks a paper, a note and somebody who looked at them."""
    officer, now, today = door.city.actor("community_officer"), timezone.now(), timezone.localdate()
    permit(actor=door.city.actor("city_manager"), at=now, kind="managed", is_automatic=True)
    rows = [Result(one, today - timedelta(days=10), Method.FACE) for one in door.people.values()]
    sweep_people(actor=SYSTEM, at=now)
    record_results(actor=SYSTEM, at=now, rows=rows)
    for name, person in door.people.items():
        contact = ContactInput(f"{name}之子", Relation.SON, "13700001234", today, "")
        add_contact(actor=officer, at=now, retiree_id=person, contact=contact)
        add_note(actor=officer, at=now, retiree_id=person, note=NoteInput(NoteKind.VISIT, today, f"{name}的走访"))
        note_person_opened(actor=officer, at=now, retiree_id=person)
        ask_own_data(actor=_me(door, name), at=now, kind=DataRequestKind.CORRECT, text=f"{name}的请求")
        daughter = NewAuthorisation(
            "王小妹", "女儿", "13700009999", ("contact_change",), (), today + timedelta(days=30), Way.SIGNED, today
        )  # fmt: skip
        authorise(actor=officer, at=now, retiree_id=person, new=daughter)
        keep_draft(actor=_me(door, name), at=now, code="old_age_allowance", filled=Filled(1, {}))
        told = Application("contact_change", {"phone": "13700005678"}, Applicant.SELF, Channel.COUNTER)
        case = apply(actor=officer, at=now, retiree_id=person, application=told)
        ask_for_more(actor=officer, at=now, case_id=case, answer=Answer(f"请{name}带来身份证", materials=("id_card",)))
        issue(
            actor=officer,
            at=now,
            retiree_id=person,
            asked=Asked("managed", f"{name}的用途", "http://testserver/verify/"),
        )
        _owes_dues(_me(door, name), officer, person)
    return door


def _owes_dues(me: Actor, officer: Actor, person: UUID) -> None:
    """A member of the own branch, with a base, a month charged, a decision proposed and an order begun."""
    now, month = timezone.now(), timezone.localdate().replace(day=1)
    with acting(SYSTEM):
        account = Account.objects.create(
            member_id=uuid4(), retiree_id=person, place_no=officer.scope.place_from, first_month=month
        )  # fmt: skip
    told = Told(month.year, Basis.PENSION, 500_000, Source.MEMBER, "存折")
    tell_base(actor=officer, at=now, account_id=account.pk, told=told)
    proposal = Proposal(Ruling.SUSPEND, month, None, month, "停止党籍")
    propose(actor=officer, at=now, account_id=account.pk, proposal=proposal)
    ask_order(actor=me, at=now)


def test_every_walled_table_shows_a_retiree_the_own_rows_at_the_most(lived: Door) -> None:
    mine, seen = lived.people[ME], {}
    with connection.cursor() as cursor:
        cursor.execute(_WALLED)
        tables = cursor.fetchall()
        assert len(tables) > 60
        with acting(_me(lived)):
            for table, names_person in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  names of the catalogue
                seen[table] = cursor.fetchone()[0]
                if names_person:
                    cursor.execute(f"SELECT count(*) FROM {table} WHERE retiree_id <> %s", [mine])  # noqa: S608
                    assert cursor.fetchone()[0] == 0, table
            cursor.execute("SELECT DISTINCT id FROM retirees_retiree")
            assert cursor.fetchall() == [(mine,)]
            cursor.execute("SELECT DISTINCT subject_id FROM audit_entry WHERE actor_id <> %s", [mine])
            assert cursor.fetchall() == [(mine,)]
    assert {name for name, rows in seen.items() if rows} - WITH_PERSON == OWN


def test_a_retiree_changes_no_row_of_any_walled_table_but_the_end_of_the_own_session(lived: Door) -> None:
    changed = {}
    with connection.cursor() as cursor:
        cursor.execute(_WALLED)
        tables = [name for name, _ in cursor.fetchall()]
        cursor.execute(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relname = ANY (%s)"
            " AND attnum = 1 AND has_table_privilege(c.oid, 'UPDATE')",
            [tables],
        )
        columns = dict(cursor.fetchall())
        with acting(_me(lived)):
            for table, column in columns.items():
                cursor.execute("SAVEPOINT before")
                cursor.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608  names of the catalogue
                changed[table] = cursor.rowcount
                cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert len(columns) > 60
    assert {name for name, rows in changed.items() if rows} == {"portal_session"}


def test_a_page_shows_the_own_life_and_nothing_of_the_neighbour(lived: Door) -> None:
    browser = _in(lived)
    for page in PAGES:
        answer = browser.get(f"/my/{page}")
        text = _text(answer)
        assert answer.status_code == 200, page
        assert NEIGHBOUR not in text and "13800002222" not in text and "194502030013" not in text, page
        assert "走访" not in text and "13800001111" not in text and "430104194806150028" not in text, page
        assert len(answer.content) < 30_000, page
        assert answer.headers["Cache-Control"] == "no-store, private" or "no-store" in answer.headers["Cache-Control"]


def test_the_pages_say_what_is_the_persons_own(lived: Door) -> None:
    browser = _in(lived)
    assert "您的认证有效" in _text(browser.get("/my/"))
    assert "自助认证" in _text(browser.get("/my/certification/"))
    record = _text(browser.get("/my/record/"))
    assert "4301**********0028" in record or "0028" in record
    assert "王桂英之子" in record and "中湘第三建设集团有限公司" in record
    assert "打开人员页面" in _text(browser.get("/my/seen/"))
    assert "王桂英的请求" in _text(browser.get("/my/requests/"))
    assert "望月社区" in _text(browser.get("/my/community/"))


def test_without_a_session_every_page_leads_to_the_entrance_and_a_staff_session_opens_none(lived: Door) -> None:
    for page in PAGES:
        for browser in (Client(), _forged()):
            answer = browser.get(f"/my/{page}")
            assert (answer.status_code, answer.headers["Location"]) == (302, "/my/enter/"), page


def _forged() -> Client:
    browser = Client()
    browser.cookies["yq_my"] = "x" * 43
    return browser


def test_every_address_of_the_staff_answers_a_retiree_as_nobody(lived: Door) -> None:
    retiree, nobody, asked = _in(lived), Client(), 0
    for name, path, pattern in routes():
        if path.startswith("my/") or not hasattr(pattern.callback, "required_roles") or "<" in path:
            continue
        mine, theirs = retiree.get(f"/{path}"), nobody.get(f"/{path}")
        assert mine.status_code == theirs.status_code, name
        assert mine.headers.get("Location") == theirs.headers.get("Location"), name
        asked += 1
    assert asked > 60
    person = lived.people[ME]
    for known in (person, lived.people[NEIGHBOUR], UUID(int=0)):
        assert retiree.get(f"/people/{known}/").headers["Location"].startswith("/accounts/login/")


def test_whoever_of_the_staff_is_signed_in_at_the_same_browser_the_portal_shows_the_retiree(door: Door) -> None:
    browser = _in(door)
    officer = User.objects.create(username="officer", name="值班员", must_change_password=True)
    browser.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    page = browser.get("/my/")
    assert page.status_code == 200 and ME in _text(page) and "值班员" not in _text(page)
    assert browser.get("/").headers["Location"] == "/accounts/password/change/"
    del browser.cookies["yq_my"]
    assert browser.get("/my/").headers["Location"] == "/my/enter/"


def test_a_request_of_the_person_is_one_of_the_office_and_its_answer_comes_back(door: Door) -> None:
    browser, officer = _in(door), door.city.actor("community_officer")
    answer = browser.post("/my/ask/phone/", {"text": "１39 0000 1234"}, follow=True)
    assert "手机号要改为：13900001234" in _text(answer) and "正在办" in _text(answer)
    with acting(officer):
        (asked,) = list_data_requests(scope=officer.scope, is_open=True)
    assert (asked.asked_by, asked.kind_label, asked.retiree_name) == ("本人", "更正、补充", ME)
    refused = DataAnswer(timezone.localdate(), "号码停机，请核对", is_refused=True)
    answer_data_request(actor=officer, at=timezone.now(), request_id=asked.id, answer=refused)
    text = _text(browser.get("/my/requests/"))
    assert "不予办理" in text and "号码停机，请核对" in text


@pytest.mark.parametrize(
    ("what", "typed", "status"),
    [("phone", "1390000", 422), ("phone", "", 422), ("correct", "", 422), ("correct", "x" * 501, 422),
     ("correct", " \u3000", 422), ("money", "x", 404)],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_and_what_was_typed_stays(door: Door, what: str, typed: str, status: int) -> None:
    answer = _in(door).post(f"/my/ask/{what}/", {"text": typed})
    assert answer.status_code == status
    assert status == 404 or not typed.strip() or typed in _text(answer)


def test_what_was_applied_for_at_the_counter_says_what_happens_now_and_what_is_missing(lived: Door) -> None:
    text = _text(_in(lived).get("/my/requests/"))
    assert "联系方式变更" in text and "还缺材料或信息" in text and "还缺：本人身份证" in text
    with acting(_me(lived)):
        (case,) = list_own_cases(scope=_me(lived).scope, retiree_id=lived.people[ME])
    text = _text(_in(lived).get(f"/my/cases/{case.id}/"))
    assert f"请{ME}带来身份证" in text and f"请{NEIGHBOUR}带来身份证" not in text
    assert "有 2 项在办" in _text(_in(lived).get("/my/"))


def test_the_same_is_asked_once_until_it_is_answered(door: Door) -> None:
    me, told = _me(door), {"at": timezone.now(), "kind": DataRequestKind.COPY, "text": "请给我一份"}
    ask_own_data(actor=me, **told)
    with pytest.raises(Conflict, match=r"retirees\.asked_already"):
        ask_own_data(actor=me, **told)
    ask_own_data(actor=me, **{**told, "text": "请再给我一份"})


def test_nobody_else_asks_as_the_person(door: Door) -> None:
    told = {"at": timezone.now(), "kind": DataRequestKind.COPY, "text": "请给我一份"}
    with pytest.raises(NotFound):
        ask_own_data(actor=door.city.actor("community_officer"), **told)
    with pytest.raises(Refused):
        officer = door.city.actor("community_officer").within(Scope.of_person(door.people[ME]))
        ask_own_data(actor=officer, **told)


def test_the_largest_type_is_chosen_without_script_and_leads_back(door: Door) -> None:
    browser = _in(door)
    assert 'data-type="20"' in _text(browser.get("/my/"))
    answer = browser.post("/my/type/", {"size": "30", "back": "/my/record/"})
    assert answer.headers["Location"] == "/my/record/"
    page = _text(browser.get("/my/record/"))
    assert 'data-type="30"' in page and "字大些" not in page and "字小些" in page
    for evil in ("https://evil.example/", "//evil.example/", "/my/\\evil", "/people/"):
        assert browser.post("/my/type/", {"size": "99", "back": evil}).headers["Location"] == "/my/"
    assert page.count("<script") == 1 and "read.js" in page


class _Clock:
    def __init__(self, state: str, due_on: date, why: str = "") -> None:
        self.state, self.due_on, self.why = state, due_on, why


TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("clock", "says", "is_urgent"),
    [
        (None, "还没有", False),
        (_Clock("valid", date(2026, 9, 30)), "有效", False),
        (_Clock("exempt", date(2026, 9, 30)), "不用您动手", False),
        (_Clock("due_60", date(2026, 4, 30)), "2026年4月30日", False),
        (_Clock("due_7", TODAY), "2026年3月5日", True),
        (_Clock("overdue", date(2026, 3, 4)), "过期 1 天", True),
        (_Clock("suspended", date(2026, 1, 1)), "暂停发放", True),
        (_Clock("not_required", TODAY, "not_drawing"), "还没有开始领", False),
        (_Clock("not_required", TODAY, "left"), "别的城市", False),
    ],
)  # fmt: skip
def test_each_state_of_the_clock_has_its_sentence(clock: Any, says: str, is_urgent: bool) -> None:
    told = certification_of(clock, TODAY)
    assert says in told.title and told.is_urgent == is_urgent and told.next_step
    assert bool(told.steps) == (clock is not None and clock.state not in ("exempt", "not_required"))


def test_suspended_pay_stands_first_on_the_home_page(lived: Door) -> None:
    rows = [PayChange(lived.people[ME], timezone.localdate())]
    record_suspensions(actor=SYSTEM, at=timezone.now(), rows=rows)
    page = _text(_in(lived).get("/my/"))
    assert "暂停发放" in page and "看看怎么认证" in page
    assert page.index("该认证了，先办这个") < page.index("我要办事")


def test_the_code_of_the_contact_card_is_the_community_s_own_and_of_nobody(door: Door) -> None:
    def page(actor: Actor, query: str = "") -> str:
        return text_of(Browser(actor).ask(f"/portal-code/{query}"))

    near, far = "at=430104001001", "at=430105001001"
    assert near in page(door.city.actor("community_officer"))
    assert f"?{far}" in page(door.city.actor("city_manager"), f"?{far}")
    with pytest.raises(NotFound):
        page(door.city.actor("community_officer"), f"?{far}")
