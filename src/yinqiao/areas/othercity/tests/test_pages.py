"""Pages between cities: the desk's list, packages with their files, uploads, arrivals, keys; who opens which."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import UUID

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yinqiao.areas.handover.tests.conftest import NOW, place_actor
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.othercity import services
from yinqiao.areas.othercity.models import Paper, PublicKeys
from yinqiao.areas.othercity.rules.sealing import fingerprint, read_keys, write_keys
from yinqiao.areas.othercity.tests.cities import SECURITY, SHENZHEN, SYSTEM, Cities, days, far_keys
from yinqiao.areas.othercity.views import people as views
from yinqiao.areas.othercity.views.today import today_entries
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("spring")]


@pytest.fixture
def spring() -> Iterator[None]:
    """Pages read the clock: it stands at the day of the scene."""
    with time_machine.travel(NOW, tick=False):
        yield


def _page(actor: Actor, name: str, one: UUID | None = None, data: dict[str, Any] | None = None, query: str = "") -> str:
    address = reverse(f"othercity:{name}", args=[one] if one else []) + query
    answer = Browser(actor).ask(address, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _file(content: bytes, name: str = "答复.jwe") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content)}


def _ids(cities: Cities, *serials: int) -> list[str]:
    return [str(one) for one in cities.ids(*serials)]


def test_the_desk_offers_those_who_were_ticked_after_a_page_that_asks(cities: Cities) -> None:
    page = _page(cities.desk, "people")
    assert "共 4 人" in page and "居住城市待识别" in page and "湖北省武汉市" in page
    assert "共 1 人" in _page(cities.desk, "people", query="?obstacle=city_unknown")
    assert "共 3 人" in _page(cities.desk, "people", query="?obstacle=ready")
    assert "共 1 人" in _page(cities.desk, "people", query="?city=none")
    chosen = {"ids": _ids(cities, 202, 206)}
    asked = _page(cities.desk, "offer", data=chosen)
    assert "2 人" in asked and "仍由本市管理" in asked
    assert _page(cities.desk, "offer", data={**chosen, "confirmed": "1"}) == "302"
    page = _page(cities.desk, "package", cities.transfer(202).package.pk)
    assert "4301-4403-2026-0001" in page and "撤回移交包" in page and "王桂英" in page and "李秀兰" not in page
    with pytest.raises(Conflict):
        _page(cities.desk, "offer", data={**chosen, "confirmed": "1"})


def test_a_city_is_named_for_those_whose_address_tells_none(cities: Cities) -> None:
    chosen = {"ids": _ids(cities, 206)}
    assert "共 1 人" in _page(cities.desk, "name_city", data=chosen)
    assert "请从列表中选择" in _page(cities.desk, "name_city", data={**chosen, "sent": "1", "city": "义乌市"})
    assert _page(cities.desk, "name_city", data={**chosen, "sent": "1", "city": "浙江省金华市"}) == "302"
    assert "与该市没有移交规则" in _page(cities.desk, "people", query="?city=3307")


def test_a_file_is_downloaded_for_a_purpose(cities: Cities) -> None:
    (package,) = cities.offer(202)
    with acting(SYSTEM):
        paper = Paper.objects.get(package=package)
    assert "不要用个人邮箱" in _page(cities.desk, "paper", paper.pk)
    assert "至少" in _page(cities.desk, "paper", paper.pk, {"purpose": "发"})
    answer = Browser(cities.desk).ask(reverse("othercity:paper", args=[paper.pk]), {"purpose": "发送深圳市经办机构"})
    assert b"".join(answer.streaming_content) == cities.file(package)  # type: ignore[attr-defined]
    with pytest.raises(NotFound):
        _page(place_actor("agency_officer", "430105000000"), "paper", paper.pk)


def test_an_answer_is_uploaded_and_a_wrong_file_is_refused_beside_its_field(cities: Cities) -> None:
    (package,) = cities.offer(202)
    answer = cities.answer(package, (cities.transfer(202).pk, "not_resident"))
    assert "改动" in _page(cities.desk, "take_in")
    assert "没有保存任何内容" in _page(cities.desk, "take_in", data=_file(answer[:-9]))
    assert "必填" in _page(cities.desk, "take_in", data={})
    assert _page(cities.desk, "take_in", data=_file(answer)) == "302"
    assert _page(cities.desk, "take_in", data=_file(answer)) == "302"
    page = _page(cities.desk, "package", package.pk)
    assert "不在本市居住：地址查无此人" in page and "撤回移交包" not in page
    assert "上次移交" in _page(cities.desk, "people") and "对方退回：不在本市居住" in _page(cities.desk, "people")


def test_what_is_late_is_said_to_the_desk_and_the_city(cities: Cities) -> None:
    cities.offer(202)
    for actor in (cities.desk, cities.city):
        with acting(actor):
            assert today_entries(actor, NOW.date()) == []
            (entry,) = today_entries(actor, days(31).date())
        assert entry.count == 1 and entry.label == "对方城市超期未答复的移交包"
        with time_machine.travel(days(31), tick=False):
            page = unescape(text_of(Browser(actor).ask(entry.url)))
        assert "共 1 个" in page and "已上升到市级" in page
    with time_machine.travel(days(61), tick=False):
        assert "答复期限已过，请撤回" in _page(cities.desk, "packages")


def test_a_package_is_taken_back_after_a_page_that_asks(cities: Cities) -> None:
    (package,) = cities.offer(202)
    assert "不算数" in _page(cities.desk, "take_back", package.pk, {})
    assert _page(cities.desk, "take_back", package.pk, {"confirmed": "1"}) == "302"
    page = _page(cities.desk, "package", package.pk)
    assert "已撤回" in page and page.count("下载</a>") == 2


def test_arrivals_are_listed_accepted_and_returned_by_the_city(cities: Cities) -> None:
    assert "没有外市移入的人员" in _page(cities.city, "arrivals")
    assert _page(cities.city, "take_in", data=_file(cities.sealed(cities.message()))) == "302"
    page = _page(cities.city, "arrivals", query="?state=waiting")
    assert "何远归" in page and "未入册" in page and "湖北省武汉市" in page and "13900000802" not in page
    ids = {"ids": [str(one.pk) for one in cities.arrivals()]}
    assert "社区接收" in _page(cities.city, "accept", data=ids)
    with pytest.raises(Conflict):
        _page(cities.city, "accept", data={**ids, "confirmed": "1"})
    assert "移交名册" in _page(cities.city, "roster", data=ids)
    answer = Browser(cities.city).ask(reverse("othercity:roster"), {**ids, "sent": "1", "purpose": "交企业上传名册"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert "何远归" in [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    asked = _page(cities.city, "return", data={**ids, "sent": "1", "reason": "other", "note": ""})
    assert "请写明情况" in asked
    assert _page(cities.city, "return", data={**ids, "sent": "1", "reason": "declined", "note": ""}) == "302"
    assert "本人不同意移交" in _page(cities.city, "arrivals")
    package_id = cities.arrivals()[0].package_id
    page = _page(cities.city, "package", package_id)
    assert "移来" in page and "答复" in page


def test_keys_are_given_away_registered_confirmed_and_revoked(cities: Cities) -> None:
    page = _page(cities.city, "keys")
    assert "登记外市公钥" in page and "已确认" in page
    sheet = Browser(cities.city).ask(reverse("othercity:own_keys"))
    assert read_keys(sheet.content) == services.own_sheet()  # type: ignore[attr-defined]
    _, public = far_keys("3301")
    assert "不是城市公钥文件" in _page(cities.city, "register_keys", data=_file(b"{}", "a.json"))
    assert _page(cities.city, "register_keys", data=_file(write_keys(public), "a.json")) == "302"
    row = PublicKeys.objects.get(city="3301")
    with acting(SECURITY):
        assert [one.label for one in today_entries(SECURITY, NOW.date())] == ["等待确认的外市公钥"]
    assert "核对指纹并确认" in _page(SECURITY, "key", row.pk) and "核对指纹并确认" not in _page(
        cities.city, "key", row.pk
    )
    assert "与登记的指纹不一致" in _page(SECURITY, "confirm_keys", row.pk, {"tail": "00000000"})
    assert _page(SECURITY, "confirm_keys", row.pk, {"tail": fingerprint(public)[-8:]}) == "302"
    assert "包括还没有收到的答复" in _page(SECURITY, "revoke_keys", row.pk, {})
    assert _page(SECURITY, "revoke_keys", row.pk, {"confirmed": "1"}) == "302"
    assert "共 1 份" in _page(SECURITY, "keys", query="?state=revoked")


def test_lists_sort_and_go_out_as_workbooks(cities: Cities) -> None:
    for column in ("name", "city", "obstacle", "born_on", "enterprise", "last_state"):
        assert "共 4 人" in _page(cities.desk, "people", query=f"?sort=-{column}")
    made = cities.offer(202, 203)
    for column in ("number", "city", "people", "open", "made_on", "valid_to"):
        assert "共 2 个" in _page(cities.desk, "packages", query=f"?sort={column}")
    assert "共 1 个" in _page(cities.desk, "packages", query=f"?city={SHENZHEN}&state=open&number=4403")
    assert "共 1 人" in _page(cities.desk, "package", made[0].pk, query="?state=offered&sort=-state_on")
    content = ask(views.people, cities.desk, "export=1", purpose="报送移交进度")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "已发出，等待答复" in words and "广东省深圳市" in words and not any("139000" in one for one in words)


def test_pages_are_for_the_roles_that_do_the_work(cities: Cities) -> None:
    for name, actor in (
        ("people", cities.scene.community), ("packages", cities.scene.officer), ("arrivals", cities.desk),
        ("keys", cities.desk), ("register_keys", SECURITY), ("take_in", cities.scene.street),
    ):  # fmt: skip
        with pytest.raises(Refused):
            _page(actor, name)
