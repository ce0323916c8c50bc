"""The city's manager: from the figure to the people behind it, and out as a workbook."""

from __future__ import annotations

import re

import pytest
from openpyxl import load_workbook

from tests.journeys.conftest import Arrive
from tests.journeys.walk import Visit

pytestmark = pytest.mark.journey


def test_the_city_follows_a_figure_down_to_its_people_and_takes_it_out(arrive: Arrive) -> None:
    manager = arrive("shi.huang")
    manager.go("/")
    manager.look("city-today")
    manager.go("/insight/handover/")
    manager.look("indicator")
    whole = manager.figure("已移交")
    accepted, waiting, returned = (manager.figure(label) for label in ("已接收", "待接收", "已退回企业"))
    assert whole >= accepted + waiting + returned > 1000
    assert _column_sum(manager, "已移交") == whole, "the districts add up to the city"

    manager.follow(manager.page.locator("tbody tr", has_text="岳麓区").get_by_role("link").first)
    manager.look("indicator-district")
    district = manager.figure("已移交")
    assert 0 < district < whole
    for dimension, picture in (("按街道", "street"), ("按社区", "community"), ("按企业", "enterprise")):
        manager.follow(manager.page.get_by_role("link", name=dimension))
        manager.look(f"indicator-by-{picture}")
        assert manager.figure("已移交") == district

    in_waiting = manager.figure("待接收")
    manager.follow(manager.page.locator("a.stat", has_text="待接收"))
    manager.look("people-behind-the-figure")
    assert manager.total() == in_waiting
    _takes_out(manager, whole)


def test_the_three_rates_say_what_was_signed_for_what_is_there_and_what_nobody_has_verified(arrive: Arrive) -> None:
    manager = arrive("shi.huang")
    manager.go("/insight/three/")
    manager.says("协议签订", "实到", "待核实", "没有核实的单列")
    manager.look("three")
    assert _column_sum(manager, "已移交") == manager.figure("已移交") > 1000, "the districts add up to the city"
    manager.click(re.compile("^查看明细.*档案"))
    manager.look("three-archives")
    manager.follow(manager.page.get_by_role("link", name="按企业"))
    manager.look("three-by-enterprise")


def _column_sum(manager: Visit, label: str) -> int:
    """The sum of one column of the table on the page."""
    cells = manager.page.locator(f"tbody td[data-label='{label}']").all_inner_texts()
    return sum(int(cell.replace(",", "")) for cell in cells)


def _takes_out(manager: Visit, whole: int) -> None:
    manager.go("/insight/handover/?by=district")
    manager.click("导出这")
    manager.look("indicator-export-asks")
    with manager.download() as files:
        manager.page.get_by_role("button", name=re.compile("^ *导出")).click()
    rows = list(load_workbook(files[0]).worksheets[0].iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if "已移交" in row)
    column = rows[head].index("已移交")
    assert sum(row[column] for row in rows[head + 1 :] if isinstance(row[column], int)) == whole
    assert any("黄志强" in str(cell) for row in rows[:head] for cell in row), "the file says who made it"
