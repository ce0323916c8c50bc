"""Whatever is typed into a form of the newest rooms, the answer is a page or a refusal, never a fault of the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.forms import BAD, forms_of, pages_of, sent
from yinqiao.areas.activities.tests.school import open_school
from yinqiao.areas.cases.tests.offices import Offices
from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.effects.tests.lives import Lives
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.party.tests.transfers import Transfer
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.retirees.tests.browser import Browser
from yinqiao.areas.retirees.tests.small_city import build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.platform.access import Actor
from yinqiao.platform.crypto.keyfile import keyring_installed
from yinqiao.platform.crypto.keys import new_keyring

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.fault]


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.FILES_FOLDER = tmp_path / "files"
    forget_places()
    with keyring_installed(new_keyring(NOW)):
        yield
    forget_places()


def _cases() -> tuple[Actor, tuple[str, ...]]:
    offices = Offices.of(make_scene())
    case = offices.led()
    offices.give(case)
    return offices.scene.street, ("/cases/", f"/cases/{case}/", "/cases/new/", "/cases/meetings/new/")


def _activities() -> tuple[Actor, tuple[str, ...]]:
    city = build_city()
    school = open_school(city, lambda **facts: register_many(city, [facts], RetireeStatus.MANAGED)[0])
    made = school.course()
    school.enrol(made, school.person())
    return school.officer, ("/activities/", f"/activities/{made}/", f"/activities/{school.draft(title='合唱')}/")


def _at_the_door() -> tuple[Actor, tuple[str, ...]]:
    city = build_city()
    serving = Serving(city, register_many(city, [{"born_on": Serving.BORN}], RetireeStatus.MANAGED)[0])
    serving.sweep()
    officer, person = city.actor("community_officer"), serving.person
    return officer, (f"/people/duties/{person}/deliver/", f"/people/aid/{person}/", f"/people/aid/{person}/relief/")


def _after_a_death() -> tuple[Actor, tuple[str, ...]]:
    lives = Lives.of(make_scene())
    lives.agree()
    lives.die()
    start = "/people/bereavement/"
    return lives.scene.community, (f"{start}turns/", f"{start}{lives.id()}/", f"{start}{lives.id()}/condole/")


def _old_benefits() -> tuple[Actor, tuple[str, ...]]:
    lives = Lives.of(make_scene())
    lives.agree()
    return lives.scene.officer, ("/benefits/old/",)


def _party_life() -> tuple[Actor, tuple[str, ...]]:
    life = Life.of(Transfer.of(make_scene()))
    made = life.add()
    life.tell(made)
    return life.street, ("/party-life/", f"/party-life/{life.branch_id}/", f"/party-life/meetings/{made}/")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("scene", "fewest"),
    [(_cases, 5), (_activities, 5), (_at_the_door, 2), (_after_a_death, 2), (_old_benefits, 1), (_party_life, 6)],
)
def test_what_nobody_should_type_is_answered_by_a_page_or_a_refusal(scene: Any, fewest: int) -> None:
    actor, starts = scene()
    browser, told, forms = Browser(actor), Counter[str](), set[tuple[str, ...]]()
    for page, tree in pages_of(browser, *starts):
        for address, right, kinds in forms_of(page, tree):
            # Of a form that many pages have one is enough.
            if tuple(sorted(kinds)) in forms or not kinds:
                continue
            forms.add(tuple(sorted(kinds)))
            for name, kind in kinds.items():
                for value in BAD[kind]:
                    told[sent(browser, address, {**right, name: value})] += 1
    assert len(forms) >= fewest, forms
    assert told["422"], told
    assert not any(one.startswith("5") for one in told), told
