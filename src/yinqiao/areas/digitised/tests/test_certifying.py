"""A granted extract becomes one sealed paper: by another than who gave it, checked by anybody, revoked as a certificate is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.authorisations.services import authorise
from yinqiao.areas.authorisations.types import NewAuthorisation, Way
from yinqiao.areas.certificates.models import Certificate, SealUse
from yinqiao.areas.certificates.services import check_code, check_file, revoke
from yinqiao.areas.certificates.types import Revocation
from yinqiao.areas.digitised import jobs, services
from yinqiao.areas.digitised.models import Extract, Scan
from yinqiao.areas.digitised.queries import note_of
from yinqiao.areas.digitised.services.writing import sealed
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import NewItem, PageRef
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import DomainError, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.platform.scans.tests.samples import pdf
from yinqiao.platform.sealing.checking import soundness
from yinqiao.platform.sealing.types import SealFile, Soundness

pytestmark = [pytest.mark.db, pytest.mark.django_db]
WHERE = "https://tg.example.cn/verify/"
CHECKER = Actor.system("证明查验")


@dataclass(frozen=True)
class Given:
    """An extract of two pages that the clerk has given."""

    room: Room
    me: Actor
    extract: UUID

    @classmethod
    def of(cls, room: Room, pages: int = 2, of: int = 2) -> Given:
        """The first archive's own person asks and is given pages."""
        scan, archive = room.filed(f"{FIRST}_1_1_履历表.pdf", pdf(of)), room.archive()
        me = Actor(archive.retiree_id, "retiree", "本人", Scope.of_person(archive.retiree_id))
        extract = services.ask_extract(actor=me, at=NOW, archive_id=archive.pk, words="履历表")
        given = [PageRef(scan, no) for no in range(1, pages + 1)]
        services.answer_extract(actor=room.clerk, at=NOW, extract_id=extract, pages=given)
        return cls(room, me, extract)

    def certify(self, *, by: Actor | None = None, is_compared: bool = True, days: int = 0) -> Certificate:
        """Its paper, by the clerk's colleague unless told otherwise."""
        self.ask(by=by, is_compared=is_compared, days=days)
        self.make(by=by, days=days)
        made = self.asked().certificate_id
        assert made is not None
        return self.row(made)

    def ask(self, *, by: Actor | None = None, is_compared: bool = True, days: int = 0) -> None:
        """What the officer does."""
        services.certify_extract(
            actor=by or self.room.mate, at=NOW + timedelta(days=days), extract_id=self.extract,
            is_compared=is_compared, address=WHERE,
        )  # fmt: skip

    def make(self, *, by: Actor | None = None, days: int = 0) -> None:
        """What the worker does."""
        at = NOW + timedelta(days=days)
        services.make_certificate(actor=by or self.room.mate, at=at, extract_id=self.extract, address=WHERE)

    def asked(self) -> Extract:
        """The extract, whoever may see it."""
        with acting(SYSTEM):
            return Extract.objects.get(pk=self.extract)

    def row(self, pk: UUID) -> Certificate:
        """A certificate, whoever may see it."""
        with acting(SYSTEM):
            return Certificate.objects.get(pk=pk)

    def refused(self, **how: Any) -> str:
        """With which code it is refused; nothing is made then."""
        with acting(SYSTEM):
            before = Certificate.objects.count(), SealUse.objects.count()
        with pytest.raises(DomainError) as refusal:
            self.certify(**how)
        with acting(SYSTEM):
            assert (Certificate.objects.count(), SealUse.objects.count()) == before
        return refusal.value.code


@pytest.fixture
def given(room: Room) -> Given:
    """Two pages of the first archive."""
    return Given.of(room)


def _pdf(row: Certificate, by: Actor = SYSTEM) -> bytes:
    assert row.file_id is not None
    with acting(by):
        return read_bytes(get_file(row.file_id))


def _words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def _code_on(content: bytes) -> str:
    words = _words(content)
    at = words.index("输入查验码")
    return words[at:].split()[1]


