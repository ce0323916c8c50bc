"""The pages of digitised archives: who may open them, uploads by script and by form, reports, look-ups, extracts, loans."""

from __future__ import annotations

import io
import json
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.digitised import queries, services
from yinqiao.areas.digitised.models import Extract, Scan
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.digitised.types import NewLookup, PageRef
from yinqiao.areas.digitised.urls import urlpatterns
from yinqiao.areas.digitised.views.today import today_entries
from yinqiao.areas.handover.tests.conftest import place_actor
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.kernel.errors import DomainError, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.scans.tests.samples import pdf

pytestmark = [pytest.mark.db, pytest.mark.django_db]

POSTED = {"announce", "plain", "block", "confirm", "end"}


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"digitised:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_every_route_is_shut_to_communities_enterprises_and_overseers_and_sends_strangers_to_sign_in(
    room: Room,
) -> None:
    for pattern in urlpatterns:
        args = [uuid4() for _ in pattern.pattern.converters]
        address = reverse(f"digitised:{pattern.name}", args=args)
        data = {} if pattern.name in POSTED else None
        scene = room.store.scene
        for actor in (scene.officer, scene.community, place_actor("auditor", "430104000000")):
            with pytest.raises(Refused):
                Browser(actor).ask(address, data)
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_archives_are_listed_with_what_is_scanned_and_an_empty_catalogue_says_what_to_do(room: Room) -> None:
    clerk, archive = room.clerk, room.archive()
    assert f"{FIRST}_类号_序号" in _page(clerk, "archive", archive.pk)
    room.filed(f"{FIRST}_1_1_履历表.pdf")
    listed = _page(clerk, "archives", query="?scans=yes")
    assert "DA102" in listed and "DA103" not in listed
    assert "DA103" in _page(clerk, "archives", query="?scans=no&number=DA103&name=欧阳")
    page = _page(clerk, "archive", archive.pk)
    assert "履历表" in page and "已扫描" in page
    with pytest.raises(NotFound):
        _page(room.elsewhere, "archive", archive.pk)


def test_materials_are_listed_and_corrected_by_their_forms(room: Room) -> None:
    clerk, archive = room.clerk, room.archive()
    told = {"class_no": "4-1", "serial": "1", "title": "毕业证书", "pages": "2"}
    assert _page(clerk, "add_item", archive.pk, data=told) == "302"
    assert "目录中已有" in _page(clerk, "add_item", archive.pk, data=told)
    item = room.item("4-1", 1)
    assert "毕业证书" in _page(clerk, "correct_item", item.pk)
    assert _page(clerk, "correct_item", item.pk, data={"title": "涉密", "is_classified": "on"}) == "302"
    assert room.item("4-1", 1).is_classified and "涉密，不得扫描" in _page(clerk, "archive", archive.pk)


def _json(room: Room, name: str, *args: Any, data: Any) -> tuple[int, dict[str, Any]]:
    answer = Browser(room.clerk).ask(reverse(f"digitised:{name}", args=args), data)
    return answer.status_code, json.loads(answer.content)


def test_a_script_announces_a_file_and_is_told_where_to_go_on(room: Room) -> None:
    assert _page(room.clerk, "new_batch", data={"name": "三月第一批"}) == "302"
    batch = room.batch()
    told = {"name": f"文件夹/{FIRST}_1_1.pdf", "size": "100"}
    status, begun = _json(room, "announce", batch, data=told)
    assert (status, begun["received"], begun["whole"], begun["block"]) == (200, 0, False, 8 * 2**20)
    for size in ("", "x", "-1", "9" * 30, str(2**31)):
        status, refused = _json(room, "announce", batch, data={**told, "size": size})
        assert status == 422 and refused["code"] in ("digitised.bad_upload", "digitised.too_large")
    status, refused = _json(room, "block", begun["id"], data={"x": "1"})
    assert (status, refused["code"]) == (422, "digitised.block_incomplete")
    assert "重新选择这个文件接着传" in _page(room.clerk, "batch", batch)
    assert "已传 0 字节，共 100 字节" in _page(room.clerk, "drop", begun["id"])
    assert _page(room.clerk, "drop", begun["id"], data={}) == "302" and room.report(batch) == {}


def test_without_a_script_one_file_is_sent_by_a_plain_form_and_stands_in_the_report(room: Room) -> None:
    batch, clerk = room.batch(), room.clerk
    file = SimpleUploadedFile(f"{FIRST}_1_1.pdf", pdf(2), "application/pdf")
    assert _page(clerk, "plain", batch, data={"file": file}) == "302"
    room.check_all()
    room.begin(batch, "扫描0001.pdf", 5)
    page = _page(clerk, "batch", batch)
    assert "已挂接 1（2 页）" in page and "文件名不是" in page and "选择文件夹" in page
    assert "扫描0001" not in _page(clerk, "batch", batch, query="?standing=filed")
    assert "扫描0001" in _page(clerk, "batch", batch, query="?name=扫描")
    assert "三月第一批" in _page(clerk, "batches", query="?state=open") and "都完好" in _page(clerk, "hurt")


