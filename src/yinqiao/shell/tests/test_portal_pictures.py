"""Materials photographed in the portal: what is kept, what is refused, what was missing, who looks at it."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from yinqiao.areas.applications import queries, services
from yinqiao.areas.applications.models import Case, Picture
from yinqiao.areas.applications.services import Attached, Filled
from yinqiao.areas.applications.types import Answer
from yinqiao.areas.portal.tests.conftest import _keyring, city, door, register
from yinqiao.areas.portal.tests.door import Door
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.files.models import StoredFile
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.shell.tests.test_portal_applying import CODE, ITEM, ME, NEIGHBOUR, SYSTEM, _in, _me, _refused, _sent, _text

__all__ = ["_keyring", "city", "door", "register"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
PLACE = f"{ITEM}page/materials/"


def photo(**saved: Any) -> bytes:
    """A photograph with the place where it was taken."""
    picture = Image.new("RGB", (400, 300), (200, 180, 160))
    exif = picture.getexif()
    exif[0x010E] = "岳麓区桃子湖路"
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif, **saved)
    return target.getvalue()


def pdf(pages: int = 1) -> bytes:
    """A PDF of some pages."""
    first, *rest = [Image.new("RGB", (300, 400), (250, 250, 250)) for _ in range(pages)]
    target = io.BytesIO()
    first.save(target, "PDF", save_all=True, append_images=rest)
    return target.getvalue()


def bomb() -> bytes:
    """A picture of a few hundred bytes that would unfold to eleven gigabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _attached(content: bytes, name: str = "身份证.jpg", material: str = "id_card") -> Attached:
    return Attached(material, io.BytesIO(content), name)


def _pictures() -> list[Picture]:
    with acting(SYSTEM):
        return list(Picture.objects.order_by("added_at", "id"))


def _files() -> list[StoredFile]:
    with acting(SYSTEM):
        return list(StoredFile.objects.filter(kind="application"))


def _on_disk() -> int:
    return len([one for one in Path(settings.FILES_FOLDER).rglob("*") if one.is_file()])


@pytest.fixture
def begun(door: Door, settings: Any, tmp_path: Path) -> Door:
    """An application for another phone that lacks its material; files lie in a folder of its own, to be counted."""
    settings.FILES_FOLDER = tmp_path / "files"
    filled = Filled(3, {"phone": "13900007777"})
    services.keep_draft(actor=_me(door), at=timezone.now(), code=CODE, filled=filled)
    return door


def _send_photo(browser: Client, address: str = PLACE, content: bytes | None = None, name: str = "a.jpg") -> Any:
    scan = SimpleUploadedFile(name, photo() if content is None else content)
    return browser.post(address, {"attach": "id_card", "scan": scan})


def test_a_photograph_goes_with_the_application_and_is_seen_by_the_community_alone(begun: Door) -> None:
    browser, officer = _in(begun), begun.city.actor("community_officer")
    assert _send_photo(browser).headers["Location"] == PLACE
    assert "已交 1 页" in _text(browser.get(PLACE)) and "已交 1 页" in _text(browser.get(f"{ITEM}send/"))
    with acting(officer):
        assert not Picture.objects.exists()
    browser.post(f"{ITEM}send/")
    (picture,) = _pictures()
    with acting(SYSTEM):
        case = Case.objects.get()
        kept = read_bytes(get_file(picture.file_id))
    assert (picture.case_id, picture.draft_id, case.materials) == (case.pk, None, ["id_card"])
    assert (
        kept.startswith(b"\xff\xd8\xff")
        and "桃子湖路".encode() not in kept
        and len(Image.open(io.BytesIO(kept)).getexif()) == 0
    )
    desk = Browser(begun.city.actor("community_officer"))
    page: Any = desk.ask(f"/services/{case.pk}/")
    assert f"/services/pictures/{picture.pk}/" in page.content.decode()
    shown: Any = desk.ask(f"/services/pictures/{picture.pk}/")
    assert b"".join(shown.streaming_content) == kept and shown.headers["Cache-Control"] == "no-store"
    far = begun.city.actor("community_officer", "far")
    with acting(far), pytest.raises(NotFound):
        queries.get_picture(scope=far.scope, picture_id=picture.pk)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.jpg", "files.not_a_scan"),
        (photo(), "a.pdf", "files.not_a_scan"),
        (photo()[:-40], "a.jpg", "files.not_a_scan"),
        (b"<html>%PDF-", "a.pdf", "files.not_a_scan"),
        (b"MZ" + b"\0" * 60, "../../etc/cron.d/a.exe", "files.not_a_scan"),
        (bomb(), "a.png", "applications.picture_unreadable"),
        (b"%PDF-1.7 nothing %%EOF", "a.pdf", "applications.picture_unreadable"),
        (b"\xff\xd8\xff" + b"\0" * 500 + b"\xff\xd9", "a.jpg", "applications.picture_unreadable"),
        (pdf(7), "a.pdf", "applications.too_many_pictures"),
        (b"\xff\xd8\xff" + b"\0" * (20 * 2**20 + 1) + b"\xff\xd9", "a.jpg", "files.not_a_scan"),
    ],
    ids=["empty", "other-name", "cut-off", "web-page", "program", "bomb", "no-pdf", "no-picture", "many-pages", "large"],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_in_words_and_nothing_stays(
    begun: Door, content: bytes, name: str, code: str
) -> None:
    before = _on_disk()
    given = {"actor": _me(begun), "code": CODE, "attached": _attached(content, name)}
    assert _refused(Invalid, services.attach_to_draft, **given) == code
    answer = _send_photo(_in(begun), content=content, name=name.rpartition("/")[2])
    assert answer.status_code == 422 and "没有保存" in _text(answer)
    assert _pictures() == [] and _on_disk() == before


