"""Pages of what hangs: the list, pairs, one pair side by side, what is decided there; whose route is shut."""

from __future__ import annotations

import io
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from yinqiao.areas.archives.tests.volumes import volume
from yinqiao.areas.handover.tests.conftest import id_number
from yinqiao.areas.retirees.tests.browser import Browser, text_of
from yinqiao.areas.separation.tests.pairs import SWAPPED, TODAY, Pairs
from yinqiao.areas.separation.urls import urlpatterns
from yinqiao.areas.separation.views.today import today_entries
from yinqiao.kernel.errors import Conflict, Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def _page(actor: Actor, name: str, *args: Any, query: str = "", data: dict[str, Any] | None = None) -> str:
    answer = Browser(actor).ask(reverse(f"separation:{name}", args=args) + query, data)
    return unescape(text_of(answer)) if answer.status_code != 302 else "302"


def test_every_route_is_shut_to_communities_and_sends_strangers_to_sign_in(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    for pattern in urlpatterns:
        args = [match_id] if pattern.pattern.converters else []
        address, data = reverse(f"separation:{pattern.name}", args=args), {} if pattern.name == "settle" else None
        with pytest.raises(Refused) as refused:
            Browser(pairs.store.scene.community).ask(address, data)
        assert refused.value.code == "access.role_not_allowed"
        assert Browser(Actor.anonymous()).ask(address, data).status_code == 302


def test_the_list_says_cause_owner_step_and_age_and_narrows(pairs: Pairs) -> None:
    pairs.swapped()
    page = _page(pairs.store.street, "items")
    assert "共 3 项" in page and "有人无档" in page and "有档无人" in page and "判定疑似对应" in page
    assert "提交档案目录或书面说明去向" in page and f"{TODAY:%Y-%m-%d}" in page
    for query, count in (
        ("?cause=no_person", 1), ("?matched=yes", 2), ("?matched=no", 1), ("?name=阿依", 1), ("?archive_no=X1", 1),
        ("?cause=nonsense", 3), ("?sort=-since", 3),
    ):  # fmt: skip
        assert f"共 {count} 项" in _page(pairs.store.street, "items", query=query), query
    assert "共 3 项" in _page(pairs.store.firm, "items") and "/people/archives/matches/" not in _page(
        pairs.store.firm, "items"
    )


def test_with_nothing_that_hangs_the_page_says_so(pairs: Pairs) -> None:
    assert "没有人档分离的事项" in _page(pairs.store.street, "items")
    assert "没有待判定的疑似对应" in _page(pairs.store.street, "matches")


def test_the_list_goes_out_with_words_instead_of_codes(pairs: Pairs) -> None:
    pairs.swapped()
    answer = Browser(pairs.store.street).ask(reverse("separation:items") + "?export=1", {"purpose": "核对档案"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    told = str(rows)
    assert "有人无档" in told and "接收单位" in told and "判定疑似对应" in told and "<a" not in told


def test_one_pair_stands_side_by_side_with_masked_numbers_and_every_reason(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    page = _page(pairs.store.street, "match", match_id)
    assert "身份证号相邻两位互换（+40）" in page and "姓名相同（+30）" in page
    assert id_number(102) not in page and SWAPPED not in page
    assert "1952-03-21" in page.replace("<mark>", "").replace("</mark>", "")
    with pytest.raises(NotFound):
        _page(pairs.store.elsewhere, "match", match_id)


def test_a_decision_is_taken_taken_back_and_refused_when_somebody_was_faster(pairs: Pairs) -> None:
    match_id = pairs.swapped()
    with pytest.raises(Invalid):
        _page(pairs.store.street, "settle", match_id, data={"decision": "burn"})
    assert _page(pairs.store.street, "settle", match_id, data={"decision": "link"}) == "302"
    with pytest.raises(Conflict):
        _page(pairs.store.street, "settle", match_id, data={"decision": "part"})
    assert "共 1 组" in _page(pairs.store.street, "matches", query="?state=linked")
    assert "撤销判定" in _page(pairs.store.street, "match", match_id)
    assert _page(pairs.store.street, "settle", match_id, data={"decision": "undo"}) == "302"
    assert "是同一人，对应" in _page(pairs.store.street, "match", match_id)


def test_today_counts_what_the_list_shows(pairs: Pairs) -> None:
    pairs.swapped()
    with acting(pairs.store.street):
        (entry,) = today_entries(pairs.store.street, TODAY)
    assert entry.count == 1 and "共 1 组" in _page(pairs.store.street, "matches")
    with acting(pairs.store.firm):
        assert today_entries(pairs.store.firm, TODAY) == []


def test_an_archive_of_nobody_shows_its_name_without_a_link(pairs: Pairs) -> None:
    pairs.offer(volume(502, "刘桂香"))
    page = _page(pairs.store.street, "items")
    assert "刘桂香" in page and "/people/archives/matches/" not in page.split("<table")[1]
