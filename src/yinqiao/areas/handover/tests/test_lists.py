"""The lists of the handover: what today counts is what they show, each filters, and each goes out as a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from yinqiao.areas.handover import queries, services
from yinqiao.areas.handover.models import Offer
from yinqiao.areas.handover.services import Choice
from yinqiao.areas.handover.tests.conftest import CAST, NOW, Person, Scene, place_actor, roster
from yinqiao.areas.handover.types import OfferState, ReturnReason
from yinqiao.areas.handover.views import people, today, waiting
from yinqiao.areas.lists.queries import list_batches
from yinqiao.areas.lists.views import report, sending
from yinqiao.areas.organisations.queries import near_label, places
from yinqiao.areas.retirees.models import Retiree
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.sheets.limits import ReadLimits

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ROSTERS = {"kind": "roster"}
ABROAD = Person("何远", 108, "", "13900000108", "广东省深圳市福田区福强路1号")


def ask(view: Callable[..., Any], actor: Actor, query: str = "", *, about: Any = None, **form: Any) -> Any:
    """A page of the handover as an actor gets it; `about` names the roster or offer of its address."""
    factory = RequestFactory()
    request: Any = factory.post(f"/?{query}", form) if form else factory.get(f"/?{query}")
    request.actor, request.htmx = actor, False
    request._messages = CookieStorage(request)
    with acting(actor):
        answer = view(request, **(about or {}))
        return b"".join(answer.streaming_content) if answer.streaming else answer.content.decode()


def statuses(scene: Scene) -> dict[str, str]:
    """Where two people stand in the register."""
    with acting(Actor.system("测试")):
        found = Retiree.objects.filter(name__in=["欧阳建国", "阿依古丽·买买提"])
        return dict(found.values_list("name", "status"))


def cells(content: bytes) -> list[list[Any]]:
    """The rows of a workbook below its title."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_overdue_and_coming_first_contacts_open_the_list_of_just_those(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.community):
        late = Offer.objects.filter(name="王桂英", contacted_on=None)
        late.update(contact_due_on=date.today() - timedelta(days=1))  # noqa: DTZ011  # the list asks for the day of today
        Offer.objects.filter(name="欧阳建国").update(contact_due_on=date.today() + timedelta(days=3))  # noqa: DTZ011
        entries = {one.label: one for one in today.today_entries(scene.community, date.today())}  # noqa: DTZ011
    for label, name, other in (
        ("逾期未首次联系", "王桂英", "欧阳建国"),
        ("等待首次联系的人员", "欧阳建国", "王桂英"),
    ):
        assert entries[label].count == 1
        page = ask(people.contacts, scene.community, entries[label].url.partition("?")[2])
        assert name in page
        assert other not in page


def test_who_lives_elsewhere_waits_for_the_agency_and_for_no_desk(scene: Scene) -> None:
    scene.submit(roster(*CAST, ABROAD))
    agency = place_actor("agency_officer", "430100000D01")
    with acting(agency):
        entries = {one.label: one.count for one in today.today_entries(agency, NOW.date())}
    assert entries == {"等待接收的人员": 1}
    assert "何远" in ask(waiting.waiting, agency)
    assert "何远" not in ask(waiting.desk, scene.city)
    assert "张䶮" in ask(waiting.desk, scene.city)


