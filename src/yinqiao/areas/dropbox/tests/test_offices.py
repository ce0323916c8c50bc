"""Files by the officers of a department: the same way, and a check that tells nothing of the register."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from yinqiao.areas.dropbox import queries, services
from yinqiao.areas.dropbox.models import ColumnMemory, File, Finding, Line
from yinqiao.areas.dropbox.tests.desk import DEATH, NOBODY, PHONE, Desk, compared, deaths, number_of, phones
from yinqiao.areas.dropbox.types import Cover
from yinqiao.areas.dropbox.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.intake.models import Message
from yinqiao.areas.intake.tests.offices import SYSTEM
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.files.models import StoredFile

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PAGES = ("file", "lines", "findings", "columns")


def officer(desk: Desk, office: str = "human_resources") -> Actor:
    """An officer of the office."""
    source = desk.offices[office].source_id
    return Actor(uuid4(), "department_officer", "部门经办人", Scope.of_office(source, office), office)


def checked(desk: Desk, who: Actor, content: bytes, kind: str = "comparison", *, at: Any = NOW) -> UUID:
    """A file of the officer's own, checked and annotated."""
    file = io.BytesIO(content)
    file.name = "比对.csv"
    source: Any = who.scope.office
    pk, _ = services.upload_file(actor=who, at=at, source_id=source, kind=kind, cover=Cover(), file=file)
    services.check_file(actor=who, at=at, file_id=pk)
    services.annotate_file(actor=who, at=at, file_id=pk)
    return pk


def taken(who: Actor, file_id: UUID) -> None:
    """Take it in."""
    services.begin_taking(actor=who, at=NOW, file_id=file_id)
    services.take_in(actor=who, at=NOW, file_id=file_id)


def shown(who: Actor, file_id: UUID) -> str:
    """All that the pages of a file say, without what is the file's own: numbers, moments, digests."""
    pages = [text_of(Browser(who).ask(reverse(f"dropbox:{name}", args=[file_id]))) for name in PAGES]
    asked = text_of(Browser(who).ask(reverse("dropbox:take", args=[file_id]), {}))
    found = "\n".join(one.partition("<main")[2] for one in (*pages, asked))
    found = re.sub(r'(csrfmiddlewaretoken" value=|FToken": )"[^"]+"', "#", found)
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|BS\d{8}-[0-9A-F]{6}|[0-9a-f]{64}|c-[0-9a-f]{16,}|\b[0-9a-f]{16}-\d+", "#", found
    )


@pytest.mark.parametrize(
    "kind_and_lines",
    [
        ("comparison", ["王桂英,在世,2026-02-01", "查无此人,在世,2026-02-01"]),
        ("comparison", ["王桂英,已认证,2026-02-10,自助认证", "查无此人,已认证,2026-02-10,自助认证"]),
        ("comparison", ["王桂英,死亡,2026-02-01", "查无此人,死亡,2026-02-01"]),
    ],
    ids=["alive", "certified", "dead"],
)
def test_a_check_says_the_same_of_who_is_registered_and_of_who_is_not(
    desk: Desk, kind_and_lines: tuple[str, list[str]]
) -> None:
    kind, lines = kind_and_lines
    who = officer(desk)
    found = [shown(who, checked(desk, who, compared(line), kind)) for line in lines]
    assert found[0] == found[1] and "可以报送" in found[0]
    assert not any(words in found[0] for words in ("将采用", "与登记一致", "登记中没有此人", "等待登记", "有矛盾，"))
    # The city's desk sees the difference, as ever.
    with acting(desk.city):
        (first, second) = [one.counts for one in queries.list_files(scope=desk.city.scope)]
    assert first != second


