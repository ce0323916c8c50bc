"""A person certifies alone by the city's app: once, by its signature, within the time, and nobody for another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.certification import services
from yinqiao.areas.certification.queries import count_unsent
from yinqiao.areas.certification.tests.certifying import TODAY, Certifying
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.portal.services import open_session
from yinqiao.areas.portal.types import SESSION_COOKIE, Device, Means, Proof
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.faces import FaceOutcome, FaceRequest
from yinqiao.platform.faces.standin import StandIn

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BACK, STAND_IN = "https://tg.example.cn/my/certify/result/", "/my/certify/stand-in/"


@pytest.fixture(autouse=True)
def other(settings: Any, tmp_path: Path) -> StandIn:
    """The app's side, with keys of its own."""
    settings.FACES_STANDIN = tmp_path / "faces.json"
    return StandIn(tmp_path / "faces.json")


def _me(certifying: Certifying) -> Actor:
    return Actor(certifying.id(), "retiree", "本人", Scope.of_person(certifying.id()), "长辈版")


def _begin(certifying: Certifying, other: StandIn) -> FaceRequest:
    begun = services.begin_online(actor=_me(certifying), at=NOW, return_url=BACK, standin_url=STAND_IN)
    return other.read(parse_qs(urlsplit(begun.url).query)["request"][0])


def _take(certifying: Certifying, request: FaceRequest, token: str, moment: datetime = NOW) -> FaceOutcome:
    return services.take_online(
        actor=_me(certifying), at=moment, nonce=request.nonce, begun_at=NOW, token=token
    )  # fmt: skip


def _code(kind: type[DomainError], act: Any) -> str:
    with pytest.raises(kind) as refused:
        act()
    return refused.value.code


def test_a_match_moves_the_clock_as_any_told_result_and_goes_to_human_resources(
    certifying: Certifying, other: StandIn
) -> None:
    certifying.tell(date(2025, 4, 1))
    request = _begin(certifying, other)
    assert (request.name, request.return_url, request.expires_at) == ("王桂英", BACK, NOW + timedelta(minutes=10))
    assert _take(certifying, request, other.say(request, FaceOutcome.MATCH, at=NOW)) is FaceOutcome.MATCH
    clock, record = certifying.clock(), certifying.records()[-1]
    assert clock.certified_on == TODAY and clock.due_on == date(2027, 3, 2)
    assert (record.method, record.origin, record.author_name) == ("face", "city_app", "本人")
    assert record.reference.startswith("DEMO-")
    with acting(certifying.scene.city):
        assert count_unsent(scope=certifying.scene.city.scope) == 1


@pytest.mark.parametrize("outcome", [FaceOutcome.NO_MATCH, FaceOutcome.NO_FACE])
def test_what_did_not_match_leaves_the_clock_and_an_entry_of_the_log_alone(
    certifying: Certifying, other: StandIn, outcome: FaceOutcome
) -> None:
    before, request = certifying.clock().due_on, _begin(certifying, other)
    assert _take(certifying, request, other.say(request, outcome, at=NOW)) is outcome
    assert certifying.clock().due_on == before and certifying.records() == []
    with acting(Actor.system("测试")):
        assert Entry.objects.get(action="certification.take_online").detail["outcome"] == outcome.value


def test_a_replayed_result_is_refused_and_noted_once(certifying: Certifying, other: StandIn) -> None:
    request = _begin(certifying, other)
    told = other.say(request, FaceOutcome.MATCH, at=NOW)
    _take(certifying, request, told)
    assert _code(Conflict, lambda: _take(certifying, request, told)) == "certification.online_told"
    assert len(certifying.records()) == 1


def test_a_result_of_another_request_or_of_nobody_we_know_is_refused(
    certifying: Certifying, other: StandIn, tmp_path: Path
) -> None:
    first, second = _begin(certifying, other), _begin(certifying, other)
    told = other.say(first, FaceOutcome.MATCH, at=NOW)
    stranger = StandIn(tmp_path / "stranger.json").say(second, FaceOutcome.MATCH, at=NOW)
    for token in (told, stranger, "", "a.b.c"):
        assert _code(Invalid, lambda token=token: _take(certifying, second, token)) == "certification.online_refused"
    assert certifying.records() == []
    assert _take(certifying, first, told) is FaceOutcome.MATCH