def test_a_batch_is_sampled_and_judged_by_its_pages(room: Room) -> None:
    batch = room.batch()
    scan = room.upload(batch, f"{FIRST}_1_1.pdf")
    assert "还没有抽样" in _page(room.clerk, "sample", batch)
    assert "随机抽样" in _page(room.clerk, "draw", batch) and _page(room.clerk, "draw", batch, data={}) == "302"
    assert "由您上传" in _page(room.clerk, "sample", batch)
    assert any(one.count and "抽检" in one.label for one in _today(room.mate))
    assert reverse("digitised:judge", args=[scan]) in _page(room.mate, "sample", batch)
    assert "第 2 页，共 2 页" in _page(room.mate, "judge", scan)
    picture = Browser(room.mate).ask(reverse("digitised:sample_page", args=[scan]) + "?page=1")
    assert picture["Content-Type"] == "image/jpeg" and picture["Cache-Control"] == "no-store"
    assert "请写明不合格的原因" in _page(room.mate, "judge", scan, data={"verdict": "bad"})
    assert _page(room.mate, "judge", scan, data={"verdict": "good"}) == "302"
    assert room.batch_row(batch).state == "passed" and "抽检合格" in _page(room.clerk, "batch", batch)


def _today(actor: Actor) -> Any:
    with acting(actor):
        return today_entries(actor, timezone.localdate())


def _asked(room: Room) -> UUID:
    new = NewLookup("proof", "出具存档证明", "", ("1",), room.mate.id or uuid4(), room.mate.name, True)
    return services.ask_lookup(actor=room.clerk, at=timezone.now(), archive_id=room.archive().pk, new=new)


def test_a_look_up_goes_from_the_request_to_its_pages(room: Room) -> None:
    scan, clerk = room.filed(), room.clerk
    assert "本单位没有另一位经办人" in _page(clerk, "ask", room.archive().pk)
    lookup = _asked(room)
    assert any("待审批" in one.label for one in _today(room.third))
    assert "DA102" in _page(room.third, "lookups", query="?state=asked")
    assert "不同意的写明理由" in _page(room.third, "answer", lookup, data={"verdict": "no"})
    assert _page(room.third, "answer", lookup, data={"verdict": "yes", "answer": "同意"}) == "302"
    assert "我已到场" in _page(room.mate, "lookup", lookup)
    assert "</button>" not in _page(clerk, "lookup", lookup).split("我已到场")[0][-40:]
    assert any("等我到场" in one.label for one in _today(room.mate))
    assert _page(room.mate, "confirm", lookup, data={}) == "302"
    page = _page(clerk, "lookup", lookup)
    assert "第 2 页" in page and "还没有打开过任何一页" in page
    assert "下一页" in _page(clerk, "page", lookup, scan) and "上一页" in _page(
        clerk, "page", lookup, scan, query="?page=2"
    )
    answer = Browser(clerk).ask(reverse("digitised:picture", args=[lookup, scan]) + "?page=x")
    assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"] == "no-store"
    assert f"{clerk.name}：1 第 1 页" in _page(room.third, "lookup", lookup)
    assert _page(clerk, "end", lookup, data={}) == "302" and "可以打开的材料" not in _page(clerk, "lookup", lookup)


def test_originals_go_out_and_come_back_by_their_forms(room: Room) -> None:
    clerk, archive = room.clerk, room.archive()
    due = timezone.localdate().isoformat()
    told = {"unit": "长沙市某局", "borrower": "张某", "words": "核对", "letter_no": "介1号", "approver": "刘某"}
    assert "应还日期不能早于" in _page(clerk, "lend", archive.pk, data={**told, "due_on": "2020-01-01"})
    assert _page(clerk, "lend", archive.pk, data={**told, "due_on": due}) == "302"
    assert "原件借给 长沙市某局" in _page(clerk, "archive", archive.pk)
    loans = _page(clerk, "loans", query="?standing=out")
    loan = loans.split("/digitised/loans/")[1][:36]
    assert _page(clerk, "take_back", loan, data={"words": "完好"}) == "302"
    assert "完好" in _page(clerk, "loans")


def _own(room: Room) -> tuple[Actor, UUID]:
    """The person of the first archive, signed in to the portal."""
    archive = room.archive()
    assert archive.retiree_id is not None
    return Actor(archive.retiree_id, "retiree", "本人", Scope.of_person(archive.retiree_id)), archive.pk


