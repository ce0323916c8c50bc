"""A second kind of list, three columns wide, goes the way of every list; the room of the rosters has no part in it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from uuid import UUID

import openpyxl
import polars as pl
import pytest
from django.urls import include, path

from yinqiao.areas.handover.tests.conftest import NOW, Scene
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.jobs import declare_jobs
from yinqiao.areas.lists.models import Batch, HeaderMemory
from yinqiao.areas.lists.queries import CheckJob, Judged, ListKind, get_batch, kinds, list_batches, list_findings
from yinqiao.areas.lists.types import ListWords
from yinqiao.areas.lists.urls import pages_of
from yinqiao.areas.lists.views import report, sending
from yinqiao.config import urls
from yinqiao.kernel.errors import NotFound
from yinqiao.kernel.event_type import EventType
from yinqiao.platform.access import acting
from yinqiao.platform.files.store import get_file, read_bytes
from yinqiao.platform.sheets.types import FieldSpec, HeaderMatch, SheetTable
from yinqiao.platform.sheets.writer import ColumnSpec

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [*urls.urlpatterns, path("boxes/", include((pages_of("box"), "boxes")))]


def _never(**given: object) -> None:
    raise AssertionError("boxes are checked here and never sent")


declare_jobs("boxes", submit_batch=_never, undo_batch=_never)

WORDS = ListWords(
    room="boxes", label="档案盒清单", noun="清单", own="盒目录", rows="档案盒", unit="盒", headers="“盒号”", deep="两行。", advice="盒号请勿重复。",
)  # fmt: skip
FIELDS = (
    FieldSpec("serial_no", "序号"),
    FieldSpec("box_no", "盒号", ("档案盒号",), required=True),
    FieldSpec("shelf", "架位"),
)
BOXES = "序号,盒号,架位\n1,A-1,东一\n2,,东二\n3,A-3,东三\n"


def _judge(job: CheckJob, table: SheetTable, header: HeaderMatch) -> Judged:
    """A box without a number is held back."""
    column = header.mapping().get("box_no")
    rows = table.frame.filter(pl.col("row_no") >= header.first_data_row)
    without = rows.filter(pl.col(column).is_null()) if column else rows
    findings = without.select("row_no").with_columns(
        field=pl.lit("box_no"), code=pl.lit("boxes.no_number"), severity=pl.lit("blocks"), args=pl.lit(None, pl.String)
    )
    numbers = [] if column is None else rows[column].drop_nulls().to_list()
    counts = {"rows": rows.height, "ready": rows.height - without.height, "blocked": without.height}
    return Judged(findings, counts, lambda act, batch: _KEPT.__setitem__(batch.id, numbers))


def _forget(batch_ids: Sequence[UUID]) -> None:
    for one in batch_ids:
        _KEPT.pop(one, None)


_KEPT: dict[UUID, list[str]] = {}
BOX = ListKind(
    name="box",
    words=WORDS,
    fields=FIELDS,
    template_name="档案盒清单模板.xlsx",
    template=lambda: ([ColumnSpec(one.label) for one in FIELDS], ["1", "A-1", "东一"]),
    title_of=lambda code: "没有盒号",
    sentence_of=lambda code, field, args: "这一盒没有盒号，请补上。",
    uploaded=EventType("boxes.uploaded", "上传清单"),
    checked=EventType("boxes.checked", "完成清单检查"),
    undone=EventType("boxes.undone", "撤回清单"),
    judge=_judge,
    forget=_forget,
    holding=lambda: Batch.objects.filter(pk__in=_KEPT).values("pk"),
    left_behind=lambda batch_id: [],
    report=lambda scope, batch: {"figures": []},
    acts_template="lists/batch_counts.html",
)


@pytest.fixture(autouse=True)
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kind is known while its tests run, and has no rows yet."""
    monkeypatch.setitem(kinds._kinds, "box", BOX)
    _KEPT.clear()
    yield


