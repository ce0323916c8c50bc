"""From the number to the stamped copy: printed, scanned turned and noisy, filed by its code; what no code tells is typed."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
from docx import Document

from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Printing
from yinqiao.areas.papers.tests.conftest import Desk, pdf_of, sheet
from yinqiao.areas.papers.types import FiledBy, PageState, PaperState, PrintingState, ScanState
from yinqiao.areas.routine.tests.months import SYSTEM
from yinqiao.areas.routine.views.papers import LETTER
from yinqiao.kernel.errors import Conflict, DomainError, Invalid, NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.files.models import StoredFile

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    stories = [document.element.body, *(one.header._element for one in document.sections)]
    return "".join(node.text or "" for story in stories for node in story.iter() if node.tag.endswith("}t"))


def test_a_printed_letter_has_its_number_its_words_and_keeps_its_bytes(desk: Desk) -> None:
    paper = desk.print(303)
    content = desk.bytes_of(paper.file_id)
    text = _text(content)
    assert paper.number == "移介〔2026〕0001号" and paper.state == PaperState.PRINTED
    for words in (
        paper.number,
        "钱卫东",
        "2026年3月2日",
        "长退审〔2026〕18号",
        "月华社区",
        "（盖章）",
        "骑缝章",
        "回　　执",
    ):
        assert words in text, words
    assert "{{" not in text and paper.code not in text
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    with acting(SYSTEM):
        entry = Entry.objects.get(action="papers.print_paper")
    assert (entry.people, entry.detail) == (1, {"kind": LETTER})


def test_numbers_follow_on_each_other_and_a_refused_letter_takes_none(desk: Desk) -> None:
    first = desk.print(303)
    with pytest.raises(Conflict) as refusal:
        desk.print(304)
    assert refusal.value.code == "routine.not_confirmed"
    assert (first.serial, desk.print(301).serial) == (1, 2)


def test_many_letters_are_one_file_each_with_pages_and_number_of_its_own(desk: Desk) -> None:
    order = desk.printing(desk.order(303, 301))
    papers = desk.papers()
    together = Document(io.BytesIO(desk.bytes_of(order.file_id)))
    assert order.state == PrintingState.DONE and [one.serial for one in papers] == [1, 2]
    assert len(together.sections) == 2
    heads = [one.header.paragraphs[0].text for one in together.sections]
    assert [paper.number in head for paper, head in zip(papers, heads, strict=True)] == [True, True]
    assert "SECTIONPAGES" in together.sections[1].footer._element.xml
    assert _text(desk.bytes_of(papers[1].file_id)).count("赵建国") == 2


def test_an_order_that_cannot_be_made_takes_no_number_and_says_why(desk: Desk) -> None:
    order_id = services.order_printing(actor=desk.firm, at=NOW, kind=LETTER, subjects=[desk.subject(303)])
    with acting(SYSTEM):
        Printing.objects.filter(pk=order_id).update(subjects=[desk.subject(303), desk.subject(304)])
    services.carry_out_printing(actor=desk.firm, at=NOW, printing_id=order_id)
    order = desk.printing(order_id)
    assert order.state == PrintingState.FAILED and "确认" in order.told
    assert desk.papers() == []
    assert desk.print(303).serial == 1


def test_an_order_carried_out_twice_is_made_once(desk: Desk) -> None:
    order_id = desk.order(303, 301)
    services.carry_out_printing(actor=desk.firm, at=NOW, printing_id=order_id)
    services.give_printing_up(actor=desk.firm, at=NOW, printing_id=order_id)
    assert desk.printing(order_id).state == PrintingState.DONE and len(desk.papers()) == 2


def test_a_stack_of_stamped_copies_is_filed_page_by_page(desk: Desk) -> None:
    one, two = desk.print(303), desk.print(301)
    pages = [
        sheet(desk.code(one), turn=3, noise=18, is_sealed=True),
        sheet(None),
        sheet(desk.code(two), turn=180, noise=30),
        sheet(desk.code(two), turn=90),
    ]
    scan = desk.scan(pdf_of(pages))
    filed = desk.pages(scan)
    assert scan.state == ScanState.READ and scan.page_count == 4
    assert [page.paper_id for page in filed] == [one.pk, None, two.pk, two.pk]
    assert [page.state for page in filed] == ["filed", "no_code", "filed", "filed"]
    assert [(desk.paper(x.pk).state, desk.paper(x.pk).pages) for x in (one, two)] == [("stamped", 1), ("stamped", 2)]
    assert all(desk.bytes_of(page.file_id).startswith(b"\xff\xd8\xff") for page in filed)
    with acting(SYSTEM):
        assert StoredFile.objects.get(pk=scan.file_id).destroyed_at == NOW


def test_a_photograph_from_a_phone_is_filed_too(desk: Desk) -> None:
    paper = desk.print()
    target = io.BytesIO()
    sheet(desk.code(paper), turn=-6, noise=22, is_sealed=True).save(target, "JPEG", quality=60)
    scan = desk.scan(target.getvalue(), "照片.jpg")
    assert [page.paper_id for page in desk.pages(scan)] == [paper.pk]


def test_a_page_without_code_goes_with_the_one_before_or_by_its_number_or_nowhere(desk: Desk) -> None:
    paper = desk.print()
    scan = desk.scan(pdf_of([sheet(desk.code(paper)), sheet(None), sheet(None), sheet(None)]))
    _, second, third, last = desk.pages(scan)
    services.file_after_before(actor=desk.firm, at=NOW, page_id=second.pk)
    services.file_by_number(actor=desk.firm, at=NOW, page_id=third.pk, number=" 移介[2026]0001号 ")
    services.drop_page(actor=desk.firm, at=NOW, page_id=last.pk)
    pages = desk.pages(scan)
    assert [page.filed_by for page in pages] == [FiledBy.CODE, FiledBy.BEFORE, FiledBy.NUMBER, ""]
    assert pages[3].state == PageState.DROPPED and desk.paper(paper.pk).pages == 3
    with pytest.raises(Conflict):
        services.drop_page(actor=desk.firm, at=NOW, page_id=last.pk)
    with pytest.raises(Conflict):
        services.file_by_number(actor=desk.firm, at=NOW, page_id=third.pk, number=paper.number)


def test_a_page_taken_out_of_its_paper_leaves_it_waiting_again(desk: Desk) -> None:
    paper = desk.print()
    (page,) = desk.pages(desk.scan(pdf_of([sheet(desk.code(paper))])))
    services.drop_page(actor=desk.firm, at=NOW, page_id=page.pk)
    assert (desk.paper(paper.pk).state, desk.paper(paper.pk).stamped_at) == (PaperState.PRINTED, None)


def test_a_number_that_is_not_there_and_one_that_is_void_file_nothing(desk: Desk) -> None:
    paper = desk.print()
    services.void_paper(actor=desk.firm, at=NOW, paper_id=paper.pk, reason="重复打印")
    coded, blank = desk.pages(desk.scan(pdf_of([sheet(desk.code(paper)), sheet(None)])))
    assert (coded.state, coded.paper_id) == (PageState.VOID, None)
    for number, code in (("移介〔2026〕0099号", "papers.no_such_number"), (paper.number, "papers.paper_void")):
        with pytest.raises(DomainError) as refusal:
            services.file_by_number(actor=desk.firm, at=NOW, page_id=blank.pk, number=number)
        assert refusal.value.code == code
    with pytest.raises(Conflict):
        services.file_after_before(actor=desk.firm, at=NOW, page_id=blank.pk)


def test_another_office_neither_sees_the_paper_nor_files_its_copy(desk: Desk) -> None:
    paper, rival = desk.print(), desk.months.rival
    (page,) = desk.pages(desk.scan(pdf_of([sheet(desk.code(paper))]), by=rival))
    assert (page.state, page.paper_id) == (PageState.UNKNOWN, None)
    assert desk.paper(paper.pk).state == PaperState.PRINTED
    for actor in (rival, desk.months.community, desk.months.city):
        with pytest.raises(NotFound):
            services.void_paper(actor=actor, at=NOW, paper_id=paper.pk, reason="不是我的")
    with pytest.raises(NotFound):
        services.print_paper(actor=rival, at=NOW, kind=LETTER, subject_id=desk.subject(303))
    with pytest.raises(NotFound) as refusal:
        services.print_paper(actor=desk.months.community, at=NOW, kind=LETTER, subject_id=desk.subject(303))
    assert refusal.value.code == "papers.no_such_kind"


def test_a_void_paper_keeps_its_number_and_its_reason(desk: Desk) -> None:
    paper = desk.print()
    with pytest.raises(Invalid):
        services.void_paper(actor=desk.firm, at=NOW, paper_id=paper.pk, reason="  ")
    services.void_paper(actor=desk.firm, at=NOW, paper_id=paper.pk, reason="姓名有误")
    with pytest.raises(Conflict):
        services.void_paper(actor=desk.firm, at=NOW, paper_id=paper.pk, reason="再次")
    assert desk.paper(paper.pk).void_reason == "姓名有误" and desk.print().serial == 2


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n%%EOF\n",
        b"%PDF-1.4\nnothing\n%%EOF\n",
    ],
    ids=["pages that hold themselves", "nothing inside"],
)
def test_a_scan_that_cannot_be_read_says_so_and_files_nothing(desk: Desk, content: bytes) -> None:
    scan = desk.scan(content)
    assert scan.state in (ScanState.FAILED, ScanState.READ) and scan.page_count == 0
    assert desk.pages(scan) == []


def test_a_picture_larger_than_any_page_is_refused(desk: Desk) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    scan = desk.scan(bomb, "图.png")
    assert scan.state == ScanState.FAILED and "没有归档任何一页" in scan.told


def test_what_is_no_scan_is_refused_before_anything_is_kept(desk: Desk) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.scan(b"MZ not a scan")
    assert refusal.value.code == "files.not_a_scan"