def test_a_request_runs_out(certifying: Certifying, other: StandIn) -> None:
    request, late = _begin(certifying, other), NOW + timedelta(minutes=10, seconds=1)
    told = other.say(request, FaceOutcome.MATCH, at=late)
    assert _code(Conflict, lambda: _take(certifying, request, told, late)) == "certification.online_over"


def test_nobody_begins_for_another_and_nobody_who_need_not(certifying: Certifying, settings: Any) -> None:
    def begin(actor: Actor) -> object:
        return services.begin_online(actor=actor, at=NOW, return_url=BACK, standin_url=STAND_IN)

    proxy = Actor(uuid4(), "proxy", "代办", Scope.of_warrant(certifying.id(), uuid4()), "长辈版")
    for actor in (proxy, certifying.scene.community):
        with pytest.raises(NotFound):
            begin(actor)
    settings.IS_DEMO = False
    assert _code(Refused, lambda: begin(_me(certifying))) == "certification.no_app"
    settings.IS_DEMO = True
    certifying.die(TODAY, days=1)
    assert _code(Refused, lambda: begin(_me(certifying))) == "certification.none_required"


def test_a_match_after_a_recorded_death_is_not_noted(certifying: Certifying, other: StandIn) -> None:
    request = _begin(certifying, other)
    certifying.die(TODAY - timedelta(days=3))
    told = other.say(request, FaceOutcome.MATCH, at=NOW)
    assert _code(Invalid, lambda: _take(certifying, request, told)) == "certification.online_refused"
    assert certifying.records() == []


def _browser(certifying: Certifying) -> Client:
    proof = Proof(certifying.id(), Means.PHONE_CODE)
    token = open_session(actor=Actor.system("长辈版入口"), at=timezone.now(), proof=proof, device=Device("手机"))
    browser = Client()
    browser.cookies[SESSION_COOKIE] = token
    return browser


def test_the_browser_goes_to_the_stand_in_and_back_and_its_request_is_used_up(certifying: Certifying) -> None:
    browser = _browser(certifying)
    page = browser.get(reverse("my:certification")).content.decode()
    assert "现在认证" in page and "走不动" in page
    away = browser.get(reverse("my_certify:begin"))
    assert away.status_code == 302 and "王桂英" not in away.headers["Location"]
    assert "演示替身" in browser.get(away.headers["Location"]).content.decode()
    token = parse_qs(urlsplit(away.headers["Location"]).query)["request"][0]
    back = browser.post(STAND_IN, {"request": token, "outcome": "match"})
    assert "认证好了" in browser.get(back.headers["Location"]).content.decode()
    again = browser.get(back.headers["Location"])
    assert again.status_code == 409 and "没有记下" in again.content.decode()
    assert [one.origin for one in certifying.records()] == ["city_app"]


def test_a_request_that_another_person_began_is_not_taken(certifying: Certifying, other: StandIn) -> None:
    request = _begin(certifying, other)
    told = other.say(request, FaceOutcome.MATCH, at=timezone.now())
    browser = _browser(certifying)
    now = int(timezone.now().timestamp())
    for cookie in (dumps([str(uuid4()), request.nonce, now], salt="certification.online"), "x", ""):
        browser.cookies["yq_face"] = cookie
        assert browser.get(reverse("my_certify:result"), {"result": told}).status_code == 409
    assert certifying.records() == []


def test_a_real_app_has_no_stand_in_beside_it(certifying: Certifying, settings: Any, other: StandIn) -> None:
    settings.FACES_APP = other.app("https://app.example.cn/face")
    browser = _browser(certifying)
    assert browser.get(STAND_IN, {"request": "x"}).status_code == 404
    assert (
        browser.get(reverse("my_certify:begin")).headers["Location"].startswith("https://app.example.cn/face?request=")
    )
