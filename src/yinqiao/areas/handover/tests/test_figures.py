"""Every figure of a roster's page opens the rows or people that it counts, at each step of the roster's way."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from uuid import UUID

import pytest
from django.urls import resolve

from yinqiao.areas.handover import services
from yinqiao.areas.handover.models import RosterRow
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.services.retention import ROSTER_ROWS
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, id_number, roster
from yinqiao.areas.handover.tests.test_lists import ask
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.lists import services as lists
from yinqiao.areas.lists.models import Batch
from yinqiao.areas.lists.views import report
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
_STAT = re.compile(
    r'<(?P<tag>a|div) class="stat [^"]*"(?: href="(?P<url>[^"]*)")?><span class="stat-label">(?P<label>[^<]*)</span>'
    r'<span class="stat-value">(?P<value>[\d,]+)'
)
_TOTAL = re.compile(r'class="table-count" role="status">共 ([\d,]+) ')


def _walk(scene: Scene, batch_id: UUID) -> dict[str, int]:
    """The figures of the page by their labels, each compared with the length of the list that it opens."""
    page = ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id})
    figures = {}
    for found in _STAT.finditer(page):
        figures[found["label"]] = value = int(found["value"].replace(",", ""))
        path, _, query = unescape(found["url"] or "").partition("?")
        assert path, f"{found['label']} opens a list"
        view = resolve(path)
        total = _TOTAL.search(ask(view.func, scene.officer, query, about=view.kwargs))
        assert value == (int(total[1].replace(",", "")) if total else 0), found["label"]
    return figures


def _mixed(scene: Scene) -> UUID:
    """A checked roster: one changed, one unchanged, three new of whom one is held back; one who waits is not in it."""
    scene.submit(roster(*CAST[:3]))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    changed = Person("王桂英", 102, phone="13900000102", retired="2012-04")
    lines = roster(changed, CAST[1], CAST[3], CAST[4], Person("赵敏", 110)).decode("utf-8-sig")
    wrong = id_number(110)[:-1] + ("0" if id_number(110)[-1] != "0" else "1")
    return scene.upload(lines.replace(id_number(110), wrong).encode("utf-8-sig"))


def test_every_figure_of_a_checked_roster_opens_what_it_counts(scene: Scene) -> None:
    figures = _walk(scene, _mixed(scene))
    assert figures == {
        "名册人数": 5, "可提交": 4, "需修改": 1, "新增": 2, "变更": 1, "无变化": 1, "不在本批": 1,
    }  # fmt: skip


def test_every_figure_of_a_submitted_roster_opens_what_it_counts_while_its_people_are_answered(scene: Scene) -> None:
    batch_id = _mixed(scene)
    scene.submit(roster(CAST[4]), scene.rival)  # somebody else is faster with one of the new
    lists.begin_submission(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id)
    services.submit_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    rows = {"名册人数": 5, "已提交": 3, "需修改": 2, "新增": 1, "变更": 1, "无变化": 1}
    assert _walk(scene, batch_id) == {**rows, "已移交社区": 1, "等待接收": 1}
    services.return_people(actor=scene.elsewhere, at=NOW, choice=Choice(), reason=ReturnReason.UNREACHABLE)
    assert _walk(scene, batch_id) == {**rows, "已退回": 1}
    services.withdraw_people(actor=scene.officer, at=NOW, choice=Choice(), state=OfferState.RETURNED)
    assert _walk(scene, batch_id) == rows


def test_the_people_of_a_roster_are_no_longer_said_to_wait_once_they_are_accepted(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    rows = {"名册人数": 5, "已提交": 5, "需修改": 0, "新增": 5, "变更": 0, "无变化": 0}
    assert _walk(scene, batch_id) == {**rows, "已移交社区": 5, "等待接收": 5}
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    assert _walk(scene, batch_id) == {**rows, "已移交社区": 5, "等待接收": 3}
    services.accept_people(actor=scene.city, at=NOW, choice=Choice(batch_id=batch_id))
    assert _walk(scene, batch_id) == {**rows, "已移交社区": 5}
    assert (
        "等待"
        not in ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id}).partition(
            'class="stats"'
        )[2]
    )


def test_a_roster_taken_back_opens_its_rows_and_says_nothing_of_places(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST[:2]))
    lists.begin_undo(kind="roster", actor=scene.officer, at=NOW, batch_id=batch_id, reason="名册版本有误")
    services.undo_batch(actor=scene.officer, at=NOW, batch_id=batch_id)
    assert _walk(scene, batch_id) == {"名册人数": 2, "可提交": 2, "需修改": 0, "新增": 2, "变更": 0, "无变化": 0}


def test_the_figures_of_a_roster_whose_rows_were_destroyed_stay_and_open_nothing(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    with acting(Actor.system("测试")):
        due = ROSTER_ROWS.find_due(date(2200, 1, 1))
        ROSTER_ROWS.destroy([one.object_id for one in due], NOW, UUID(int=1))
        assert not RosterRow.objects.exists() and Batch.objects.get(pk=batch_id).progress_step == "destroyed"
    page = ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": batch_id})
    found = {one["label"]: (int(one["value"]), one["tag"]) for one in _STAT.finditer(page)}
    assert found["名册人数"] == found["已提交"] == (5, "div") and found["已移交社区"] == (5, "a")
