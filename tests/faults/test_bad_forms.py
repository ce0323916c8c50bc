"""Whatever is typed into a form of the newest rooms, the answer is a page or a refusal, never a fault of the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.faults.forms import BAD, forms_of, pages_of, sent
from yinqiao.areas.activities.tests.school import open_school
from yinqiao.areas.archive_certificates.tests.desk import Desk as StoreRoom
from yinqiao.areas.cases.tests.offices import Offices
from yinqiao.areas.digitised.tests.room import Room
from yinqiao.areas.duties.tests.serving import Serving
from yinqiao.areas.effects.tests.lives import Lives
from yinqiao.areas.handover.tests.conftest import NOW, make_scene
from yinqiao.areas.hotline.models import Cluster
from yinqiao.areas.hotline.services import sweep_clusters
from yinqiao.areas.hotline.tests.sheets import LATER, SYSTEM, Desk, row
from yinqiao.areas.organisations.queries import forget_places
from yinqiao.areas.party.tests.transfers import Transfer
from yinqiao.areas.party_life.tests.life import Life
from yinqiao.areas.party_reviews.tests.round import B, E, Q, Round
from yinqiao.areas.retirees.tests.browser import Browser
from yinqiao.areas.retirees.tests.small_city import build_city, register_many
from yinqiao.areas.retirees.types import RetireeStatus
from yinqiao.areas.rounds.tests.walking import Walking
from yinqiao.areas.secondments.tests.conftest import make_stay
from yinqiao.areas.volunteers.tests.club import Club
from yinqiao.platform.access import Actor, acting
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


def _hotline() -> tuple[Actor, tuple[str, ...]]:
    desk = Desk.of(make_scene())
    batch = desk.take(row("A1"))
    desk.close("A1")
    desk.quiet()
    desk.ferment()
    sweep_clusters(actor=SYSTEM, at=LATER)
    with acting(SYSTEM):
        cluster = f"/hotline/clusters/{Cluster.objects.get().pk}/"
    return desk.city, ("/hotline/", f"/hotline/sheets/{batch.pk}/", cluster, f"{cluster}take/", f"{cluster}dismiss/")


def _volunteers() -> tuple[Actor, tuple[str, ...]]:
    city = build_city()
    club = Club(city, lambda **facts: register_many(city, [facts], RetireeStatus.MANAGED)[0])
    person, new = club.volunteer(), club.register(name="李秀兰")
    part, coming = club.take(club.task(), person), timezone.now() + timedelta(days=1)
    task = club.task(starts_at=coming, ends_at=coming + timedelta(hours=1), title="陪诊")
    start = "/volunteers/"
    return club.street, (
        start, f"{start}tasks/new/", f"{start}tasks/{task}/", f"{start}records/{part}/", f"{start}people/{person}/",
        f"{start}people/{person}/training/", f"{start}people/{new}/sign-up/",
    )  # fmt: skip


def _rounds() -> tuple[Actor, tuple[str, ...]]:
    city = build_city()
    first, other = register_many(city, [{"born_on": Serving.BORN}] * 2, RetireeStatus.MANAGED)
    serving = Serving(city, first)
    serving.sweep()
    walking = Walking(serving, other, city.actor("community_officer")).take()
    start = "/people/rounds/"
    return walking.officer, (
        start,
        f"{start}choose/",
        f"{start}{walking.round_id}/",
        f"{start}{walking.round_id}/cancel/",
    )


def _review() -> Round:
    return Round.of(Life.of(Transfer.of(make_scene())))


def _reviews() -> tuple[Actor, tuple[str, ...]]:
    review = _review()
    review.note()
    one = f"/party-reviews/{review.review_id}/"
    return review.life.street, ("/party-reviews/", "/party-reviews/new/", f"{one}notes/", f"{one}count/")


def _concluding() -> tuple[Actor, tuple[str, ...]]:
    review = _review()
    review.confirmed()
    return review.life.street, (f"/party-reviews/{review.review_id}/conclude/",)


def _approving() -> tuple[Actor, tuple[str, ...]]:
    review = _review()
    review.confirmed()
    review.send(E, Q, B)
    one = f"/party-reviews/{review.review_id}/"
    return review.life.district, (f"{one}send-back/", f"{one}approve/")


def _stays() -> tuple[Actor, tuple[str, ...]]:
    stay = make_stay(make_scene())
    start = "/secondments/"
    return stay.scene.city, (
        start, f"{start}new/", f"{start}communities/{stay.community_id}/second/", f"{start}officers/{stay.id}/prolong/",
        f"{start}officers/{stay.id}/end/",
    )  # fmt: skip


def _in_a_stay() -> tuple[Actor, tuple[str, ...]]:
    stay = make_stay(make_scene())
    one = f"/secondments/people/{stay.people['王桂英']}/"
    return stay.officer, ("/secondments/people/", one, f"{one}note/", f"{one}phone/")


def _papers() -> tuple[Actor, tuple[str, ...]]:
    counter = StoreRoom.of(Room.of(make_scene()))
    one, start = counter.ask(), "/archive-certificates/"
    return counter.room.clerk, (
        start, f"{start}{one}/draft/", f"{start}{one}/refuse/", f"{start}by-letter/{counter.archive}/",
    )  # fmt: skip


def _drafted() -> tuple[Actor, tuple[str, ...]]:
    counter = StoreRoom.of(Room.of(make_scene()))
    one = f"/archive-certificates/{counter.draft(counter.ask())}/"
    return counter.room.mate, (f"{one}send-back/", f"{one}issue/")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("scene", "fewest"),
    [
        (_cases, 5),
        (_activities, 5),
        (_at_the_door, 2),
        (_after_a_death, 2),
        (_old_benefits, 1),
        (_party_life, 6),
        (_hotline, 2),
        (_volunteers, 5),
        (_rounds, 1),
        (_reviews, 3),
        (_concluding, 1),
        (_approving, 1),
        (_stays, 4),
        (_in_a_stay, 2),
        (_papers, 3),
        (_drafted, 2),
    ],
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
