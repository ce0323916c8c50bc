"""Planted values in every sensitive place: each role brings to light exactly those that its row allows."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.probe_matrix.asking import Matrix, seen_in
from tests.probe_matrix.city import PLACES, soul
from tests.probe_matrix.folk import VIEWERS
from tests.probe_matrix.looking import everything_seen
from yinqiao.areas.organisations.types import DivisionKind
from yinqiao.areas.retirees.models import RetireeVersion, SealedFactsVersion
from yinqiao.areas.retirees.queries.facts import read_facts
from yinqiao.platform.access import Actor, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event

pytestmark = pytest.mark.db
ALLOWED = tomllib.loads(Path(__file__).with_name("canaries.toml").read_text(encoding="utf-8"))
ENTERPRISES = ("enterprise_officer", "enterprise_admin")


def test_every_viewer_has_a_row() -> None:
    assert set(ALLOWED) == set(VIEWERS)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_role_sees_exactly_what_its_row_allows(matrix: Matrix, viewer: str) -> None:
    seen = {(kind, whose) for kind, owners in everything_seen(matrix, viewer).items() for whose in owners}
    allowed = {(kind, whose) for row in ALLOWED[viewer] for kind in row["kinds"] for whose in row["of"]}
    assert sorted(seen - allowed) == []
    # What the row allows is really there: nothing is hidden for a wrong reason, and no canary has died.
    assert sorted(allowed - seen) == []


def test_what_nobody_may_see_is_really_there(matrix: Matrix) -> None:
    never = {kind for kind, _ in matrix.city.planted.values()} - {
        kind for table in ALLOWED.values() for row in table for kind in row["kinds"]
    }
    assert never == {"event_data", "old_address", "old_archive", "old_household", "old_party", "old_phone"}
    with acting(Actor.system("matrix")):
        kept = _history() + [
            json.dumps(data, ensure_ascii=False) for data in Event.objects.values_list("data", flat=True)
        ]
    dead = [
        key for value, key in matrix.city.planted.items() if key[0] in never and not any(value in one for one in kept)
    ]
    assert dead == []


def test_the_log_holds_nothing_of_a_person(matrix: Matrix) -> None:
    with acting(Actor.system("matrix")):
        entries = [json.dumps(one, ensure_ascii=False, default=str) for one in Entry.objects.values()]
    told = {key for value, key in matrix.city.planted.items() if any(value in one for one in entries)}
    assert len(entries) > 100
    assert told == set()


def _history() -> list[str]:
    """Every old version of every person, what was sealed in the clear."""
    sealed = list(SealedFactsVersion.objects.values_list("facts", "pgh_obj_id"))
    opened = read_facts([facts for facts, _ in sealed], [one for _, one in sealed])
    rows = RetireeVersion.objects.values_list("archive_no", "party_branch")
    return [json.dumps(dict(one), ensure_ascii=False) for one in opened] + [" ".join(row) for row in rows]


@pytest.mark.parametrize("viewer", ENTERPRISES)
def test_an_enterprise_learns_no_community_of_an_accepted_person(matrix: Matrix, viewer: str) -> None:
    person = matrix.city.targets["accepted_person"]["own"]
    name, member = soul("own", "accepted").values["name"], matrix.city.targets["lettered_member"]["own"]
    addresses = [("GET", f"/party/members/{member}/"), ("GET", f"/party/?name={name}"),
                 ("POST", f"/party/?export=1&name={name}"), ("GET", f"/people/{person}/"), ("GET", "/handover/people/?state=accepted"), ("GET", "/"),
                 ("POST", "/handover/people/?export=1&state=accepted"), ("GET", "/insight/handover/")]  # fmt: skip
    local = [one.name for one in PLACES if one.kind in (DivisionKind.COMMUNITY, DivisionKind.STREET)]
    told = []
    for method, address in addresses:
        answer = matrix.ask(viewer, method, address, {"purpose": "核对证件或材料"})
        assert answer.status == 200
        where = address.replace(str(person), "PERSON").replace(str(member), "MEMBER").replace(name, "NAME")
        told += [f"{method} {where}: {place}" for place in local if place in answer.text]
    assert told == []


@pytest.mark.parametrize("viewer", ENTERPRISES)
def test_a_place_of_the_address_narrows_nothing_for_an_enterprise(matrix: Matrix, viewer: str) -> None:
    from yinqiao.areas.organisations.queries import places

    numbers = [places().by_code[one.code].place_no for one in PLACES]
    for address in ("/handover/people/?state=accepted&place=", "/insight/handover/?place="):
        seen = [seen_in(matrix.city, matrix.ask(viewer, "GET", f"{address}{number}")) for number in numbers]
        assert all(one == seen[0] for one in seen)


@pytest.mark.parametrize("viewer", ["community_officer", "street_officer", "enterprise_officer", "auditor"])
@pytest.mark.parametrize("kind", ["name", "id_no", "phone"])
def test_a_search_for_a_stranger_answers_as_for_nobody(matrix: Matrix, viewer: str, kind: str) -> None:
    foreign = soul("other", "accepted").values[kind]
    nobody = {"name": "赵辛酉", "id_no": "990101195203129873", "phone": "13979999999"}[kind]
    answers = [matrix.ask(viewer, "POST", "/search/", {"text": text}) for text in (foreign, nobody)]
    first, second = (
        (one.faceless()[0], one.faceless()[2].replace(text, ""))
        for one, text in zip(answers, (foreign, nobody), strict=True)
    )
    assert first == second


@pytest.mark.parametrize("viewer", ["community_officer", "street_officer", "city_manager"])
def test_the_rightful_officer_finds_the_person_by_all_three(matrix: Matrix, viewer: str) -> None:
    mine = soul("own", "accepted").values
    person = str(matrix.city.targets["accepted_person"]["own"])
    assert all(
        person in matrix.ask(viewer, "POST", "/search/", {"text": mine[kind]}).text
        for kind in ("name", "id_no", "phone")
    )
