"""Where in the file the roster is: what recognition cannot tell, the officer says."""

from __future__ import annotations

import io
from uuid import UUID

import openpyxl
import pytest

from yinqiao.areas.handover import services
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, roster
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.views import report, sending
from yinqiao.areas.rosters.types import SheetLayout
from yinqiao.kernel.errors import Conflict, Invalid, NotFound
from yinqiao.platform.access import acting

pytestmark = pytest.mark.db
OWN_WORDS = {"甲": "name", "乙": "sex", "丙": "id_no", "丁": "work_start_on", "戊": "retired_on"}


def _lines(*people: Person) -> list[list[str]]:
    return [line.split(",") for line in roster(*people).decode("utf-8-sig").splitlines()]


def _workbook(**sheets: list[list[str]]) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(target)
    return target.getvalue()


def _in_own_words(above: int = 0) -> bytes:
    """A roster whose every column name is the enterprise's own, below some lines of explanation."""
    _, *people = _lines(*CAST[:2])
    words = list(OWN_WORDS)
    lines = [[f"说明之{number}", "请仔细阅读"] for number in range(above)]
    return _workbook(名册=[*lines, words, *(line[: len(words)] for line in people)])


def _batch(scene: Scene, batch_id: UUID) -> Batch:
    with acting(scene.officer):
        return Batch.objects.select_related("enterprise").get(pk=batch_id)


def _place(scene: Scene, batch_id: UUID, layout: SheetLayout) -> Batch:
    lists.place_header(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, layout=layout)
    lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    return _batch(scene, batch_id)


@pytest.mark.parametrize("above", [0, 3, 40])
def test_a_header_in_words_nobody_knows_is_pointed_out_and_then_explained(scene: Scene, above: int) -> None:
    batch_id = scene.upload(_in_own_words(above))
    assert _batch(scene, batch_id).header["header_rows"] == []
    page = ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id})
    assert "没有认出表头" in page and "表头在第  行" not in page
    placed = _place(scene, batch_id, SheetLayout("", above + 1, 1))
    assert placed.header["header_rows"] == [above + 1] and placed.counts["rows"] == 2
    assert {one["header"] for one in placed.header["columns"]} == set(OWN_WORDS)
    lists.correct_header(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, fields=OWN_WORDS)
    lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert _batch(scene, batch_id).counts["ready"] == 2
    assert submitted(scene, batch_id) == 2


def submitted(scene: Scene, batch_id: UUID) -> int:
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    return services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id)


def test_the_page_offers_where_the_header_is_and_takes_the_answer(scene: Scene) -> None:
    batch_id = scene.upload(_in_own_words(2))
    about = {"kind": "roster", "batch_id": batch_id}
    page = ask(sending.header, scene.officer, about=about)
    assert 'name="header_row"' in page and 'name="column_c0"' not in page
    assert 'name="sheet"' not in page  # there is one sheet only
    refused = ask(sending.header, scene.officer, about=about, header_row="0", header_depth="1")
    assert "field-error" in refused or "error" in refused
    ask(sending.header, scene.officer, about=about, header_row="3", header_depth="1")
    lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    page = ask(sending.header, scene.officer, about=about)
    assert 'name="column_c0"' in page and 'value="3"' in page


def test_an_empty_row_pointed_out_is_said_to_be_empty_and_no_row_is_recognised_again(scene: Scene) -> None:
    batch_id = scene.upload(_workbook(名册=_lines(*CAST)))
    beyond = _place(scene, batch_id, SheetLayout("", 900, 1))
    assert beyond.header["header_rows"] == []
    assert "第 900 行没有内容" in ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id})
    assert _place(scene, batch_id, SheetLayout()).counts["ready"] == 5


def test_of_two_rosters_in_one_workbook_the_other_is_told_and_can_be_chosen(scene: Scene) -> None:
    batch_id = scene.upload(_workbook(一车间=_lines(*CAST[:2]), 说明=[["填表说明"]], 二车间=_lines(*CAST[2:])))
    first = _batch(scene, batch_id)
    assert (first.sheet_name, first.counts["rows"]) == ("一车间", 2)
    page = ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id})
    assert "还有工作表没有读取" in page and "“二车间”" in page and "“说明”" not in page
    other = _place(scene, batch_id, SheetLayout("二车间"))
    assert (other.sheet_name, other.counts["rows"]) == ("二车间", 3)
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert submitted(scene, batch_id) == 3


def test_a_sheet_that_is_not_there_is_refused_and_nothing_changes(scene: Scene) -> None:
    batch_id = scene.upload(_workbook(一车间=_lines(*CAST[:2])))
    with pytest.raises(Invalid) as refused:
        lists.place_header(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, layout=SheetLayout("三车间"))
    assert refused.value.code == "handover.no_such_sheet"
    assert _batch(scene, batch_id).layout == {}


def test_only_its_own_enterprise_and_only_before_submission(scene: Scene) -> None:
    batch_id = scene.upload(roster(*CAST))
    with pytest.raises(NotFound):
        lists.place_header(kind="roster", actor=scene.rival, at=NOW, batch_id=batch_id, layout=SheetLayout("", 1, 1))
    submitted(scene, batch_id)
    with pytest.raises(Conflict):
        lists.place_header(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, layout=SheetLayout("", 1, 1))


def test_what_the_reader_noticed_about_the_file_stands_in_the_report(scene: Scene) -> None:
    book, target = openpyxl.Workbook(), io.BytesIO()
    for line in _lines(*CAST):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    book.save(target)
    batch_id = scene.upload(target.getvalue())
    assert "有隐藏的行" in ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id})