def test_the_pages_that_were_given_become_one_sealed_paper_that_anybody_can_check(given: Given) -> None:
    row = given.certify()
    content = _pdf(row)
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 3
    words = "".join(_words(content).split())
    assert "经核对与原件一致" in words and "DA102" in words and "一履历类履历表" in words and "第1、2页" in words
    assert b"pdfaid" in content and soundness(content) is Soundness.SOUND
    found = check_code(actor=CHECKER, at=NOW, code=_code_on(content), address="10.0.0.1")
    assert found is not None and (found.title, found.standing.value, found.number) == ("档案摘录", "valid", row.number)
    assert check_file(actor=CHECKER, at=NOW, content=content, address="10.0.0.1") is not None
    assert soundness(content[:-40] + b" " * 40) is Soundness.ALTERED
    with acting(SYSTEM):
        use = SealUse.objects.get()
    assert (use.number, use.digest, use.author_name) == (row.number, row.digest, given.room.mate.name)


def test_the_person_takes_it_along_and_nobody_else_of_the_portal_does(given: Given) -> None:
    row = given.certify()
    page = text_of(Browser(given.me).ask(reverse("my:archive")))
    assert reverse("my_certificates:certificates") in page
    assert row.number in text_of(Browser(given.me).ask(reverse("my_certificates:certificates")))
    file = reverse("my_certificates:file", args=[row.pk])
    assert b"".join(Browser(given.me).ask(file)).startswith(b"%PDF-")  # type: ignore[arg-type]
    with acting(SYSTEM):
        other = Retiree.objects.exclude(pk=row.retiree_id).values_list("pk", flat=True)[0]
    with pytest.raises(NotFound):
        Browser(Actor(other, "retiree", "他人", Scope.of_person(other))).ask(file)


def test_a_revoked_paper_makes_room_for_another_and_a_check_tells_it(given: Given) -> None:
    first = given.certify()
    assert given.refused() == "digitised.certified_already"
    code = _code_on(_pdf(first))
    revoke(actor=given.room.mate, at=NOW, certificate_id=first.pk, reason=Revocation.MISTAKE)
    found = check_code(actor=CHECKER, at=NOW, code=code, address="10.0.0.1")
    assert found is not None and found.standing.value == "revoked"
    second = given.certify()
    assert second.number != first.number and given.row(first.pk).state == "revoked"


def test_who_gave_the_pages_who_compared_nothing_and_who_comes_late_make_no_paper(given: Given) -> None:
    assert given.refused(by=given.room.clerk) == "digitised.own_answer"
    assert given.refused(is_compared=False) == "digitised.not_compared"
    assert given.refused(days=31) == "digitised.extract_over"
    with pytest.raises(NotFound):
        given.certify(by=given.room.elsewhere)
    item = given.room.item()
    services.correct_item(
        actor=given.room.clerk, at=NOW, item_id=item.pk, new=NewItem("1", 1, is_classified=True), is_sure=True
    )
    assert given.refused() == "digitised.page_closed"


def test_an_office_that_keeps_the_archive_and_not_the_person_puts_no_seal_on_it(given: Given) -> None:
    with acting(SYSTEM):
        Retiree.objects.filter(pk=given.me.scope.person).update(place_no=1)
    assert given.refused() == "certificates.person_elsewhere"


def test_an_extract_that_was_not_given_or_is_too_long_makes_no_paper(room: Room) -> None:
    given = Given.of(room, pages=13, of=13)
    assert given.refused() == "digitised.too_many_pages"
    with acting(SYSTEM):
        Extract.objects.filter(pk=given.extract).update(state="refused")
    assert given.refused() == "digitised.not_open"


def test_without_a_seal_it_is_printed_and_stamped_and_a_seal_that_is_silent_makes_nothing(
    given: Given, settings: Any, tmp_path: Any
) -> None:
    settings.SEAL_FILE = SealFile(tmp_path / "none.p12", "x")
    given.ask()
    given.make()
    assert "印章" in given.asked().making_told and given.asked().certificate_id is None
    page = reverse("digitised:extract", args=[given.extract])
    assert given.asked().making_told in unescape(text_of(Browser(given.room.mate).ask(page)))
    settings.SEAL_FILE = None
    row = given.certify()
    content = _pdf(row)
    assert row.how == "stamped" and "加盖骑缝章" in _words(content) and soundness(content) is Soundness.UNSEALED


class _Killed(Exception):
    """The worker died."""


def test_a_paper_whose_worker_was_killed_is_made_once_and_nobody_asks_for_it_twice(given: Given) -> None:
    given.ask()
    assert given.refused() == "digitised.being_made"
    with pytest.raises(_Killed), transaction.atomic():
        given.make()
        raise _Killed
    with acting(SYSTEM):
        assert Certificate.objects.count() == 0 and given.asked().making_since is not None
    given.make()
    given.make()
    with acting(SYSTEM):
        assert (Certificate.objects.count(), SealUse.objects.count()) == (1, 1)
    assert given.asked().making_since is None


