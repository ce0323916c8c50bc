"""Pages of 报送文件: who may open them, what they show, what goes back to the office."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from yinqiao.areas.dropbox.models import File
from yinqiao.areas.dropbox.tests.desk import Desk, compared, number_of
from yinqiao.areas.dropbox.urls import urlpatterns
from yinqiao.areas.dropbox.views.today import today_entries
from yinqiao.areas.intake.tests.offices import SYSTEM
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
POSTED = ("again", "take", "discard")
MONTH = ("王桂英,已认证,2026-02-10,自助认证", "欧阳建国,正常,2026-02-01", "李秀兰,待定,2026-02-01")


def test_every_route_of_the_room_refuses_a_community_and_sends_the_unknown_to_sign_in(desk: Desk) -> None:
    for pattern in urlpatterns:
        address = reverse(f"dropbox:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, uuid4()))
        data: dict[str, str] | None = {} if pattern.name in POSTED else None
        with pytest.raises(Refused) as refused:
            Browser(desk.certifying.scene.community).ask(address, data)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_the_page_of_a_checked_file_shows_the_difference_and_nobodys_number(desk: Desk) -> None:
    file_id, browser = desk.check(compared(*MONTH)), Browser(desk.city)
    with acting(desk.city):
        (entry,) = today_entries(desk.city, date(2026, 3, 2))
    assert entry.count == 1
    assert desk.file(file_id).file_no in text_of(browser.ask(entry.url))
    for page in ("file", "lines", "findings", "columns"):
        shown = text_of(browser.ask(reverse(f"dropbox:{page}", args=[file_id])))
        assert not any(number_of(name) in shown for name in ("王桂英", "欧阳建国", "李秀兰"))


def test_taking_in_asks_once_more_with_the_figures(desk: Desk) -> None:
    file_id, browser = desk.check(compared(*MONTH), at=timezone.now()), Browser(desk.city)
    address = reverse("dropbox:take", args=[file_id])
    asked = text_of(browser.ask(address, {}))
    assert all(words in asked for words in ("将采用", "与登记一致", "需修改，不办理", "1 行"))
    assert desk.file(file_id).state == "checked"
    assert browser.ask(address, {"confirmed": "1"}).status_code == 302
    assert desk.file(file_id).state == "taking"


def test_receipts_and_the_signed_list_go_back_to_the_office(desk: Desk) -> None:
    file_id, browser = desk.take(compared(*MONTH)), Browser(desk.city)
    book = load_workbook(BytesIO(b"".join(browser.ask(reverse("dropbox:receipts", args=[file_id])).streaming_content)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]  # type: ignore[union-attr]
    assert [(row[0], row[1]) for row in rows] == [(2, "已采用"), (3, "与登记一致"), (4, "需修改，不办理")]
    assert str(rows[0][5]).count(".") == 2
    answer = browser.ask(reverse("dropbox:list", args=[file_id]))
    token, *lines = b"".join(answer.streaming_content).decode().splitlines()
    assert token == desk.file(file_id).list_receipt
    assert [one.split(",")[1] for one in lines] == ["applied", "unchanged", "blocked"]


def test_before_it_was_taken_in_there_are_no_receipts(desk: Desk) -> None:
    file_id = desk.check(compared(*MONTH))
    for page in ("receipts", "list"):
        with pytest.raises(NotFound):
            Browser(desk.city).ask(reverse(f"dropbox:{page}", args=[file_id]))


def test_a_letter_without_its_day_is_asked_for(desk: Desk) -> None:
    address = reverse("dropbox:upload", args=[desk.offices["human_resources"].source_id])
    file = SimpleUploadedFile("比对.csv", compared(*MONTH))
    told = {"kind": "comparison", "letter_no": "1号", "letter_on": "", "file": file}
    answer = Browser(desk.city).ask(address, told)
    assert answer.status_code == 422
    assert "函号和函件日期须一起填写" in text_of(answer)
    with acting(SYSTEM):
        assert not File.objects.exists()
