"""What overseers check: hits and looks, the watch list, an incident, one person, the seal, the words of the log."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

import yinqiao
from yinqiao.areas.lists.queries import all_kinds
from yinqiao.kernel.errors import Invalid, NotFound, Refused
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit import services
from yinqiao.platform.audit.evidence import collect_evidence
from yinqiao.platform.audit.log import record, record_read
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.audit.queries import get_seal_state
from yinqiao.platform.audit.rules import usual_of_others
from yinqiao.platform.audit.unusual import Unusual, list_unusual, list_watched
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring
from yinqiao.platform.ui.tests.people_list import request_of
from yinqiao.shell import views as shell_views
from yinqiao.shell.oversight import checks
from yinqiao.shell.oversight.words import ACTIONS

CITY = Scope.place(1, 9000, "长沙市")
AUDITOR = Actor(UUID(int=1), "auditor", "曾莉", CITY, "长沙市")
OFFICER = Actor(UUID(int=2), "data_protection_officer", "唐洁", CITY, "长沙市")
CLERK = Actor(UUID(int=3), "community_officer", "李红霞", Scope.place(10, 20, "某社区"), "某社区")
CHINA = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=CHINA)


@pytest.fixture(autouse=True)
def _keyring() -> Iterator[None]:
    """A keyring of its own for each test."""
    with keyring_installed(new_keyring(WEDNESDAY)):
        yield


def hits(since: datetime = WEDNESDAY) -> list[Unusual]:
    """What the auditor is shown since a day."""
    with acting(AUDITOR):
        return list_unusual(since=since.date(), today=since.date(), region="4301")


def opened(at: datetime, people: int) -> None:
    """The clerk opened so many people at a moment."""
    with acting(CLERK):
        for _ in range(people):
            record(CLERK, action="retirees.open_person", kind="read", at=at, subject=("retiree", uuid4()), people=1)


@pytest.mark.fast
@pytest.mark.parametrize(
    ("counts", "own", "usual"),
    [([60], 60, 0), ([4, 4, 4, 60], 60, 4), ([4, 60], 4, 60), ([1, 2, 3, 4], 2, 3), ([1, 4, 9], 4, 5), ([], 0, 0)],
)
def test_the_usual_is_that_of_the_others_and_nothing_for_who_is_alone(counts: list[int], own: int, usual: int) -> None:
    assert usual_of_others(counts, own) == usual


@pytest.mark.fast
def test_every_action_that_the_product_writes_has_words() -> None:
    root = Path(yinqiao.__file__).parent
    written = set()
    for path in root.rglob("*.py"):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.keyword) and node.arg == "action" and isinstance(node.value, ast.Constant):
                    written.add(str(node.value.value))
    dotted = {one for one in written if "." in one}
    assert len(dotted) > 50
    # Those of lists are called after the room of their kind.
    dotted |= {code for kind in all_kinds() for code in kind.actions.values()}
    assert dotted - set(ACTIONS) == set()


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "is_hit"),
    [
        (WEDNESDAY.replace(hour=6, minute=59), True),
        (WEDNESDAY.replace(hour=7, minute=0), False),
        (WEDNESDAY.replace(hour=19, minute=59), False),
        (WEDNESDAY.replace(hour=20, minute=0), True),
        (WEDNESDAY + timedelta(days=2), False),
        (WEDNESDAY + timedelta(days=3), True),
    ],
    ids=["06:59", "07:00", "19:59", "20:00", "Friday", "Saturday"],
)
def test_five_people_outside_working_hours_stand_out_at_the_very_edge(moment: datetime, is_hit: bool) -> None:
    opened(moment, 4)
    assert hits() == []
    opened(moment, 1)
    assert [one.kind for one in hits()] == (["off_hours"] if is_hit else [])


@pytest.mark.db
@pytest.mark.django_db
def test_opening_one_person_many_times_is_one_person() -> None:
    with acting(CLERK):
        person = uuid4()
        for _ in range(80):
            record(CLERK, action="retirees.open_person", kind="read", at=WEDNESDAY, subject=("retiree", person))
    assert hits() == []


@pytest.mark.db
@pytest.mark.django_db
def test_a_look_stays_with_its_hit_and_in_the_log_and_nobody_looks_at_the_own() -> None:
    now = timezone.now()
    opened(now, 60)
    hit = next(one for one in hits(now) if one.kind == "opened")
    with pytest.raises(Invalid):
        services.look_at_hit(actor=AUDITOR, at=now, key=hit.key, note=" ")
    with pytest.raises(Refused) as refused:
        services.look_at_hit(actor=CLERK, at=now, key=hit.key, note="没有问题")
    assert refused.value.code == "oversight.role_may_not"
    with pytest.raises(Refused) as own:
        services.look_at_hit(actor=replace(AUDITOR, id=CLERK.id), at=now, key=hit.key, note="没有问题")
    assert own.value.code == "oversight.own_hit"
    with pytest.raises(NotFound):
        services.look_at_hit(actor=AUDITOR, at=now, key="opened:2026-01-01:x", note="没有问题")
    services.look_at_hit(actor=AUDITOR, at=now, key=hit.key, note="集中走访，已核实")
    looked = next(one for one in hits(now) if one.key == hit.key)
    assert looked.look is not None
    assert (looked.look.by, looked.look.note) == ("曾莉", "集中走访，已核实")
    with acting(AUDITOR):
        assert Entry.objects.filter(action="oversight.hit_looked_at").count() == 1


@pytest.mark.db
@pytest.mark.django_db
def test_every_look_up_of_a_watched_person_is_pointed_out_until_taken_off_the_list() -> None:
    now, person = timezone.now(), uuid4()
    with acting(CLERK):
        record_read(CLERK, action="retirees.open_person", retiree_id=person)
    assert hits(now) == []
    with pytest.raises(Refused):
        services.watch_person(actor=AUDITOR, at=now, retiree_id=person, why="社会关注")
    services.watch_person(actor=OFFICER, at=now, retiree_id=person, why="社会关注")
    assert [(one.kind, one.actor_name, one.retiree_id) for one in hits(now)] == [("watched", "李红霞", person)]
    with pytest.raises(Invalid):
        services.watch_person(actor=OFFICER, at=now, retiree_id=person, why="再次")
    with acting(CLERK):
        assert list_watched() == []
    services.unwatch_person(actor=OFFICER, at=now, retiree_id=person, why="关注已过")
    assert hits(now) == []


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(("person", "why"), [("x", "关注已过"), (str(UUID(int=9)), ""), (str(UUID(int=9)), "长" * 201)])
def test_nobody_leaves_the_list_without_a_number_and_a_reason_and_the_list_keeps_what_was_typed(
    person: str, why: str
) -> None:
    services.watch_person(actor=OFFICER, at=timezone.now(), retiree_id=UUID(int=9), why="社会关注")
    with acting(OFFICER):
        answer = checks.watched(request_of(post={"remove": person, "why": why}, actor=OFFICER))
        assert [one.retiree_id for one in list_watched()] == [UUID(int=9)]
    listed = answer.content.decode()
    assert answer.status_code == 422 and "没有移出：" in listed and "列入一人" in listed
    assert (f'value="{why}" aria-invalid="true"' in listed) is (person != "x")


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(("text", "entries"), [("430104194806150021", 1), ("43010419480615002", 0), ("王桂英", 0)])
def test_a_full_number_that_finds_nobody_leaves_an_entry_without_the_number(text: str, entries: int) -> None:
    with acting(CLERK):
        shell_views.search(request_of(post={"text": text}, actor=CLERK))
    with acting(AUDITOR):
        found = list(Entry.objects.filter(action="shell.number_not_found"))
    assert len(found) == entries
    assert all(text not in str(vars(one)) for one in found)


@pytest.mark.db
@pytest.mark.django_db
def test_the_evidence_counts_different_people_once_and_lists_apart_within_a_half_open_window() -> None:
    person = uuid4()
    with acting(CLERK):
        for at in (WEDNESDAY - timedelta(seconds=1), WEDNESDAY, WEDNESDAY, WEDNESDAY + timedelta(hours=1)):
            record(CLERK, action="retirees.open_person", kind="read", at=at, subject=("retiree", person), people=1)
        record(CLERK, action="retirees.list_exported", kind="read", at=WEDNESDAY, people=500)
    window = {"since": WEDNESDAY, "until": WEDNESDAY + timedelta(hours=1)}
    with acting(AUDITOR):
        pack = collect_evidence(**window)
        assert (pack.people, pack.listed, pack.actors, pack.entries) == (1, 500, 1, 3)
        assert {one.action: (one.entries, one.people, one.listed) for one in pack.rows} == {
            "retirees.open_person": (2, 1, 0),
            "retirees.list_exported": (1, 0, 500),
        }
        assert collect_evidence(**window, actor="别人").entries == 0
    with acting(replace(CLERK, id=uuid4())):
        assert collect_evidence(**window).entries == 0


@pytest.mark.db
@pytest.mark.django_db
def test_what_the_nightly_proof_found_stands_on_the_page_and_nothing_proven_is_said() -> None:
    with acting(AUDITOR):
        assert get_seal_state().proven_at is None
        assert "尚未核验" in page(checks.seal, AUDITOR)
    broken = {"entries": 9, "breaches": 2, "first_no": 4, "first_code": "audit.entry_changed"}
    with acting(Actor.system("审计核验")):
        record(Actor.system("审计核验"), action=services.VERIFIED, kind="system", detail=broken)
    with acting(AUDITOR):
        assert get_seal_state().is_broken
        assert "audit.entry_changed" in page(checks.seal, AUDITOR)


def page(view: Any, actor: Actor, **asked: Any) -> str:
    """What an actor reads on a page."""
    return str(view(request_of(actor=actor, **asked)).content.decode())


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("view", [checks.find_person, checks.unusual, checks.evidence, checks.seal])
def test_overseers_open_each_check_and_a_community_officer_gets_nothing(view: Any) -> None:
    for actor in (AUDITOR, OFFICER):
        with acting(actor):
            assert view(request_of(actor=actor)).status_code == 200
    with acting(CLERK), pytest.raises(Refused) as refused:
        view(request_of(actor=CLERK))
    assert refused.value.code == "access.role_not_allowed"


@pytest.mark.db
@pytest.mark.django_db
def test_the_watch_list_is_the_data_protection_officers_alone() -> None:
    with acting(OFFICER):
        assert "名单中还没有人" in page(checks.watched, OFFICER)
    with acting(AUDITOR), pytest.raises(Refused):
        checks.watched(request_of(actor=AUDITOR))


@pytest.mark.db
@pytest.mark.django_db
def test_looking_for_a_person_asks_for_enough_and_says_when_nobody_is_found() -> None:
    with acting(AUDITOR):
        assert "同时填写姓名和出生日期" in page(checks.find_person, AUDITOR, post={"name": "王桂英"})
        assert "没有找到这个人" in page(checks.find_person, AUDITOR, post={"id_no": "430104194806150021"})
        assert Entry.objects.filter(action="oversight.person_sought").count() == 1
