"""Every endpoint × key: own, sibling's, ended, revoked, groundless, unknown, none; and what each key brings to light."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.architecture.test_addresses import READ_BY_KEY
from tests.probe_matrix.asking import Matrix, seen_in
from tests.probe_matrix.city import SIDES, place_scope
from tests.probe_matrix.folk import KEYS
from tests.probe_matrix.programmes import OPENING, SHUT, Programme, code_of, make_keys, problem_of
from tests.probe_matrix.table import METHODS, TABLE
from yinqiao.areas.insight.queries import list_by_enterprise, list_by_place
from yinqiao.areas.insight.types import Dimension
from yinqiao.areas.organisations.queries import scope_of_enterprise
from yinqiao.platform.access import Actor, Scope, acting
from yinqiao.platform.audit.models import Entry
from yinqiao.platform.events.models import Event, Feed
from yinqiao.platform.events.registry import quiet_codes, withheld_codes
from yinqiao.platform.events.sequencer import sequence_all

pytestmark = pytest.mark.db
MACHINE = TABLE["machine"]
NAMED = [(name, parameter) for name, row in MACHINE.items() for parameter in row["names"]]


@pytest.fixture
def programme(matrix: Matrix) -> Iterator[Programme]:
    """The keys of the city, and the events numbered; undone afterwards."""
    with transaction.atomic():
        sequence_all()
        yield Programme(matrix, make_keys(matrix))
        transaction.set_rollback(True)


def test_the_table_has_a_row_for_each_endpoint_and_for_no_other() -> None:
    assert set(MACHINE) == READ_BY_KEY


@pytest.mark.parametrize("name", sorted(MACHINE))
def test_an_endpoint_answers_a_key_that_holds_and_no_other(programme: Programme, name: str) -> None:
    assert {key: programme.ask(key, name).status for key in OPENING} == dict.fromkeys(OPENING, 200)
    refused = {key: programme.ask(key, name) for key in SHUT}
    assert {key: (one.status, problem_of(one)) for key, one in refused.items()} == dict.fromkeys(
        SHUT, (401, "api.key_not_accepted")
    )
    # Nobody learns what is wrong with a key.
    assert len({one.faceless() for one in refused.values()}) == 1
    signed_in = programme.ask("none", name, viewer="community_officer")
    assert (signed_in.status, problem_of(signed_in)) == (401, "api.key_not_accepted")


@pytest.mark.parametrize("name", sorted(MACHINE))
def test_an_endpoint_answers_get_alone(programme: Programme, name: str) -> None:
    for key in ("place.own", "none"):
        for method in sorted(set(METHODS) - {"GET", "HEAD"}):
            answer = programme.ask(key, name, method)
            assert (answer.status, problem_of(answer)) == (405, "api.method_not_allowed"), (key, method)
            assert dict(answer.headers)["allow"] == "GET"
        assert (programme.ask(key, name, "HEAD").status, programme.ask(key, name, "HEAD").text) == (405, "")


@pytest.mark.parametrize("name", sorted(MACHINE))
def test_the_key_of_a_sandbox_is_answered_and_brings_nobody_of_the_city_to_light(
    programme: Programme, name: str
) -> None:
    programme.tokens["sandbox"] = KEYS["sandbox.own"]
    answer = programme.ask("sandbox", name)
    assert (answer.status, seen_in(programme.matrix.city, answer)) == (200, set())
    if name == "api:list_events":
        told = json.loads(answer.text)["items"]
        assert {one["retiree_id"][:13] for one in told if one["retiree_id"]} == {"ffffffff-ffff"}


@pytest.mark.parametrize(("name", "parameter"), NAMED)
def test_what_is_not_a_keys_own_and_what_is_not_there_are_one_answer(
    programme: Programme, name: str, parameter: str
) -> None:
    kind = MACHINE[name]["names"][parameter]
    for key in OPENING:
        holder, _, own = key.partition(".")
        sides = {side: programme.ask(key, name, **{parameter: code_of(kind, side)}) for side in (*SIDES, "absent")}
        if holder == "firm" and parameter in MACHINE[name].get("shut", ()):
            assert {one.status for one in sides.values()} == {403}
            assert len({one.faceless() for one in sides.values()}) == 1
            continue
        within = {own} if kind == holder or holder == "place" else set()
        assert {side for side, one in sides.items() if one.status == 200} == within, key
        assert {problem_of(sides[side]) for side in {*sides} - within} == {"not_found"}
        assert len({sides[side].faceless() for side in {*sides} - within}) == 1


def _people(matrix: Matrix, side: str, *states: str) -> set[str]:
    return {str(matrix.city.targets[f"{state}_person"][side]) for state in states}


def test_a_key_reads_the_events_of_the_people_in_its_scope_and_of_nobody_else(programme: Programme) -> None:
    matrix = programme.matrix
    seen = {key: programme.read(key, "api:list_events", limit="1000")["items"] for key in OPENING}
    people = {key: {one["retiree_id"] for one in items} - {None} for key, items in seen.items()}
    assert people["place.own"] == _people(matrix, "own", "accepted", "waiting")
    assert people["place.sibling"] == _people(matrix, "sibling", "accepted", "waiting")
    assert people["firm.own"] == _people(matrix, "own", "accepted", "waiting", "returned", "desk")


@pytest.mark.parametrize("key", OPENING)
def test_both_walls_let_the_same_events_through(programme: Programme, key: str) -> None:
    shown = {one["id"] for one in programme.read(key, "api:list_events", limit="1000")["items"]}
    holder, _, side = key.partition(".")
    firm = scope_of_enterprise(enterprise_id=programme.matrix.city.firms[side])
    with acting(Actor(None, "", "墙", place_scope(code_of("place", side)) if holder == "place" else firm)):
        # What the feed keeps from every programme: party matters, and what an opening load brought in.
        kept_back = [*withheld_codes(), *quiet_codes()]
        behind = {str(one) for one in Event.objects.exclude(type__in=kept_back).values_list("pk", flat=True)}
    assert shown == behind
    assert 5 < len(shown) < Feed.objects.count()


def test_an_enterprise_reads_what_is_shared_without_places_offices_and_content(programme: Programme) -> None:
    items = programme.read("firm.own", "api:list_events", limit="1000")["items"]
    with acting(Actor.system("test")):
        shared = dict(Event.objects.values_list("pk", "is_shared"))
    assert len(items) > 5
    assert {shared[key] for key in shared if str(key) in {one["id"] for one in items}} == {True}
    assert {(one["division_code"], tuple(one["fields"]), one["source"]) for one in items} == {(None, (), "")}
    assert {one["office"] for one in items} <= {"", "中湘三建（演示）"}


def test_no_answer_holds_what_is_known_about_a_person(programme: Programme) -> None:
    matrix = programme.matrix
    for key in OPENING:
        for name in sorted(MACHINE):
            assert seen_in(matrix.city, programme.ask(key, name)) == set()
    own = programme.read("place.own", "api:list_events", limit="1000")["items"]
    # The names of what was corrected are told, what it says is not.
    assert ["address", "phone"] in [sorted({"address", "phone"} & set(one["fields"])) for one in own]


def _noted(programme: Programme, name: str) -> list[tuple[str, str, int, str]]:
    """What the log says of one question, undone: action, role, people, purpose."""
    with transaction.atomic():
        with acting(Actor.system("test")):
            last = Entry.objects.latest("id").pk
        programme.send("place.own", name)
        with acting(Actor.system("test")):
            new = Entry.objects.filter(pk__gt=last).order_by("id")
            found = list(new.values_list("action", "actor_role", "people", "purpose"))
        transaction.set_rollback(True)
    return found


def test_reading_events_is_noted_with_the_number_of_people_and_reading_figures_is_not(programme: Programme) -> None:
    first_today = ("accounts.key_used", "community_officer", 0, "")
    assert _noted(programme, "api:list_events") == [
        first_today, ("exchange.feed_read", "community_officer", 2, "经接口读取事件"),
    ]  # fmt: skip
    assert _noted(programme, "api:count_handover") == [first_today]
    programme.send("place.own", "api:list_divisions")
    assert _noted(programme, "api:list_divisions") == []


@pytest.mark.parametrize("by", list(Dimension))
def test_the_figures_are_those_of_the_page(programme: Programme, by: Dimension) -> None:
    scope: Scope = place_scope(code_of("place", "own"))
    answer = programme.read("place.own", "api:count_handover", by=by.value)
    with acting(Actor(None, "community_officer", "页面", scope)):
        rows = (
            list_by_enterprise(scope=scope) if by == Dimension.ENTERPRISE else list_by_place(scope=scope, dimension=by)
        )
    told = [
        (one["name"], one["handed_over"], one["accepted"], one["contacted"], one["outstanding"])
        for one in answer["items"]
    ]
    page = [
        (one.name, one.figures.handed_over, one.figures.accepted, one.figures.contacted, one.figures.outstanding)
        for one in rows
    ]
    assert told == page
    assert (answer["total"]["handed_over"], answer["total"]["accepted"], answer["total"]["reception_rate"]) == (
        3,
        2,
        "66.67",
    )


def test_pages_of_the_feed_and_of_divisions_follow_each_other_without_gap_or_repetition(programme: Programme) -> None:
    whole = programme.read("place.own", "api:list_events", limit="1000")
    seqs, after = [], 0
    while True:
        page = programme.read("place.own", "api:list_events", limit="3", after=str(after), epoch=whole["epoch"])
        seqs += [one["seq"] for one in page["items"]]
        assert page["next"] > after
        after = page["next"]
        if not page["has_more"]:
            break
    assert seqs == [one["seq"] for one in whole["items"]]
    assert after == whole["next"] == Feed.objects.count()
    assert programme.read("place.own", "api:list_divisions")["items"] == [
        {"code": "430104001001", "name": "月华社区", "kind": "community", "parent_code": "430104001000"}
    ]


@pytest.mark.parametrize("asked", [{"epoch": "018f0000-0000-7000-8000-000000000000"}, {"after": "9007199254740991"}])
def test_a_reader_from_before_a_restore_is_told(programme: Programme, asked: dict[str, str]) -> None:
    answer = programme.ask("place.own", "api:list_events", **asked)
    assert (answer.status, problem_of(answer)) == (409, "exchange.feed_began_anew")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("api:list_divisions", {"limit": "1001"}), ("api:list_divisions", {"below": "\x00"}),
        ("api:list_events", {"after": "-1"}), ("api:list_events", {"limit": "0"}), ("api:list_events", {"epoch": "x"}),
        ("api:count_handover", {"by": "city"}), ("api:count_handover", {"enterprise": "1' OR 1=1"}),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_named_and_not_repeated(
    programme: Programme, name: str, asked: dict[str, str]
) -> None:
    answer = programme.ask("place.own", name, **asked)
    assert (answer.status, problem_of(answer)) == (422, "api.invalid_parameter")
    assert next(iter(asked)) in json.loads(answer.text)["message"]
    assert "OR 1=1" not in answer.text


@pytest.mark.parametrize("name", sorted(MACHINE))
def test_a_misspelt_parameter_is_refused_rather_than_left_out(programme: Programme, name: str) -> None:
    answer = programme.ask("place.own", name, plcae="430104001001")
    assert (answer.status, problem_of(answer)) == (422, "api.unknown_parameter")
