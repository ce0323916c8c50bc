"""A daughter acts for her mother: within the limits, seen everywhere as such, and no more once it was taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from yinqiao.areas.applications import queries
from yinqiao.areas.applications import services as cases
from yinqiao.areas.applications.models import Case, Draft
from yinqiao.areas.applications.services import Filled
from yinqiao.areas.applications.types import Answer, Standing
from yinqiao.areas.authorisations import services
from yinqiao.areas.authorisations.models import Authorisation
from yinqiao.areas.authorisations.queries import list_authorisations
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.portal.queries import actor_of
from yinqiao.areas.portal.services import open_session
from yinqiao.areas.portal.tests.conftest import _keyring, city, door, register
from yinqiao.areas.portal.tests.door import ENTRANCE, Door
from yinqiao.areas.portal.types import Device, Means, Proof
from yinqiao.areas.retirees.queries import people_within
from yinqiao.areas.retirees.services import record_death
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.retirees.types import Death, Source
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.shell.tests.test_portal_applying import CODE, ITEM, ME, NEIGHBOUR, SYSTEM, _in, _me, _text

__all__ = ["_keyring", "city", "door", "register"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
PHONE = "13700009999"


def _new(**changed: Any) -> NewAuthorisation:
    today = timezone.localdate()
    told: dict[str, Any] = {
        "name": "王小妹", "relation": "女儿", "phone": PHONE, "matters": (CODE,), "until_on": today + timedelta(days=180),
    }  # fmt: skip
    return NewAuthorisation(**{**told, **changed})


def _given(door: Door, **changed: Any) -> UUID:
    return services.authorise_own(actor=_me(door), at=timezone.now(), new=_new(**changed))


def _token(door: Door, warrant: UUID, name: str = ME) -> str:
    proof = Proof(door.people[name], Means.PHONE_CODE, warrant)
    return open_session(actor=ENTRANCE, at=timezone.now(), proof=proof, device=Device("手机"))


def _daughter(door: Door, warrant: UUID) -> Client:
    browser = Client()
    browser.cookies["yq_my"] = _token(door, warrant)
    return browser


def _acting_for(door: Door, warrant: UUID) -> Actor:
    return actor_of(token=_token(door, warrant), at=timezone.now(), request_id="")


def _refused(kind: type[DomainError], act: Any, **given: Any) -> str:
    with pytest.raises(kind) as refusal:
        act(at=timezone.now(), **given)
    return refusal.value.code


def _applied(door: Door, warrant: UUID) -> tuple[Client, Case]:
    browser = _daughter(door, warrant)
    browser.post(ITEM)
    browser.post(f"{ITEM}page/phone/", {"phone": "13900007777"})
    browser.post(f"{ITEM}send/")
    with acting(SYSTEM):
        return browser, Case.objects.get()


def test_the_mother_lets_her_daughter_act_who_comes_in_by_her_own_phone(door: Door) -> None:
    mother = _in(door)
    assert "还没有请家人代办" in _text(mother.get("/my/proxies/"))
    told = {"name": "王小妹", "relation": "女儿", "phone": PHONE, "matters": [CODE], "until_on": "180"}
    wrong = mother.post("/my/proxies/new/", {**told, "phone": "1370000", "matters": []})
    assert (
        wrong.status_code == 422 and "手机号是 11 位数字" in _text(wrong) and "请选一选可以代办哪些事" in _text(wrong)
    )
    assert "已经授权" in _text(mother.post("/my/proxies/new/", told, follow=True))
    door.come_in(PHONE)
    home = _text(door.browser.get("/my/"))
    assert f"您在替{ME}办事" in home and "女儿 王小妹" in home and "长辈的资料" not in home and "我的认证" not in home


def test_whoever_has_a_phone_of_the_own_and_acts_for_another_chooses_which(door: Door) -> None:
    _given(door, phone="13800002222")
    door.ask("13800002222")
    assert door.type(door.send()).headers["Location"] == "/my/enter/who/"
    page = _text(door.browser.get("/my/enter/who/"))
    assert "李先生" in page and "刘女士" in page and "替王女士办事" in page
    chosen = page.split("替王女士办事")[0].rsplit('value="', 1)[1].split('"')[0]
    door.browser.post("/my/enter/who/", {"who": chosen, "tail": "0028"})
    assert f"您在替{ME}办事" in _text(door.browser.get("/my/"))


def test_she_applies_as_daughter_and_is_seen_as_such_everywhere(door: Door) -> None:
    browser, case = _applied(door, _given(door))
    assert (case.applicant, case.consent, case.author_name) == ("family", "warrant", "女儿 王小妹 代办")
    assert case.warrant_id is not None and case.consented_on == timezone.localdate()
    with acting(SYSTEM):
        assert case.passages.get().who == "女儿 王小妹 代办"
        entry = Entry.objects.get(action="applications.send_draft")
    assert (entry.actor_id, entry.actor_role, entry.subject_id) == (case.warrant_id, "proxy", door.people[ME])
    assert "王小妹" not in f"{entry.actor_name} {entry.detail}"
    page = text_of(Browser(door.city.actor("community_officer")).ask(f"/services/{case.pk}/"))
    assert "家属代办（王小妹，女儿）" in page and "女儿 王小妹 代办" in page and "代办授权已经收回" not in page
    assert case.number in _text(_in(door).get(f"/my/cases/{case.pk}/"))
    assert "代办人在网上撤回" in _text(browser.post(f"/my/cases/{case.pk}/withdraw/", {"words": ""}, follow=True))


def test_outside_the_limits_there_is_nothing(door: Door) -> None:
    browser = _daughter(door, _given(door, matters=("old_age_allowance",)))
    for page in (
        "benefits/",
        "seen/",
        "ask/phone/",
        "proxies/",
        "proxies/new/",
        "devices/",
        "record/",
        "certification/",
    ):
        assert browser.get(f"/my/{page}").status_code == 403, page
    assert browser.get(ITEM).status_code == 404 and "联系方式变更" not in _text(browser.get("/my/apply/"))
    actor = actor_of(token=browser.cookies["yq_my"].value, at=timezone.now(), request_id="")
    filled = Filled(1, {"phone": "13900007777"})
    assert _refused(Refused, cases.keep_draft, actor=actor, code=CODE, filled=filled) == "authorisations.not_within"
    assert _refused(NotFound, services.authorise_own, actor=actor, new=_new()) == "not_found"
    mine = _me(door)
    cases.keep_draft(actor=mine, at=timezone.now(), code=CODE, filled=filled)
    case = cases.send_draft(actor=mine, at=timezone.now(), code=CODE)
    assert browser.get(f"/my/cases/{case}/").status_code == 404
    for act in (cases.withdraw_own, cases.supply_own):
        assert _refused(Refused, act, actor=actor, case_id=case, answer=Answer("x")) == "authorisations.not_within"


def test_what_may_be_seen_is_what_was_given(door: Door) -> None:
    browser = _daughter(door, _given(door, sees=("record", "certification")))
    record = _text(browser.get("/my/record/"))
    assert "138****1111" in record and "13800001111" not in record and "紧急时联系谁" not in record
    assert browser.get("/my/certification/").status_code == 200


def test_behind_the_pages_a_proxy_reads_the_name_and_the_matters_of_the_limits_alone(door: Door) -> None:
    now, mine = timezone.now(), _me(door)
    other = _given(door, phone="13700008888", matters=("old_age_allowance",))
    warrant = _given(door)
    for code in (CODE, "old_age_allowance"):
        cases.keep_draft(actor=mine, at=now, code=code, filled=Filled(1, {}))
    counts = {}
    with acting(_acting_for(door, warrant)), connection.cursor() as cursor:
        for table in ("retirees_retiree", "retirees_sealedfacts", "retirees_contactperson", "retirees_datarequest",
                      "audit_entry", "certification_clock", "benefits_benefititem", "authorisations_authorisation",
                      "applications_draft", "portal_session"):  # fmt: skip
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
        assert list(Draft.objects.values_list("code", flat=True)) == [CODE]
        assert not Authorisation.objects.filter(pk=other).exists()
        cursor.execute("UPDATE authorisations_authorisation SET until_on = until_on + 300")
        assert cursor.rowcount == 0
    assert {name for name, rows in counts.items() if rows} == {
        "retirees_retiree", "authorisations_authorisation", "applications_draft", "portal_session",
    }  # fmt: skip


def test_taken_back_in_the_middle_of_a_case_she_reads_and_acts_no_more_the_case_goes_on_and_the_officer_is_told(
    door: Door,
) -> None:
    warrant = _given(door)
    browser, case = _applied(door, warrant)
    held = _acting_for(door, warrant)
    officer, today = door.city.actor("community_officer"), timezone.localdate()
    assert "不让女儿 王小妹 代办了吗" in _text(_in(door).get(f"/my/proxies/{warrant}/end/"))
    assert "已经收回" in _text(_in(door).post(f"/my/proxies/{warrant}/end/", follow=True))
    assert browser.get("/my/").headers["Location"] == "/my/enter/"
    assert browser.get(f"/my/cases/{case.pk}/").headers["Location"] == "/my/enter/"
    with acting(held):
        assert not Case.objects.exists()
    assert _refused(Refused, cases.withdraw_own, actor=held, case_id=case.pk, answer=Answer("x")) == (
        "authorisations.not_within"
    )
    with acting(officer):
        (told,) = queries.list_cases(scope=officer.scope, today=today, standing=Standing.UNWARRANTED)
    assert told.pk == case.pk and told.state == "applied"
    assert "代办授权已经收回或到期" in text_of(Browser(officer).ask(f"/services/{case.pk}/"))
    cases.decide(
        actor=officer, at=timezone.now(), case_id=case.pk, answer=Answer(materials=("id_card", "proxy_id_card"))
    )
    assert "已办结" in _text(_in(door).get(f"/my/cases/{case.pk}/"))
    assert _refused(Conflict, services.revoke_own, actor=_me(door), authorisation_id=warrant) == (
        "authorisations.ended_already"
    )
    door.ask(PHONE)
    assert door.send() == ""


def test_an_officer_enters_it_with_consent_and_takes_it_back_and_no_other_place_does(door: Door) -> None:
    officer, far = door.city.actor("community_officer"), door.city.actor("community_officer", "far")
    person, today = door.people[ME], timezone.localdate()
    desk = Browser(officer)
    told = {
        "name": "王小妹", "relation": "女儿", "phone": PHONE, "matters": [CODE], "way": "signed",
        "until_on": (today + timedelta(days=366)).isoformat(), "consented_on": today.isoformat(),
    }  # fmt: skip
    wrong = desk.ask(f"/authorisations/people/{person}/give/", told)
    assert wrong.status_code == 422 and "有效期从今天算起，最晚到" in text_of(wrong)
    told["until_on"] = (today + timedelta(days=365)).isoformat()
    assert desk.ask(f"/authorisations/people/{person}/give/", told).status_code == 302
    page = text_of(desk.ask(f"/authorisations/people/{person}/"))
    assert "王小妹" in page and "137****9999" in page and "联系方式变更" in page and "签字的委托书" in page
    with acting(officer):
        (one,) = list_authorisations(scope=officer.scope, retiree_id=person)
    assert _refused(NotFound, services.revoke, actor=far, authorisation_id=one.id)
    assert _refused(NotFound, services.authorise, actor=far, retiree_id=person, new=_new(way=Way.SIGNED))
    assert _refused(NotFound, services.revoke_own, actor=_me(door, NEIGHBOUR), authorisation_id=one.id)
    assert _refused(NotFound, services.revoke_own, actor=_me(door), authorisation_id=uuid4())
    assert "已收回" not in page and "收回" in page
    assert desk.ask(f"/authorisations/{one.id}/revoke/", {}).status_code == 302
    with acting(officer):
        (one,) = list_authorisations(scope=officer.scope, retiree_id=person)
    assert (one.ended_on, one.ended_why) == (today, "officer")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"), ({"relation": ""}, "relation"), ({"phone": "0731-88880000"}, "phone"),
        ({"matters": ()}, "matters"), ({"matters": ("money",)}, "matters"), ({"until_on": date.min}, "until_on"),
        ({"until_on": timezone.localdate() + timedelta(days=367)}, "until_on"),
        ({"way": Way.SPOKEN}, "consented_on"),
        ({"way": Way.SIGNED, "consented_on": timezone.localdate() + timedelta(days=2)}, "consented_on"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_beside_its_field(door: Door, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        _given(door, **changed)
    assert list(refusal.value.fields) == [field]


def test_who_is_authorised_anew_acts_by_the_new_limits_and_there_are_never_more_than_four(door: Door) -> None:
    first = _given(door)
    _given(door, matters=("old_age_allowance",))
    assert actor_of(token="", at=timezone.now(), request_id="").id is None
    with acting(SYSTEM):
        assert Authorisation.objects.get(pk=first).ended_why == "replaced"
    for no in range(3):
        _given(door, phone=f"1370000100{no}")
    assert _refused(Conflict, services.authorise_own, actor=_me(door), new=_new(phone="13700001009")) == (
        "authorisations.too_many"
    )


def test_it_ends_with_its_last_day_and_with_a_death(door: Door) -> None:
    warrant = _given(door, until_on=timezone.localdate())
    token = _token(door, warrant)
    assert actor_of(token=token, at=timezone.now(), request_id="").role == "proxy"
    with acting(SYSTEM):
        Authorisation.objects.filter(pk=warrant).update(
            granted_on=timezone.localdate() - timedelta(days=9), until_on=timezone.localdate() - timedelta(days=1)
        )  # fmt: skip
    assert actor_of(token=token, at=timezone.now(), request_id="").id is None
    second = _given(door)
    browser = _daughter(door, second)
    with acting(SYSTEM):
        version = people_within(scope=SYSTEM.scope).get(pk=door.people[ME]).lock_version
    death = Death(timezone.localdate(), Source.RELATIVE, "死亡医学证明", version)
    record_death(actor=door.city.actor("community_officer"), at=timezone.now(), retiree_id=door.people[ME], death=death)
    with acting(SYSTEM):
        assert Authorisation.objects.get(pk=second).ended_why == "died"
    assert browser.get("/my/").headers["Location"] == "/my/enter/"
