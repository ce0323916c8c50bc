"""Pages of papers: print, download the same bytes again, many at once, scans on the spot, templates that an office sends."""

from __future__ import annotations

import io
from datetime import date, timedelta
from html import unescape
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from yinqiao.areas.handover.tests.conftest import CAST, NOW, Scene, place_actor, roster
from yinqiao.areas.handover.views.papers import CARD
from yinqiao.areas.papers import queries, services
from yinqiao.areas.papers.models import Paper, PaperTemplate
from yinqiao.areas.papers.tests.conftest import Desk, pdf_of, sheet
from yinqiao.areas.papers.types import NewTemplate
from yinqiao.areas.papers.views import scans, templates
from yinqiao.areas.papers.views.today import today_entries
from yinqiao.areas.retirees.models import Retiree
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.routine.tests.months import SYSTEM
from yinqiao.areas.routine.views.papers import LETTER
from yinqiao.kernel.errors import DomainError, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.papers.kinds import papers

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _ask(actor: Actor, name: str, *args: Any, data: dict[str, Any] | None = None, query: str = "") -> Any:
    return Browser(actor).ask(reverse(f"papers:{name}", args=args) + query, data)


def _page(actor: Actor, name: str, *args: Any, data: dict[str, Any] | None = None, query: str = "") -> str:
    answer = _ask(actor, name, *args, data=data, query=query)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def _bytes(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_letter_is_printed_listed_downloaded_twice_and_voided(desk: Desk) -> None:
    subject = desk.subject(303)
    asked = _page(desk.firm, "print", LETTER, subject)
    assert "取号并生成" in asked and "钱卫东" in asked and "通用样式" in asked
    assert _page(desk.firm, "print", LETTER, subject, data={}) == "302"
    (paper,) = desk.papers()
    listed = _page(desk.firm, "papers")
    assert paper.number in listed and "待盖章件" in listed and "全国党员管理信息系统" in listed
    first, second = (_bytes(_ask(desk.firm, "download", paper.pk)) for _ in range(2))
    assert first == second == desk.bytes_of(paper.file_id)
    assert "已打印过 1 份" in _page(desk.firm, "print", LETTER, subject)
    assert _page(desk.firm, "void", paper.pk, data={"reason": "姓名有误"}) == "302"
    assert "姓名有误" in _page(desk.firm, "paper", paper.pk)
    assert "没有符合" in _page(desk.firm, "papers", query="?state=stamped")
    with pytest.raises(NotFound):
        _page(desk.months.rival, "paper", paper.pk)


def test_letters_of_everybody_chosen_are_one_order_with_its_file(desk: Desk) -> None:
    ids = [desk.subject(303), desk.subject(301)]
    answer = Browser(desk.firm).ask(reverse("routine:letters"), {"ids": ids})
    order_id = answer["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert "生成介绍信" in _page(desk.firm, "printing", order_id)
    services.carry_out_printing(actor=desk.firm, at=NOW, printing_id=order_id)
    page = _page(desk.firm, "printing", order_id)
    assert "移介〔2026〕0001号" in page and "合订文件" in page
    assert len(docx.Document(io.BytesIO(_bytes(_ask(desk.firm, "bundle", order_id)))).sections) == 2
    with pytest.raises(Invalid):
        services.order_printing(actor=desk.firm, at=NOW, kind=LETTER, subjects=["x"] * 301)


def test_today_counts_what_is_late_and_what_waits_as_the_lists_do(desk: Desk) -> None:
    paper = desk.print()
    desk.scan(pdf_of([sheet(None)]))
    late = NOW.date() + timedelta(days=15)
    with acting(desk.firm):
        entries = {one.label: one.count for one in today_entries(desk.firm, late)}
        assert [one.pk for one in queries.list_papers(scope=desk.firm.scope).filter(queries.outstanding(late))] == [
            paper.pk
        ]
        assert queries.count_outstanding(scope=desk.firm.scope, today=late - timedelta(days=1)) == 0
    assert entries == {"盖章件逾期未归档的文书": 1, "有页面待办理的扫描件": 1}


def test_a_scan_is_sent_shown_and_settled_on_its_page(desk: Desk) -> None:
    paper = desk.print()
    content = pdf_of([sheet(desk.code(paper)), sheet(None)])
    scan = desk.scan(content)
    _, blank = desk.pages(scan)
    page = _page(desk.firm, "scan", scan.pk)
    assert "待办理 1 页" in page and f"前一页是 {paper.number}" in page and "已归档 1 页" in page
    assert "本单位没有这个编号" in _page(desk.firm, "page_file", blank.pk, data={"number": "移介〔2026〕9号"})
    assert _page(desk.firm, "page_before", blank.pk, data={}) == "302"
    assert "2 页都已办理" in _page(desk.firm, "scan", scan.pk)
    assert _bytes(_ask(desk.firm, "page_picture", blank.pk)).startswith(b"\xff\xd8")
    assert "共 2 页" in _page(desk.firm, "scan", scan.pk) and "已归档 2 页" in _page(desk.firm, "paper", paper.pk)


def _send(actor: Actor, kind: str, text: str, from_on: date) -> Any:
    document = docx.Document()
    for line in ("{{ 编号 }}{{ 二维码 }}", text):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    target.seek(0)
    return services.send_template(actor=actor, at=NOW, new=NewTemplate(kind, target, "模板.docx", from_on))


def test_the_nearest_office_wins_from_its_day_on_and_older_papers_stay(desk: Desk) -> None:
    city, today = desk.months.city, NOW.date()
    before = desk.print()
    _send(city, LETTER, "市定样式：{{ 姓名 }}", today + timedelta(days=1))
    with acting(desk.firm):
        assert queries.template_for(scope=desk.firm.scope, kind=LETTER, day=today) is None
        assert queries.template_for(scope=desk.firm.scope, kind=LETTER, day=today + timedelta(days=1)) is not None
    version = _send(city, LETTER, "市定样式二：{{ 姓名 }}", today)
    after = desk.print()
    assert "市定样式二：钱卫东" in "".join(
        one.text for one in docx.Document(io.BytesIO(desk.bytes_of(after.file_id))).paragraphs
    )
    assert (after.template_id, before.template_id) == (version, None)
    street, community = desk.months.street, desk.months.community
    own = _send(street, CARD, "街道样式", today)
    _send(city, CARD, "市样式", today)
    with acting(community):
        found = queries.template_for(scope=community.scope, kind=CARD, day=today)
    with acting(desk.months.elsewhere):
        others = queries.template_for(scope=desk.months.elsewhere.scope, kind=CARD, day=today)
    assert found is not None and found.pk == own
    assert others is not None and others.author_unit == "长沙市"
    services.stop_template(actor=street, at=NOW, template_id=own)
    with acting(community):
        again = queries.template_for(scope=community.scope, kind=CARD, day=today)
    assert again is not None and again.author_unit == "长沙市"


def test_a_template_is_the_own_office_s_to_send_and_to_stop(desk: Desk) -> None:
    version = _send(desk.months.city, CARD, "样式", NOW.date())
    for actor in (desk.months.community, desk.firm):
        with pytest.raises(Refused):
            _send(actor, CARD, "样式", NOW.date())
    with pytest.raises(NotFound):
        services.stop_template(actor=desk.months.street, at=NOW, template_id=version)
    with pytest.raises(Invalid) as refusal:
        _send(desk.months.city, CARD, "样式", NOW.date() - timedelta(days=1))
    assert refusal.value.code == "papers.too_early"
    with pytest.raises(Invalid) as unknown:
        _send(desk.months.city, CARD, "{{ 职务 }}", NOW.date())
    assert unknown.value.code == "papers.unknown_word"
    services.stop_template(actor=desk.months.city, at=NOW, template_id=version)
    with pytest.raises(DomainError):
        services.stop_template(actor=desk.months.city, at=NOW, template_id=version)
    with acting(SYSTEM):
        assert PaperTemplate.objects.count() == 1


def test_the_pages_of_templates_tell_the_words_and_give_a_preview_about_nobody(desk: Desk) -> None:
    _send(desk.months.city, CARD, "样式 {{ 姓名 }}", timezone.localdate())
    page = _page(desk.months.street, "template", CARD)
    assert "{{ 服务社区 }}" in page and "现用" in page and "停用" not in page and "上传本单位的模板" in page
    assert "上传本单位的模板" not in _page(desk.months.community, "template", CARD)
    assert all(one.title in _page(desk.months.community, "templates") for one in papers.kinds.values())
    preview = docx.Document(io.BytesIO(_bytes(_ask(desk.months.community, "template_preview", CARD))))
    assert "样式 张示例" in [one.text for one in preview.paragraphs]
    current = docx.Document(io.BytesIO(_bytes(_ask(desk.months.community, "template_current", CARD))))
    assert "样式 {{ 姓名 }}" in [one.text for one in current.paragraphs]
    assert "停用" in _page(desk.months.city, "template", CARD)
    assert templates.send.required_roles and scans.send.required_roles


def test_cards_forms_and_ledger_say_what_the_register_knows(scene: Scene) -> None:
    batch_id = scene.submit(roster(*CAST))
    with acting(SYSTEM):
        person = Retiree.objects.get(name="王桂英")
        place_no = scene.community.scope.place_from
    street = place_actor("street_officer", "430104001000")
    for kind, subject, words in (
        (CARD, str(person.pk), ("王桂英", "月华社区")),
        ("handover-confirmation", str(person.pk), ("王桂英", "13900000102", "3栋2单元", "中湘机床集团（演示）")),
    ):
        frames = papers.kinds[kind].load
        with acting(scene.community):
            (frame,) = frames(scene.community, [subject])
        assert all(word in "".join(frame.texts.values()) for word in words), kind
        for stranger in (scene.elsewhere, scene.officer):
            with acting(stranger), pytest.raises(NotFound):
                frames(stranger, [subject])
    with acting(scene.officer):
        (listed,) = papers.kinds["handover-roster"].load(scene.officer, [str(batch_id)])
    assert listed.people == len(CAST) and listed.lists["人员"][0]["姓名"] == "王桂英"
    with acting(scene.rival), pytest.raises(NotFound):
        papers.kinds["handover-roster"].load(scene.rival, [str(batch_id)])
    with acting(street):
        (ledger,) = papers.kinds["handover-work-ledger"].load(street, [str(place_no)])
    assert ledger.people == 0
    for wrong in ("x", "999999999", str(scene.elsewhere.scope.place_from)):
        with acting(street), pytest.raises(NotFound):
            papers.kinds["handover-work-ledger"].load(street, [wrong])


def test_the_ledger_of_a_community_is_printed_as_one_list_in_its_own_series(scene: Scene) -> None:
    from yinqiao.areas.handover import services as handover
    from yinqiao.areas.handover.services import Choice

    batch_id = scene.submit(roster(*CAST))
    handover.accept_people(actor=scene.community, at=NOW, choice=Choice(batch_id=batch_id))
    place_no = str(scene.community.scope.place_from)
    order_id = services.order_printing(actor=scene.community, at=NOW, kind="handover-work-ledger", subjects=[place_no])
    services.carry_out_printing(actor=scene.community, at=NOW, printing_id=order_id)
    with acting(SYSTEM):
        paper = Paper.objects.get()
    assert (paper.number, paper.place_no, paper.people) == ("台账〔2026〕0001号", scene.community.scope.place_from, 2)
    assert paper.number in _page(scene.street, "papers")
    with pytest.raises(NotFound):
        _page(scene.neighbour, "paper", paper.pk)