def test_the_annotated_copy_of_an_office_says_what_is_wrong_and_nothing_of_the_register(desk: Desk) -> None:
    who = officer(desk)
    file_id = checked(
        desk, who, compared("王桂英,死亡,2026-02-01", "查无此人,死亡,2026-02-01", "李秀兰,待定,2026-02-01")
    )
    answer = Browser(who).ask(reverse("dropbox:annotated", args=[file_id]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    notes = [cell.comment.text for row in book.active.iter_rows() for cell in row if cell.comment]
    assert notes and not any("登记中没有" in one or "核实" in one for one in notes)
    theirs = desk.check(compared("王桂英,死亡,2026-02-03"))
    services.annotate_file(actor=desk.city, at=NOW, file_id=theirs)
    # The desk's copy tells what the check foresees.
    with pytest.raises(Conflict):
        Browser(who).ask(reverse("dropbox:annotated", args=[theirs]))


def test_what_an_officer_takes_in_becomes_what_the_desk_would_have_made_of_it(desk: Desk) -> None:
    who = officer(desk)
    lines = (
        "王桂英,已认证,2026-02-10,自助认证",
        "欧阳建国,在世,2026-02-01",
        "查无此人,死亡,2026-02-01",
        "李秀兰,待定,2026-02-01",
    )
    file_id = checked(desk, who, compared(*lines))
    taken(who, file_id)
    assert desk.outcomes(file_id) == ["applied", "unchanged", "waiting", "blocked"]
    assert desk.certifying.clock().certified_on is not None
    page = text_of(Browser(who).ask(reverse("dropbox:file", args=[file_id])))
    assert "回执表" in page and "已采用" in page and "请下载留存" in page
    for name in ("receipts", "list"):
        assert Browser(who).ask(reverse(f"dropbox:{name}", args=[file_id])).status_code == 200
    services.begin_withdrawal(actor=who, at=NOW, file_id=file_id, reason="来源导出有误")
    services.withdraw_file(actor=who, at=NOW, file_id=file_id)
    assert desk.certifying.clock().certified_on is None
    with acting(who):
        assert Message.objects.exclude(source_id=who.scope.office).count() == 0


def test_the_city_sees_the_file_of_the_office_and_may_go_on_with_it(desk: Desk) -> None:
    who = officer(desk, "police")
    file_id = checked(desk, who, deaths("A-1,王桂英,2026-02-01"), DEATH)
    assert desk.file(file_id).created_name == "部门经办人"
    services.check_file(actor=desk.city, at=NOW, file_id=file_id)
    taken(desk.city, file_id)
    assert desk.outcomes(file_id) == ["applied"]


def test_a_colleague_of_the_office_goes_on_and_another_office_sees_nothing(desk: Desk) -> None:
    who, colleague, other = officer(desk), officer(desk), officer(desk, "police")
    file_id = checked(desk, who, compared("王桂英,已认证,2026-02-10,自助认证", "李秀兰,待定,2026-02-01"))
    services.check_again(actor=colleague, at=NOW, file_id=file_id)
    services.check_file(actor=colleague, at=NOW, file_id=file_id)
    services.annotate_file(actor=colleague, at=NOW, file_id=file_id)
    assert Browser(who).ask(reverse("dropbox:annotated", args=[file_id])).status_code == 200
    for pattern in ("file", "columns", "lines", "findings", "annotated", "receipts", "list", "withdraw"):
        with pytest.raises(NotFound):
            Browser(other).ask(reverse(f"dropbox:{pattern}", args=[file_id]))
    for pattern in ("again", "take", "discard"):
        with pytest.raises(NotFound):
            Browser(other).ask(reverse(f"dropbox:{pattern}", args=[file_id]), {"confirmed": "1"})
    with pytest.raises(NotFound):
        Browser(other).ask(reverse("dropbox:upload", args=[who.scope.office]))
    with acting(other):
        seen = [model.objects.count() for model in (File, Line, Finding, ColumnMemory, StoredFile, Retiree)]
        assert seen == [0] * 6
        assert File.objects.filter(pk=file_id).update(reason="x") == 0
    with acting(who):
        assert [model.objects.count() for model in (File, Line, Finding, Retiree)] == [1, 2, 1, 0]


def test_no_filter_and_no_export_asks_the_register(desk: Desk) -> None:
    who = officer(desk)
    file_id = checked(
        desk, who, compared("王桂英,在世,2026-02-01", "查无此人,死亡,2026-02-01", "李秀兰,待定,2026-02-01")
    )
    lines, browser = reverse("dropbox:lines", args=[file_id]), Browser(who)
    whole = text_of(browser.ask(lines))
    for query in ("?state=unchanged", "?state=not_ours", "?reason=x", "?sort=state", "?sort=-reason"):
        assert text_of(browser.ask(lines + query)).count("可以报送") == whole.count("可以报送"), query
    assert "共 1 行" in text_of(browser.ask(lines + "?checked=blocked"))
    answer = browser.ask(lines + "?export=1", {"purpose": "存档备查"})
    told = str(list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values))  # type: ignore[attr-defined]
    assert "可以报送" in told and "与登记" not in told and "登记中" not in told
    listed = text_of(browser.ask(reverse("dropbox:files")))
    assert "需修改" in listed and "有矛盾" not in listed and "有变化" not in listed


def test_an_officer_uploads_on_the_page_without_a_letter_and_finds_it_in_today(desk: Desk) -> None:
    who = officer(desk)
    address = reverse("dropbox:upload", args=[who.scope.office])
    page = text_of(Browser(who).ask(address))
    assert "来函函号" not in page and "人员状态比对" in page
    file = io.BytesIO(phones("王桂英,13900000001,2026-03-05"))
    file.name = "手机.csv"
    assert Browser(who).ask(address, {"kind": PHONE, "file": file}).status_code == 302
    with acting(SYSTEM):
        made = File.objects.get()
    assert (made.by_office, made.letter_no, made.kind) == (True, "", PHONE)
    services.check_file(actor=who, at=timezone.now(), file_id=made.pk)
    with acting(who):
        assert [one.count for one in today_entries(who, timezone.localdate())] == [1]
    with pytest.raises(Refused):
        Browser(who).ask(reverse("dropbox:sources"))
    assert Browser(who).ask(reverse("dropbox:template") + "?kind=comparison").status_code == 200


def test_nobodys_number_is_shown_to_the_officer_either(desk: Desk) -> None:
    who = officer(desk)
    file_id = checked(desk, who, compared("王桂英,死亡,2026-02-01", "查无此人,死亡,2026-02-01"))
    text = shown(who, file_id)
    assert number_of("王桂英") not in text and NOBODY not in text and "王桂英" not in text
