"""The pages of webhooks: registering with a secret shown once, how an endpoint fares, what is done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest
import time_machine
from django.test import Client

from yinqiao.areas.accounts.tests.people import NOW, PASSWORD, Person
from yinqiao.areas.exchange.models import Endpoint
from yinqiao.areas.exchange.tests.sending import URL, Sending
from yinqiao.areas.exchange.views.today import today_entries
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.ui import TodayEntry

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def as_(person: Person) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": person.user.username, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def keeper(sending: Sending) -> Any:
    """The street's administrator at the browser, on the day of the scene."""
    with time_machine.travel(NOW, tick=False):
        yield as_(sending.cast.street_admin)


def names(answer: Any) -> list[str]:
    return [one.record.name for one in answer.context["page"].table.page.object_list]


def entries_of(actor: Actor) -> Sequence[TodayEntry]:
    with acting(actor):
        return today_entries(actor, NOW.date())


def put_aside(sending: Sending, there: UUID) -> None:
    sending.happen()
    for minutes in range(0, 600, 60):
        message = sending.open(there, minutes)
        if message is None:
            return
        sending.close(message, 422, minutes=minutes)


def test_registering_asks_first_shows_the_secret_once_and_keeps_what_was_typed(
    sending: Sending, keeper: Client
) -> None:
    assert "还没有接收地址" in keeper.get("/exchange/endpoints/").content.decode()
    form = {
        "name": "街道统计平台",
        "key": str(sending.key_id),
        "url": "http://a.cn/",
        "types": "handover.roster_checked",
    }
    refused = keeper.post("/exchange/endpoints/new/", {**form, "confirmed": "1"})
    assert (refused.status_code, "地址必须以 https:// 开头" in refused.content.decode()) == (422, True)
    assert "http://a.cn/" in refused.content.decode()
    form["url"] = URL
    assert "确认登记" in keeper.post("/exchange/endpoints/new/", form).content.decode()
    shown = keeper.post("/exchange/endpoints/new/", {**form, "confirmed": "1"}).content.decode()
    secret = re.search(r'value="(whsec_[^"]+)"', shown)
    assert secret
    with acting(sending.admin):
        there = Endpoint.objects.get().pk
    page = keeper.get(f"/exchange/endpoints/{there}/").content.decode()
    assert (URL in page, "handover.roster_checked" in page, secret[1] in page) == (True, True, False)


def test_without_a_key_the_page_says_where_to_get_one(sending: Sending) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "没有有效的接口凭据" in as_(sending.cast.firm_admin).get("/exchange/endpoints/new/").content.decode()


def test_the_list_is_filtered_sorted_and_exported(sending: Sending, keeper: Client) -> None:
    good, failing = sending.register(name="甲平台"), sending.register(name="乙平台")
    sending.happen()
    message = sending.open(failing, -60)
    assert message is not None
    sending.close(message, 500, minutes=-60)
    for query, expected in [
        ("?text=甲", ["甲平台"]), ("?standing=failing", ["乙平台"]), ("?standing=troubled", ["乙平台"]),
        ("?standing=ended", []), ("?standing=silent", []), ("?sort=-standing", ["甲平台", "乙平台"]),
    ]:  # fmt: skip
        assert names(keeper.get(f"/exchange/endpoints/{query}")) == expected, query
    assert good != failing
    answer = keeper.post("/exchange/endpoints/?export=1", {"purpose": "年度核对"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    heads, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert heads[:4] == ("用途", "接收地址", "范围", "状态")
    assert {row[0]: (row[3], row[4]) for row in rows} == {"甲平台": ("正常", 1), "乙平台": ("正在重试", 1)}


def test_what_stands_still_asks_for_its_administrator_and_the_count_is_the_lists(
    sending: Sending, keeper: Client
) -> None:
    failing, refusing = sending.register(name="不通"), sending.register(name="拒收")
    assert entries_of(sending.admin) == []
    put_aside(sending, refusing)
    message = sending.open(failing, -31)
    assert message is not None
    sending.close(message, 500, minutes=-31)
    entries = entries_of(sending.admin)
    assert [(one.label, one.count) for one in entries] == [("事件推送不通", 1), ("有事件被接收程序拒收", 1)]
    assert [names(keeper.get(one.url)) for one in entries] == [["不通"], ["拒收"]]
    for stranger in (sending.cast.officer, sending.cast.firm_admin, sending.cast.security):
        assert entries_of(stranger.actor) == []


def test_every_step_of_an_endpoint_is_taken_on_its_page(sending: Sending, keeper: Client) -> None:
    there = sending.register()
    at = f"/exchange/endpoints/{there}/"
    for step, says in [("test", "已请求发送测试消息"), ("pause", "已暂停"), ("resume", "已恢复")]:
        assert says in keeper.post(f"{at}{step}/", follow=True).content.decode()
    assert "确认更换" in keeper.post(f"{at}rotate/").content.decode()
    assert "whsec_" in keeper.post(f"{at}rotate/", {"confirmed": "1"}).content.decode()
    assert "旧密钥有效至" in keeper.get(at).content.decode()
    assert "确认结束" in keeper.post(f"{at}end/").content.decode()
    assert "已结束推送" in keeper.post(f"{at}end/", {"confirmed": "1"}, follow=True).content.decode()
    assert keeper.post(f"{at}pause/").status_code == 409
    assert keeper.post(f"{at}nonsense/").status_code == 404


def test_what_was_refused_is_listed_read_by_ids_and_codes_and_sent_again(sending: Sending, keeper: Client) -> None:
    there = sending.register()
    put_aside(sending, there)
    [letter] = sending.letters()
    page = keeper.get(f"/exchange/endpoints/{there}/").content.decode()
    assert ("重送全部 1 条" in page, "拒收内容" in page) == (True, True)
    read = keeper.get(f"/exchange/letters/{letter.pk}/").content.decode()
    assert ("handover.roster_checked" in read, str(letter.event_id) in read) == (True, True)
    assert "已请求重送" in keeper.post(f"/exchange/letters/{letter.pk}/replay/", follow=True).content.decode()
    assert [one.state for one in sending.letters()] == ["asked"]
    assert "已请求重送 0 条" in keeper.post(f"/exchange/endpoints/{there}/replay/", follow=True).content.decode()


def test_to_who_looks_after_other_units_it_is_not_there(sending: Sending) -> None:
    there = sending.register()
    put_aside(sending, there)
    [letter] = sending.letters()
    with time_machine.travel(NOW, tick=False):
        stranger = as_(sending.cast.firm_admin)
        for path in (f"endpoints/{there}/", f"letters/{letter.pk}/"):
            assert stranger.get(f"/exchange/{path}").status_code == 404
        assert stranger.post(f"/exchange/endpoints/{there}/end/", {"confirmed": "1"}).status_code == 404
        assert as_(sending.cast.officer).get("/exchange/endpoints/").status_code == 403