def test_a_person_asks_for_an_extract_and_reads_the_pages_that_were_given(room: Room) -> None:
    scan, hidden = room.filed(f"{FIRST}_1_1_履历表.pdf"), room.filed(f"{FIRST}_8_1_处分.pdf", pdf(3))
    me, archive = _own(room)
    page = text_of(Browser(me).ask(reverse("my:archive")))
    assert "DA102" in page and "履历表" in page and "处分.pdf" not in page and "第八" not in page
    ask = reverse("my:archive_ask", args=[archive])
    assert "请写一写" in text_of(Browser(me).ask(ask, {"text": ""}))
    assert Browser(me).ask(ask, {"text": "履历表，核对工龄"}).status_code == 302
    assert "已经申请过" in text_of(Browser(me).ask(ask, {"text": "再要"}))
    with acting(SYSTEM):
        extract = Extract.objects.get().pk
    assert any("摘录" in one.label for one in _today(room.clerk))
    form = _page(room.clerk, "extract", extract)
    assert f"{scan}:2" in form and str(hidden) not in form
    for pages, code in (([PageRef(hidden, 1)], "digitised.page_closed"), ([PageRef(scan, 3)], "digitised.page_closed")):
        with pytest.raises(DomainError) as refusal:
            services.answer_extract(actor=room.clerk, at=timezone.now(), extract_id=extract, pages=pages)
        assert refusal.value.code == code
    assert _page(room.clerk, "extract", extract, data={"pages": [f"{scan}:2"]}) == "302"
    shown = text_of(Browser(me).ask(reverse("my:archive")))
    address = "/my/archive/pages/" + shown.split("/my/archive/pages/")[1][:36] + "/"
    picture = Browser(me).ask(address)
    assert picture["Content-Type"] == "image/jpeg" and picture.content[:2] == b"\xff\xd8"
    with acting(me):
        assert set(Scan.objects.values_list("pk", flat=True)) == {scan}
    assert "已提供" in _page(room.clerk, "extracts", query="?state=granted")


def test_nobody_reads_the_archive_of_another(room: Room) -> None:
    scan = room.filed(f"{FIRST}_1_1.pdf")
    me, archive = _own(room)
    other = Actor(uuid4(), "retiree", "他人", Scope.of_person(room.archive("DA103").retiree_id or uuid4()))
    assert "DA102" not in text_of(Browser(other).ask(reverse("my:archive")))
    with pytest.raises(NotFound):
        Browser(other).ask(reverse("my:archive_ask", args=[archive]), {"text": "x"})
    extract = services.ask_extract(actor=me, at=timezone.now(), archive_id=archive, words="履历表")
    services.answer_extract(
        actor=room.clerk, at=timezone.now(), extract_id=extract, pages=[PageRef(scan, 1)], answer="提供"
    )
    with acting(SYSTEM):
        page = Extract.objects.get().pages.get().pk
    with pytest.raises(NotFound):
        Browser(other).ask(reverse("my:archive_page", args=[page]))
    assert io.BytesIO(Browser(me).ask(reverse("my:archive_page", args=[page])).content).read(2) == b"\xff\xd8"


def test_at_the_door_an_officer_asks_in_the_place_of_somebody_who_agreed(room: Room) -> None:
    room.filed(f"{FIRST}_1_1_履历表.pdf")
    archive = room.archive()
    officer = Browser(room.store.scene.community)
    assert "代为申请材料" in text_of(officer.ask(reverse("shell:person", args=[archive.retiree_id])))
    ask = reverse("shell:ask_archive", args=[archive.retiree_id])
    given = {"archive": str(archive.pk), "text": "履历表，核对工龄", "agreed": "spoken"}
    for left_out, told in (
        ("agreed", "没有同意的不能代为申请"),
        ("text", "请写一写要哪些材料"),
        ("archive", "请选择档案"),
    ):
        assert told in text_of(officer.ask(ask, {**given, left_out: ""}))
    with acting(SYSTEM):
        assert not Extract.objects.exists()
    assert officer.ask(ask, given).status_code == 302
    assert "已经申请过" in text_of(officer.ask(ask, given))
    with acting(room.clerk):
        row = Extract.objects.get()
        assert (
            "代为申请，本人当面口头同意：履历表，核对工龄" in queries.note_of(row)
            and row.retiree_id == archive.retiree_id
        )
    other = room.archive("DA103").pk
    assert officer.ask(ask, {**given, "archive": str(other)}).status_code == 422
    with pytest.raises(NotFound):
        services.ask_extract_for(
            actor=room.clerk, at=timezone.now(), archive_id=other, retiree_id=archive.retiree_id, words="x", agreed=""
        )
    with pytest.raises(NotFound):
        Browser(room.elsewhere).ask(ask, given)
