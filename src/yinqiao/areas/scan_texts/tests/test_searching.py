"""Words are found where somebody may look: by the purpose's classes, never 三, 五, 八 without leave, never elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinqiao.areas.digitised import services as scans
from yinqiao.areas.digitised.queries import get_open_lookup
from yinqiao.areas.digitised.tests.room import FIRST, SYSTEM, Room
from yinqiao.areas.handover.tests.conftest import NOW
from yinqiao.areas.scan_texts import queries
from yinqiao.areas.scan_texts.models import Page, Reading
from yinqiao.areas.scan_texts.tests.desk import (
    file_text,
    open_lookup,
    pages,
    read_all,
    refused,
    search,
    search_within,
)
from yinqiao.kernel.errors import NotFound
from yinqiao.platform.access import Actor, Scope, acting

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def filed(room: Room) -> Room:
    """Two archives, each class with the same words on it, read."""
    for class_no in ("1", "3", "5", "8", "9-1"):
        file_text(room, f"{FIRST}_{class_no}_1.pdf", f"矿务局{class_no}类材料", "第二页另有内容")
    file_text(room, "DA103_1_1.pdf", "矿务局一九七六年")
    read_all()
    return room


def test_a_keeper_finds_the_classes_of_the_purpose_and_never_the_closed_ones(filed: Room) -> None:
    assert search(filed.clerk, "矿务局") == [("DA102", "1", 1), ("DA102", "9-1", 1), ("DA103", "1", 1)]
    assert search(filed.clerk, "矿务局", "political_review") == [("DA102", "1", 1), ("DA103", "1", 1)]
    assert search(filed.chief, "矿务局 一九七六") == [("DA103", "1", 1)]


@pytest.mark.parametrize(
    ("words", "purpose", "code"),
    [
        ("矿", "pension_check", "scan_texts.too_short"), (" \u202e ", "pension_check", "scan_texts.too_short"),
        ("矿务局 年", "pension_check", "scan_texts.too_short"), ("一二 二三 三四 四五 五六 六七 七八", "pension_check", "scan_texts.too_many"),
        ("矿务局", "investigation", "scan_texts.purpose_missing"), ("矿务局", "", "scan_texts.purpose_missing"),
    ],
)  # fmt: skip
def test_a_question_that_is_none_is_refused(filed: Room, words: str, purpose: str, code: str) -> None:
    assert refused(lambda: search(filed.clerk, words, purpose)) == code


def test_pages_that_bear_the_same_tokens_in_another_order_are_no_hits(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", "务局在，矿务")
    read_all()
    assert search(room.clerk, "矿务局") == [] and search(room.clerk, "务局") == [("DA102", "1", 1)]


def test_within_a_look_up_its_classes_alone_are_found_also_closed_ones_that_were_let(filed: Room) -> None:
    lookup = open_lookup(filed)
    for viewer in (filed.clerk, filed.mate):
        assert search_within(viewer, lookup, "矿务局") == [("DA102", "1", 1), ("DA102", "5", 1)]
    assert refused(lambda: search_within(filed.third, lookup, "矿务局")) == "digitised.not_a_viewer"
    with pytest.raises(NotFound):
        search_within(filed.elsewhere, lookup, "矿务局")
    with acting(filed.clerk):
        row = get_open_lookup(scope=filed.clerk.scope, viewer=filed.clerk.id, lookup_id=lookup, at=NOW)
        assert queries.count_unread(scope=filed.clerk.scope, lookup=row) == 0
        late = NOW + timedelta(hours=48)
        act = lambda: get_open_lookup(scope=filed.clerk.scope, viewer=filed.clerk.id, lookup_id=lookup, at=late)  # noqa: E731
        assert refused(act) == "digitised.lookup_over"
    scans.end_lookup(actor=filed.mate, at=NOW, lookup_id=lookup)
    assert refused(lambda: search_within(filed.clerk, lookup, "矿务局")) == "digitised.not_open"


def test_a_hit_leads_to_the_page_where_a_look_up_is_open_and_else_to_none(filed: Room) -> None:
    lookup = open_lookup(filed)
    with acting(filed.clerk):
        found = queries.search_archives(actor=filed.clerk, words="矿务局", purpose="pension_check", at=NOW)
    assert [one.lookup_id for one in found.hits] == [lookup, None, None] and found.archives == 2
    assert [one[2] for one in search(filed.clerk, "另有内容")] == [2, 2]


def test_nobody_outside_the_scope_nor_community_enterprise_overseer_or_the_person_sees_a_page(filed: Room) -> None:
    assert search(filed.elsewhere, "矿务局") == []
    with acting(SYSTEM):
        person = filed.archive().retiree_id
    others = [
        filed.elsewhere, filed.store.firm, Actor(person, "retiree", "本人", Scope.of_person(person)),
        Actor(filed.clerk.id, "auditor", "审计员", filed.clerk.scope.for_oversight()),
    ]  # fmt: skip
    for actor in others:
        with acting(actor):
            assert not Page.objects.exists() and not Reading.objects.exists()
            assert queries.get_tally(scope=actor.scope).pages == 0
            assert queries._bearing(["矿务"], ["1"], None) == []
    assert len(pages()) == 11


def test_more_hits_than_a_page_shows_are_said_to_be_more(room: Room) -> None:
    file_text(room, f"{FIRST}_1_1.pdf", *["矿务局职工登记"] * 51)
    read_all()
    with acting(room.clerk):
        found = queries.search_archives(actor=room.clerk, words="职工登记", purpose="pension_check", at=NOW)
    assert len(found.hits) == 50 and found.is_more
