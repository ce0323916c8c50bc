"""The shell's own pages as a browser asks for them: entrance, health, appearance, refusals."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from yinqiao.kernel.errors import Invalid
from yinqiao.platform.access import Actor
from yinqiao.platform.ui.gates import requires
from yinqiao.platform.ui.tests.people_list import request_of
from yinqiao.shell import errors


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/search/", "/people/00000000-0000-0000-0000-000000000001/"])
def test_nobody_signed_in_is_sent_to_the_sign_in_page(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.db
@pytest.mark.django_db
def test_health_tells_the_lags_and_nothing_personal(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert set(answer.json()) == {"version", "database", "sequencer_pending", "sealer_pending", "alarms"}
    assert answer.json()["database"] == "ok"


@pytest.mark.fault
@pytest.mark.usefixtures("django_db_setup")
def test_health_says_503_while_the_database_does_not_answer(client: Client, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        connection.close()
        there = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = "yq_not_there"
        try:
            answer = client.get("/healthz")
        finally:
            connection.close()
            connection.settings_dict["NAME"] = there
    assert answer.status_code == 503
    assert answer.json()["database"] == "unavailable"
    assert "sequencer_pending" not in answer.json()


@pytest.mark.db
@pytest.mark.django_db
def test_an_address_for_forms_alone_says_so_when_it_is_opened(client: Client) -> None:
    answer = client.get(reverse("handover:accept"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个地址只接收页面上提交的内容" in answer.content.decode()
    assert "access.not_a_page" in answer.content.decode()


@pytest.mark.db
@pytest.mark.django_db
def test_a_chosen_type_size_and_colour_stand_on_the_next_page(client: Client) -> None:
    chosen = {"theme": "contrast", "type_size": "24", "back": "/appearance/"}
    assert client.post(reverse("shell:appearance"), chosen).status_code == 302
    page = client.get(reverse("shell:appearance")).content.decode()
    assert 'data-theme="contrast" data-type="24"' in page


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "没有这一项"])
def test_an_unknown_choice_gives_the_default_and_a_foreign_way_back_is_not_taken(client: Client, back: str) -> None:
    posted = {"theme": '"><script>', "type_size": "900", "back": back}
    answer = client.post(reverse("shell:appearance"), posted)
    assert answer["Location"] == "/appearance/"
    assert 'data-theme="light" data-type="16"' in client.get("/appearance/").content.decode()


@pytest.mark.db
@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_chinese_with_a_code(client: Client) -> None:
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "没有找到您要的内容" in page
    assert "<code>not_found</code>" in page


@pytest.mark.fast
@pytest.mark.parametrize(("is_fragment", "has_page"), [(False, True), (True, False)])
def test_a_refusal_is_a_page_or_a_fragment_with_the_next_step(is_fragment: bool, has_page: bool) -> None:
    request = request_of()
    request.htmx = is_fragment
    answer = errors.render_error(
        request, Invalid("x.bad", "日期晚于今天。", next_step="请改正日期。", fields={"on": "日期"})
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("<html" in page) is has_page
    assert "日期晚于今天。" in page
    assert "请改正日期。" in page
    assert "<code>x.bad</code>" in page


def _refused_page(method: str, address: str, referer: str | None, host: str = "testserver") -> str:
    headers = {"HTTP_HOST": host} | ({"HTTP_REFERER": referer} if referer else {})
    request: Any = getattr(RequestFactory(), method)(address, **headers)
    request.actor, request.htmx = Actor(UUID(int=1), "street_officer", "某人"), False

    @requires()
    def view(request: Any) -> Any:
        raise AssertionError

    with pytest.raises(Invalid) as refused:
        view(request)
    return errors.render_error(request, refused.value).content.decode()


_NUL = "/people/list/?name=%00"


@pytest.mark.fast
@pytest.mark.parametrize(
    ("method", "referer", "link"),
    [
        ("get", "http://testserver/people/list/?status=managed&page=2", "/people/list/?status=managed&amp;page=2"),
        ("post", "http://testserver/people/x/note/", "/people/x/note/"),
        ("post", f"http://testserver{_NUL}", "/people/list/"),
        ("get", "http://testserver/people/list/", "/people/list/"),
        ("get", None, "/people/list/"),
        ("get", "https://example.org/people/list/", "/people/list/"),
    ],
)
def test_the_page_about_a_nul_says_once_that_nothing_changed_and_leads_back_within_the_site(
    method: str, referer: str | None, link: str
) -> None:
    page = _refused_page(method, _NUL, referer)
    assert f'<a class="btn btn-primary" href="{link}">' in page
    assert page.count("没有改动任何数据") == 1 and "没有写入" not in page


@pytest.mark.fast
@pytest.mark.parametrize(
    "referer",
    [
        "https://example.org/", "//example.org/", "http://testserver.example.org/", "http://testserver@example.org/",
        "javascript:alert(1)", "http://testserver//example.org/", "http://testserver/\\\\example.org", "http://[", "",
    ],
)  # fmt: skip
def test_no_foreign_address_becomes_the_way_back(referer: str) -> None:
    page = _refused_page("post", _NUL, referer)
    assert "example.org" not in page and "alert" not in page and "上一页</a>" not in page


@pytest.mark.fast
def test_a_request_under_another_name_of_the_host_is_refused_without_a_way_back() -> None:
    assert "上一页</a>" not in _refused_page("post", _NUL, "http://evil.example/people/", host="evil.example")


@pytest.mark.fast
def test_the_page_of_a_fault_needs_no_database_and_no_request() -> None:
    answer = errors.server_error(None)
    assert answer.status_code == 500
    assert "数据没有改动" in answer.content.decode()


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("page", ["parts", "forms", "states", "list"])
def test_every_page_of_the_style_guide_opens_under_the_strict_policy(client: Client, page: str) -> None:
    answer: Any = client.get(f"/gallery/{page}/")
    assert answer.status_code == 200
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.fast
def test_a_fault_is_told_to_a_programme_in_its_own_shape_and_without_the_fault() -> None:
    answer = errors.server_error(RequestFactory().get("/api/v1/events"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/json")
    assert set(json.loads(answer.content)) == {"code", "message", "next_step"}


@pytest.mark.db
@pytest.mark.django_db
def test_an_address_that_no_programme_knows_is_told_in_the_same_shape(client: Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert set(answer.json()) == {"code", "message", "next_step"}


@pytest.mark.fast
@pytest.mark.parametrize(("path", "is_for_people"), [("/api/v1/", True), ("/api/v1/events", False), ("/api/", False)])
def test_a_refusal_at_the_page_about_the_interface_is_for_people_and_below_it_for_programmes(
    path: str, is_for_people: bool
) -> None:
    request = request_of()
    request.path = path
    for answer in (errors.not_found(request), errors.server_error(request)):
        assert answer["Content-Type"].startswith("text/html" if is_for_people else "application/json")