def test_what_hides_in_a_file_is_not_kept(begun: Door) -> None:
    hidden = photo()[:-2] + b"<script>alert(1)</script>PK\x03\x04" + b"\xff\xd9"
    script = pdf(2).replace(b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Type /Catalog")
    for content, name in ((hidden, "a.jpg"), (script, "b.pdf")):
        services.attach_to_draft(actor=_me(begun), at=timezone.now(), code=CODE, attached=_attached(content, name))
    with acting(SYSTEM):
        kept = [read_bytes(get_file(one.file_id)) for one in _pictures()]
    assert len(kept) == 3
    assert all(
        one.startswith(b"\xff\xd8\xff") and b"script" not in one.lower() and b"PK\x03" not in one for one in kept
    )
    assert {one.name for one in _files()} == {"id_card.jpg"}


def test_no_more_than_a_person_looks_through_and_nothing_that_the_item_does_not_ask_for(begun: Door) -> None:
    me, now = _me(begun), timezone.now()
    for _ in range(2):
        services.attach_to_draft(actor=me, at=now, code=CODE, attached=_attached(pdf(6), "a.pdf"))
    assert _refused(Invalid, services.attach_to_draft, actor=me, code=CODE, attached=_attached(photo())) == (
        "applications.too_many_pictures"
    )
    other = _attached(photo(), material="will")
    assert _refused(Invalid, services.attach_to_draft, actor=me, code=CODE, attached=other) == (
        "applications.no_such_material"
    )


def test_taken_anew_given_up_or_let_go_of_the_files_go_too(begun: Door) -> None:
    browser, before = _in(begun), _on_disk()
    for end in ({"again": "id_card"}, None):
        _send_photo(browser)
        assert len(_pictures()) == 1
        browser.post(*((PLACE, end) if end else (f"{ITEM}drop/",)))
        assert _pictures() == [] and all(one.destroyed_at for one in _files())
    assert _on_disk() >= before


def test_what_was_missing_is_sent_from_the_phone_and_counts_only_from_then_on(begun: Door) -> None:
    browser, officer, now = _in(begun), begun.city.actor("community_officer"), timezone.now()
    _send_photo(browser)
    case = services.send_draft(actor=_me(begun), at=now, code=CODE)
    told = Answer("照片看不清，请重拍", materials=("id_card",))
    services.ask_for_more(actor=officer, at=timezone.now(), case_id=case, answer=told)
    supply = f"/my/cases/{case}/supply/"
    assert "照片看不清，请重拍" in _text(browser.get(supply)) and "已交" not in _text(browser.get(supply))
    early = browser.post(supply, {"told_words": "好了"})
    assert early.status_code == 422 and "材料还没有收齐：本人身份证" in _text(early)
    assert _send_photo(browser, supply).headers["Location"] == supply
    wrong = browser.post(supply, {"phone": "坏", "told_words": "好了"})
    assert wrong.status_code == 422 and "电话格式不对" in _text(wrong) and "好了" in _text(wrong)
    assert "已经补交给社区" in _text(browser.post(supply, {"phone": "13900008888"}, follow=True))
    with acting(SYSTEM):
        row = Case.objects.select_related("item").get()
        assert (row.state, row.missing, row.materials) == ("applied", [], ["id_card"])
        assert queries.content_of(row)["answers"]["phone"] == "13900008888"
    assert browser.get(supply).headers["Location"] == f"/my/cases/{case}/"
    late = {"actor": _me(begun), "case_id": case, "attached": _attached(photo())}
    assert _refused(Conflict, services.attach_own, **late) == "applications.not_now"


def test_an_officer_takes_a_material_in_at_the_counter_and_the_neighbour_cannot(begun: Door) -> None:
    case, desk = _sent(begun), Browser(begun.city.actor("community_officer"))
    assert "照片或文件" in text_of(desk.ask(f"/services/{case}/pictures/"))
    answer = desk.ask(
        f"/services/{case}/pictures/", {"material": "id_card", "scan": SimpleUploadedFile("a.jpg", photo())}
    )
    assert answer.status_code == 302 and [one.who for one in _pictures()] != ["本人"]
    bad = desk.ask(f"/services/{case}/pictures/", {"material": "id_card", "scan": SimpleUploadedFile("a.jpg", b"x")})
    assert bad.status_code == 422 and len(_pictures()) == 1
    stranger = _me(begun, NEIGHBOUR)
    far = begun.city.actor("community_officer", "far")
    acts: list[tuple[Any, dict[str, Any]]] = [
        (services.attach_own, {"actor": stranger}), (services.attach, {"actor": far}), (services.attach, {"actor": stranger}),
        (services.attach_own, {"actor": far}),
    ]  # fmt: skip
    for act, who in acts:
        assert _refused(NotFound, act, case_id=case, attached=_attached(photo()), **who) == "not_found"
    services.withdraw_own(actor=_me(begun), at=timezone.now(), case_id=case, answer=Answer("不办了"))
    officer = begun.city.actor("community_officer")
    assert _refused(DomainError, services.attach, actor=officer, case_id=case, attached=_attached(photo())) == (
        "applications.not_now"
    )


def test_with_the_case_its_files_are_destroyed(begun: Door) -> None:
    _send_photo(_in(begun))
    me, now = _me(begun), timezone.now()
    case: UUID = services.send_draft(actor=me, at=now, code=CODE)
    services.withdraw_own(actor=me, at=now, case_id=case, answer=Answer("不办了"))
    with acting(SYSTEM):
        assert services.CASES.destroy([case], now, case) == 1
        assert not Picture.objects.exists()
    assert [one.destroyed_act for one in _files()] == [case] and ME not in str(_files()[0].name)
