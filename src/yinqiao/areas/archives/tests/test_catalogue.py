"""The check of a catalogue: what it finds, what it keeps of each row, what its pages and its template say."""

from __future__ import annotations

import io

import openpyxl
import pytest

from yinqiao.areas.archives.models import CatalogueRow
from yinqiao.areas.archives.tests.volumes import HEADER, THREE, Store, volume
from yinqiao.areas.archives.types import CATALOGUE, CLASS_NUMERALS
from yinqiao.areas.handover.tests.conftest import CAST, NOW, id_number, roster
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.views import report, sending
from yinqiao.platform.access import acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
CLASSES = ",".join(f"第{numeral}类份数" for numeral in CLASS_NUMERALS)


def test_a_catalogue_of_known_people_has_no_finding(store: Store) -> None:
    store.scene.submit(roster(*CAST[:3]))
    batch_id = store.check(*THREE)
    assert store.found(batch_id) == []
    assert store.batch(batch_id).counts == {"rows": 3, "ready": 3, "blocked": 0}
    with acting(store.firm):
        kept = CatalogueRow.objects.get(row_no=4)
    assert (kept.archive_no, kept.barcode, kept.items, kept.pages, kept.missing_note) == (
        "DA104", "", 12, 120, "缺招工表",
    )  # fmt: skip


def test_who_is_not_in_the_register_is_pointed_out_and_not_held_back(store: Store) -> None:
    store.scene.submit(roster(*CAST[:2]))
    batch_id = store.check(*THREE)
    assert store.found(batch_id) == [(4, "archives.person_unknown", "warns")]
    assert store.batch(batch_id).counts["ready"] == 3


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([volume(102, no="")], [(2, "roster.required_missing", "blocks")]),
        ([volume(102), volume(103, no="DA102")],
         [(2, "archives.number_repeated", "blocks"), (3, "archives.number_repeated", "blocks")]),
        ([volume(102), volume(103, barcode="9900102")],
         [(2, "archives.barcode_repeated", "blocks"), (3, "archives.barcode_repeated", "blocks")]),
        ([volume(102, barcode=""), volume(103, barcode="")], []),
        ([volume(102, items="约12")], [(2, "roster.count_unreadable", "warns")]),
        ([volume(102, id_no="123")], [(2, "roster.id_length", "blocks")]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_found(
    store: Store, lines: list[str], expected: list[tuple[int, str, str]]
) -> None:
    store.scene.submit(roster(*CAST[:2]))
    batch_id = store.check(*lines)
    assert store.found(batch_id) == expected
    blocked = len({row for row, _, severity in expected if severity == "blocks"})
    assert store.batch(batch_id).counts == {"rows": len(lines), "ready": len(lines) - blocked, "blocked": blocked}


def test_of_a_row_that_is_held_back_number_and_name_alone_are_kept(store: Store) -> None:
    batch_id = store.check(volume(102), volume(103, id_no="123", note="缺招工表"))
    with acting(store.firm):
        kept = CatalogueRow.objects.get(batch_id=batch_id, state="blocked")
    assert (kept.archive_no, kept.name) == ("DA103", "王桂英")
    assert (kept.barcode, kept.box_no, kept.items, kept.id_no_index, kept.missing_note) == ("", "", None, None, "")


def test_an_archive_on_offer_or_held_by_a_place_is_held_back(store: Store) -> None:
    first = store.offer(*THREE)
    again = store.check(volume(102), volume(105))
    assert (2, "archives.on_offer", "blocks") in store.found(again)
    page = ask(report.findings, store.firm, about={"kind": CATALOGUE, "batch_id": again})
    assert store.batch(first).batch_no in page
    store.scan(first, "DA102")
    store.finish(first)
    lists.recheck(actor=store.firm, at=NOW, kind=CATALOGUE, batch_id=again)
    lists.check_batch(actor=store.firm, at=NOW, batch_id=again)
    assert (2, "archives.held_by_place", "blocks") in store.found(again)
    # The same number of another enterprise is another archive.
    other = store.check(volume(102), by=store.rival)
    with acting(store.rival):
        assert CatalogueRow.objects.get(batch_id=other).state == "ready"


def test_its_pages_speak_of_archives_and_its_template_is_filled_in_with_nobody(store: Store) -> None:
    batch_id = store.check(*THREE, volume(106, id_no="123"))
    page = ask(report.batch, store.firm, about={"kind": CATALOGUE, "batch_id": batch_id})
    assert "目录卷数" in page and "选择接收单位并提交" in page and "名册" not in page.partition("<main")[2]
    template = ask(sending.template, store.firm, about={"kind": CATALOGUE})
    sheet = openpyxl.load_workbook(io.BytesIO(template)).active
    words = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "档号" in words and "条形码" in words and "示例：李桂兰" in words
    lists.discard_batch(actor=store.firm, at=NOW, kind=CATALOGUE, batch_id=batch_id)
    with acting(store.firm):
        assert not CatalogueRow.objects.filter(batch_id=batch_id).exists()


@pytest.mark.parametrize(
    ("cells", "items", "kept", "words", "found"),
    [
        ("6,1,3,5,2,1,2,0,7,3", "30", "6,1,3,5,2,1,2,0,7,3", "一类6、二类1、三类3、四类5、五类2、六类1、七类2、九类7、十类3", []),
        ("6,1,3,5,2,1,2,0,7,4", "30", "6,1,3,5,2,1,2,0,7,4", "一类6、二类1、三类3、四类5、五类2、六类1、七类2、九类7、十类4",
         [(2, "archives.classes_differ", "warns")]),
        ("6,,,5,,,,,,", "30", "6,,,5,,,,,,", "一类6、四类5", []),
        (",,,,,,,,,", "30", "", "", []),
        ("6,1,3,5,2,1,2,0,7,3", "", "6,1,3,5,2,1,2,0,7,3", "一类6、二类1、三类3、四类5、五类2、六类1、七类2、九类7、十类3", []),
    ],
)  # fmt: skip
def test_the_ten_classes_are_kept_and_their_sum_is_compared(
    store: Store, cells: str, items: str, kept: str, words: str, found: list[tuple[int, str, str]]
) -> None:
    store.scene.submit(roster(CAST[0]))
    head = HEADER.strip() + f",{CLASSES}\n"
    batch_id = store.check(volume(102, items=items).strip() + f",{cells}\n", header=head)
    assert store.found(batch_id) == found
    store.submit(batch_id)
    archive = store.archive("DA102")
    assert (archive.classes, archive.class_words) == (kept, words)


def test_two_header_rows_name_the_classes_by_their_numerals(store: Store) -> None:
    store.scene.submit(roster(CAST[0]))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["档号", "姓名", "身份证号", "十类材料份数"])
    sheet.append([None, None, None, *CLASS_NUMERALS])
    sheet.append(["DA102", "王桂英", id_number(102), *range(10)])
    for column in "ABC":
        sheet.merge_cells(f"{column}1:{column}2")
    sheet.merge_cells("D1:M1")
    content = io.BytesIO()
    book.save(content)
    batch_id, _ = lists.upload_list(
        actor=store.firm, at=NOW, kind=CATALOGUE, enterprise_id=store.firm.scope.enterprises[0], file_name="目录.xlsx",
        file=io.BytesIO(content.getvalue()),
    )  # fmt: skip
    lists.check_batch(actor=store.firm, at=NOW, batch_id=batch_id)
    with acting(store.firm):
        assert CatalogueRow.objects.get(batch_id=batch_id).classes == "0,1,2,3,4,5,6,7,8,9"
