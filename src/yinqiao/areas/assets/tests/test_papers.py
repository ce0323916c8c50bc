"""The list of assets as a paper: a workbook that opens in WPS, for either side."""

from __future__ import annotations

import io

import openpyxl
import pytest

from yinqiao.areas.assets.tests.estate import Estate, asset
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.papers import services
from yinqiao.areas.papers.models import Paper
from yinqiao.areas.routine.tests.months import SYSTEM
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import acting
from yinqiao.platform.files.store import get_file, read_bytes

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_the_list_is_printed_with_every_asset_its_number_and_places_to_sign(estate: Estate) -> None:
    listed = str(estate.offer(asset("FW1"), asset("FW2")))
    paper_id = services.print_paper(actor=estate.firm, at=NOW, kind="assets-list", subject_id=listed)
    with acting(SYSTEM):
        paper = Paper.objects.get(pk=paper_id)
        sheet = openpyxl.load_workbook(io.BytesIO(read_bytes(get_file(paper.file_id)))).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert f"编号：{paper.number}" in cells and paper.number in sheet.oddHeader.right.text
    assert "FW1" in cells and "FW2" in cells and "移交单位（盖章）：" in cells and "接收单位（盖章）：" in cells
    assert not any("{{" in one for one in cells) and len(sheet._images) == 1
    for actor in (estate.rival, estate.elsewhere, estate.community):
        with pytest.raises(NotFound):
            services.print_paper(actor=actor, at=NOW, kind="assets-list", subject_id=listed)