def _send(scene: Scene, content: str = BOXES, kind: str = "box") -> UUID:
    batch_id, _ = lists.upload_list(
        actor=scene.officer, at=NOW, kind=kind, enterprise_id=scene.enterprise_id,
        file=io.BytesIO(content.encode("utf-8-sig")), file_name="清单.csv",
    )  # fmt: skip
    lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    return batch_id


def _batch(scene: Scene, batch_id: UUID) -> Batch:
    with acting(scene.officer):
        return get_batch(scope=scene.officer.scope, kind="box", batch_id=batch_id)


def test_it_is_checked_its_rows_are_kept_and_its_findings_are_listed(scene: Scene) -> None:
    batch_id = _send(scene)
    assert _batch(scene, batch_id).counts == {"rows": 3, "ready": 2, "blocked": 1}
    assert {batch_id: ["A-1", "A-3"]} == _KEPT
    with acting(scene.officer):
        found = list_findings(scope=scene.officer.scope, batch_id=batch_id)
        assert list(found.values_list("row_no", "field", "code")) == [(3, "box_no", "boxes.no_number")]
    about = {"kind": "box", "batch_id": batch_id}
    page = ask(report.batch, scene.officer, about=about)
    assert "没有盒号" in page and f"/boxes/{batch_id}/findings/" in page and "名册" not in page.partition("<main")[2]
    page = ask(report.findings, scene.officer, about=about)
    assert "这一盒没有盒号，请补上。" in page and "盒号</td>" in page


def test_its_header_is_corrected_on_its_page_and_remembered_for_its_kind_alone(scene: Scene) -> None:
    odd = BOXES.replace("盒号", "柜子里的")
    batch_id = _send(scene, odd)
    assert _batch(scene, batch_id).counts["ready"] == 0
    about = {"kind": "box", "batch_id": batch_id}
    page = ask(sending.header, scene.officer, about=about)
    assert "没有认出，现在不采用" in page and "名册" not in page.partition("<main")[2]
    ask(sending.header, scene.officer, about=about, column_c0="serial_no", column_c1="box_no", column_c2="shelf")
    lists.check_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert _batch(scene, batch_id).counts["ready"] == 2
    with acting(scene.officer):
        assert set(HeaderMemory.objects.values_list("kind", flat=True)) == {"box"}
    assert _batch(scene, _send(scene, odd + "4,A-4,西一\n")).counts["ready"] == 3


def test_its_annotated_copy_says_what_is_wrong(scene: Scene) -> None:
    batch_id = _send(scene)
    lists.annotate_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    with acting(scene.officer):
        file = get_file(_batch(scene, batch_id).annotated_file_id)
        sheet = openpyxl.load_workbook(io.BytesIO(read_bytes(file))).active
    assert (file.name, file.retention_class) == ("批注_清单.xlsx", "box_annotated")
    assert any("这一盒没有盒号" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def test_the_same_file_is_one_batch_of_each_kind_and_no_kind_reaches_another(scene: Scene) -> None:
    box_id, roster_id = _send(scene), _send(scene, kind="roster")
    assert box_id != roster_id and _send(scene) == box_id
    with acting(scene.officer):
        assert [one.pk for one in list_batches(scope=scene.officer.scope, kind="roster")] == [roster_id]
    with acting(scene.officer), pytest.raises(NotFound):
        get_batch(scope=scene.officer.scope, kind="roster", batch_id=box_id)
    with pytest.raises(NotFound):
        lists.recheck(actor=scene.officer, at=NOW, kind="roster", batch_id=box_id)


def test_putting_it_away_lets_its_rows_go_and_its_pages_lead_back_to_its_list(scene: Scene) -> None:
    batch_id = _send(scene)
    page = ask(sending.batches, scene.officer, about={"kind": "box"})
    assert "档案盒清单" in page and f"/boxes/{batch_id}/" in page and "盒数" in page
    assert "上传清单" in ask(sending.upload, scene.officer, about={"kind": "box"})
    lists.discard_batch(actor=scene.officer, at=NOW, kind="box", batch_id=batch_id)
    assert _batch(scene, batch_id).state == "undone" and _KEPT == {}