def test_a_paper_that_can_no_longer_be_made_says_why_and_makes_room_for_another_try(given: Given) -> None:
    given.ask()
    given.make(days=31)
    assert "期限已过" in given.asked().making_told and given.asked().certificate_id is None
    given.make()
    assert given.asked().certificate_id is None
    assert given.certify().state == "issued" and given.asked().making_told == ""


def test_the_page_asks_for_the_comparison_and_shows_what_was_made(given: Given) -> None:
    page, certify = (reverse(f"digitised:{name}", args=[given.extract]) for name in ("extract", "certify"))
    mate = Browser(given.room.mate)
    assert certify in text_of(mate.ask(page)) and certify not in text_of(Browser(given.room.clerk).ask(page))
    assert "经核对与原件一致" in text_of(mate.ask(certify))
    assert "逐页核对" in unescape(text_of(mate.ask(certify, {})))
    with acting(SYSTEM):
        Extract.objects.filter(pk=given.extract).update(until=NOW + timedelta(days=36500))
    assert mate.ask(certify, {"is_compared": "on"}).status_code == 302
    waiting = text_of(mate.ask(page))
    assert "逐页绘制" in waiting and certify not in waiting
    jobs.certify.work(given.room.mate, extract_id=str(given.extract), address=WHERE)
    with acting(SYSTEM):
        made = Extract.objects.get().certificate_id
    assert reverse("certificates:certificate", args=[made]) in text_of(mate.ask(page))


def _daughter(given: Given, *matters: str) -> Actor:
    """Whom the person lets act, in these matters."""
    person = given.me.id
    assert person
    # Row-level security asks the clock of the database.
    now = timezone.now()
    new = NewAuthorisation(
        "李小妹", "女儿", "13900000999", matters, (), now.date() + timedelta(days=30), Way.SIGNED, NOW.date()
    )
    made = authorise(actor=given.room.mate, at=now, retiree_id=person, new=new)
    return Actor(made, "proxy", "代办", Scope.of_warrant(person, made), "长辈版")


def test_whoever_acts_for_the_person_reads_no_sealed_pages_whatever_the_matters(given: Given) -> None:
    row = given.certify()
    daughter = _daughter(given, "certificates", "archive_extract")
    assert row.number not in text_of(Browser(daughter).ask(reverse("my_certificates:certificates")))
    with pytest.raises(NotFound):
        Browser(daughter).ask(reverse("my_certificates:file", args=[row.pk]))
    with acting(daughter):
        assert not Certificate.objects.exists()
    with acting(given.me):
        assert Certificate.objects.get().pk == row.pk


def test_whom_the_person_lets_ask_for_materials_asks_and_follows_and_sees_no_page(given: Given) -> None:
    with acting(SYSTEM):
        archive = given.room.archive().pk
        said = sealed(Extract, {"answer_note": "请写明用途"}, given.extract)
        Extract.objects.filter(pk=given.extract).update(state="refused", until=None, **said)
    daughter = _daughter(given, "archive_extract")
    page = text_of(Browser(daughter).ask(reverse("my:archive")))
    assert "DA102" in page and "请写明用途" in page and "只有长辈本人登录能看" in page and "职工履历" not in page
    assert Browser(daughter).ask(reverse("my:archive_ask", args=[archive]), {"text": "履历表"}).status_code == 302
    with acting(given.room.clerk):
        asked = Extract.objects.get(state="asked")
        assert note_of(asked) == "女儿 李小妹 代办：履历表"
    with acting(SYSTEM):
        Extract.objects.filter(pk=given.extract).update(state="granted", until=NOW + timedelta(days=36500))
    assert "看第 1 张" not in text_of(Browser(daughter).ask(reverse("my:archive")))
    assert "看第 1 张" in text_of(Browser(given.me).ask(reverse("my:archive")))
    with acting(daughter):
        assert not Scan.objects.exists()
    stranger = _daughter(given, "certificates")
    with pytest.raises(Refused) as refusal:
        Browser(stranger).ask(reverse("my:archive"))
    assert refusal.value.code == "authorisations.not_within"