def test_an_unanswered_offer_at_a_desk_is_not_counted_for_the_list_that_does_not_show_it(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    with acting(scene.street):
        counts = queries.count_tasks(scope=scene.street.scope, today=date(2027, 1, 1))
    assert (counts.overdue, counts.waiting_soon, counts.at_desk, counts.desk_soon) == (3, 3, 1, 1)


def test_the_people_who_wait_go_out_as_a_workbook_for_a_purpose(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    assert "用途" in ask(waiting.waiting, scene.community, "export=1")
    rows = cells(ask(waiting.waiting, scene.community, "export=1", purpose="入户核对"))
    assert any("入户核对" in str(cell) for cell in rows[0])
    assert {row[0] for row in rows} >= {"王桂英", "欧阳建国"}
    assert not any("13900000102" in str(cell) for row in rows for cell in row)


def test_an_export_asks_for_the_enterprises_once_and_dates_an_answer_by_the_day_here(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.community):
        # Half past midnight here is still the day before in Greenwich.
        Offer.objects.filter(name="王桂英").update(decided_at=datetime(2026, 3, 4, 16, 30, tzinfo=UTC))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows = cells(ask(people.people, scene.street, "export=1", purpose="报送区级汇总"))
    answered = {row[0]: row[5] for row in rows if row[0] == "王桂英"}
    assert answered["王桂英"].date() == date(2026, 3, 5)
    assert sum("organisations_enterprise" in one["sql"] for one in asked) <= 2


def test_returned_people_are_filtered_by_reason_and_go_out_as_a_workbook(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.return_people(
        actor=scene.community, at=NOW, choice=Choice(), reason=ReturnReason.NOT_RESIDENT, note="不住本社区"
    )
    assert "王桂英" in ask(people.returned, scene.officer, "reason=not_resident")
    assert "王桂英" not in ask(people.returned, scene.officer, "reason=deceased")
    assert ">长沙市</td>" not in ask(people.people, scene.officer, "state=returned")
    rows = cells(ask(people.returned, scene.officer, "export=1", purpose="核对退回人员"))
    assert ["王桂英", "不在本社区居住", "不住本社区"] in [
        [row[0], row[3], row[4]] for row in rows if row[0] == "王桂英"
    ]


def test_a_place_is_called_as_people_within_the_scope_call_it(scene: Scene) -> None:
    community = places().by_code["430104001001"].place_no
    assert near_label(community, scene.city.scope).endswith("岳麓区 · 望月湖街道 · 月华社区")
    assert near_label(community, scene.street.scope) == "月华社区"
    assert near_label(community, scene.community.scope) == "月华社区"


def test_an_enterprises_rosters_are_filtered_by_state_and_go_out_as_a_workbook(scene: Scene) -> None:
    scene.submit(roster(*CAST[:2]))
    scene.upload(roster(*CAST[2:]))
    page = ask(sending.batches, scene.officer, "state=checked", about=ROSTERS)
    assert (page.count(">已检查，待提交</span></td>"), page.count(">已提交</span></td>")) == (1, 0)
    rows = cells(ask(sending.batches, scene.officer, "export=1", about=ROSTERS, purpose=""))
    assert sorted(row[3] for row in rows[2:]) == ["已提交", "已检查，待提交"]
    assert sorted(row[4] for row in rows[2:]) == [2, 3]


def test_an_enterprise_sees_who_is_not_in_its_next_roster_and_takes_back_who_still_waits(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(
        actor=scene.neighbour, at=NOW, choice=Choice()
    )  # 阿依古丽·买买提 is no longer to be taken back
    batch_id = scene.upload(roster(CAST[0]))
    with acting(scene.officer):
        missing = queries.list_missing(scope=scene.officer.scope, batch_id=batch_id)
        assert {one.name for one in missing} == {"欧阳建国", "李秀兰", "张䶮"}
        ids = [str(one.id) for one in Offer.objects.filter(name__in=["欧阳建国", "阿依古丽·买买提"])]
    assert "欧阳建国" in ask(people.people, scene.officer, f"roster={batch_id}")
    assert "王桂英" not in ask(people.people, scene.officer, f"roster={batch_id}")
    assert "已由社区接收或退回的人员不受影响" in ask(people.withdraw, scene.officer, ids=ids)
    assert statuses(scene) == {"欧阳建国": "offered", "阿依古丽·买买提": "managed"}
    ask(people.withdraw, scene.officer, ids=ids, confirmed="1")
    assert statuses(scene) == {"欧阳建国": "returned", "阿依古丽·买买提": "managed"}
    with acting(scene.community):
        assert not Offer.objects.filter(name="欧阳建国", state="offered").exists()


def test_who_was_taken_back_is_offered_again_by_a_later_roster(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.withdraw_people(actor=scene.officer, at=NOW, choice=Choice(), state=OfferState.OFFERED)
    scene.submit(roster(CAST[1], CAST[0]))
    with acting(scene.community):
        offered = Offer.objects.filter(state="offered").values_list("name", flat=True)
        assert set(offered) == {"王桂英", "欧阳建国"}


def test_another_enterprises_roster_is_no_measure_of_ones_own_people(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    batch_id = scene.upload(roster(Person("何远", 108)), scene.rival)
    with acting(scene.officer), pytest.raises(NotFound):
        queries.list_missing(scope=scene.officer.scope, batch_id=batch_id)
    with acting(scene.rival):
        assert not queries.list_missing(scope=scene.rival.scope, batch_id=batch_id).exists()


def test_the_first_contact_shows_what_is_to_be_verified_masked_and_its_opening_is_noted(scene: Scene) -> None:
    scene.submit(roster(*CAST))
    services.accept_people(actor=scene.community, at=NOW, choice=Choice())
    with acting(scene.community):
        offer = Offer.objects.get(name="王桂英")
    page = ask(people.contact, scene.community, about={"offer_id": offer.id})
    assert "139****0102" in page and "13900000102" not in page
    assert f"/people/{offer.retiree_id}/correct/contact/" in page
    with acting(Actor.system("测试")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_entry WHERE action = 'retirees.open_person' AND actor_id = %s",
            [scene.community.id],
        )
        assert cursor.fetchone() == (1,)


def test_an_enterprises_today_leads_to_the_rosters_that_it_has_not_submitted(scene: Scene) -> None:
    scene.upload(roster(*CAST))
    with acting(scene.officer):
        (entry,) = today.today_entries(scene.officer, NOW.date())
    assert (entry.label, entry.count) == ("已检查、尚未提交的名册", 1)
    assert "已检查，待提交" in ask(sending.batches, scene.officer, entry.url.partition("?")[2], about=ROSTERS)


def test_the_report_names_the_columns_that_it_did_not_use_and_no_sheet_where_there_is_none(scene: Scene) -> None:
    odd = roster(*CAST).decode("utf-8-sig").replace("手机号码", "手提").encode()
    page = ask(report.batch, scene.officer, about={"kind": "roster", "batch_id": scene.upload(odd)})
    assert "没有采用的列：“手提”" in page
    assert "表头在第 1 行" in page and "工作表“”" not in page
    with acting(scene.officer):
        batch_id = list_batches(kind="roster", scope=scene.officer.scope).get().id
    assert (
        ask(sending.header, scene.officer, about={"kind": "roster", "batch_id": batch_id}).count("没有认出，现在不采用")
        == 1
    )


def test_people_who_have_days_left_wait_without_pressing_and_a_manager_looks_where_an_officer_acts(
    scene: Scene,
) -> None:
    scene.submit(roster(*CAST))
    for actor, button in ((scene.community, "去接收"), (scene.city, "查看")):
        told = {}
        for days in (0, 12, 15):
            with acting(actor):
                entries = today.today_entries(actor, NOW.date() + timedelta(days=days))
            told[days] = next((one.urgency, one.button) for one in entries if one.label == "等待接收的人员")
        assert told == {0: ("normal", button), 12: ("soon", button), 15: ("soon", button)}


def test_the_upload_page_promises_no_larger_file_than_the_reader_takes(scene: Scene) -> None:
    assert ReadLimits().file_bytes == settings.ROSTER_MAX_BYTES
    assert "最大 64 MB" in ask(sending.upload, scene.officer, about=ROSTERS)
