"""Whatever changes anything opens an act, so that change, audit entry and events cannot part; widening is reviewed."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from functools import cache
from importlib import import_module
from types import FunctionType

import pytest

from tests.architecture import known
from tests.architecture.source import Function, Module, called, product
from yinqiao.platform.access.widenings import WIDENINGS

pytestmark = [pytest.mark.fast]


@cache
def _services() -> dict[str, dict[str, Function]]:
    """Room → top-level function of its services → its tree."""
    found: dict[str, dict[str, Function]] = defaultdict(dict)
    for module in product():
        if module.furniture == "services":
            found[module.room].update({name: node for name, node in module.functions() if "." not in name})
    return found


def _offered(room: str) -> list[str]:
    """What the door `services` of a room offers: its `__all__`, or else every public function of its own."""
    door = import_module(f"yinqiao.areas.{room}.services")
    names = getattr(door, "__all__", None) or [name for name in vars(door) if not name.startswith("_")]
    return [
        name
        for name in names
        if isinstance(getattr(door, name), FunctionType)
        and getattr(door, name).__module__.startswith(f"yinqiao.areas.{room}.services")
    ]


def _arguments(node: Function) -> set[str]:
    return {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}


def _acts(room: str, name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function opens an act, is given one, or calls one of the room's that does."""
    node = _services()[room].get(name)
    if node is None or name in seen:
        return False
    if "act" in _arguments(node):
        return True
    names = {called(one) for one in ast.walk(node) if isinstance(one, ast.Call)}
    return "perform" in names or any(_acts(room, one, seen | {name}) for one in names)


def _doors() -> list[tuple[str, str]]:
    return [(room, name) for room in _services() for name in _offered(room)]


def test_every_act_is_performed_as_an_act() -> None:
    doors = _doors()
    assert len(doors) > 40
    without = {f"{room}:{name}" for room, name in doors if not _acts(room, name)}
    # An exception that is no longer needed has to go too.
    assert without == set(known.WITHOUT_ACT)


def test_every_door_of_services_takes_its_arguments_by_keyword_with_actor_and_moment_or_an_act() -> None:
    wrong = []
    for room, name in _doors():
        if f"{room}:{name}" in known.WITHOUT_ACT:
            continue
        node = _services()[room][name]
        is_given_act = "act" in _arguments(node)
        if node.args.args or not (is_given_act or {"actor", "at"} <= _arguments(node)):
            wrong.append(f"{room}:{name}")
    assert wrong == []


def test_every_read_of_people_takes_its_scope() -> None:
    wrong = []
    for room in (
        "retirees",
        "contacts",
        "ledger",
        "datarights",
        "duplicates",
        "certification",
        "lists",
        "handover",
        "archives",
        "assets",
        "party",
        "branches",
        "routine",
        "othercity",
        "opening",
        "papers",
        "agreements",
        "checklists",
        "funds",
        "dues",
        "party_life",
        "party_reviews",
        "benefits",
        "exchange",
        "insight",
        "intake",
        "dropbox",
        "hub",
        "aid",
        "duties",
        "rounds",
        "bereavement",
        "effects",
        "sandbox",
        "departments",
        "letters",
        "applications",
        "certificates",
        "digitised",
        "scan_texts",
        "archive_certificates",
        "authorisations",
        "ratings",
        "activities",
        "secondments",
        "volunteers",
        "case_results",
        "cases",
        "hotline",
        "pension_relation",
        "reimbursement",
        "survivors",
        "reconciliation",
    ):
        door = import_module(f"yinqiao.areas.{room}.queries")
        for name in getattr(door, "__all__", None) or vars(door):
            read = getattr(door, name)
            own = isinstance(read, FunctionType) and read.__module__.startswith(f"yinqiao.areas.{room}.queries")
            if own and name.startswith(("get_", "find_", "list_", "count_")):
                names = read.__code__.co_varnames[: read.__code__.co_argcount + read.__code__.co_kwonlyargcount]
                if "scope" not in names:
                    wrong.append(f"{room}:{name}")
    assert set(wrong) == set(known.WITHOUT_SCOPE)


def test_content_is_shown_to_an_overseer_at_one_reviewed_place() -> None:
    calls = [
        (module.name, node) for module in product() for node in ast.walk(module.tree) if isinstance(node, ast.Call)
    ]
    assert [name for name, node in calls if called(node).endswith(".in_full")] == [
        "areas/datarights/services/requests.py"
    ]


def _widenings(module: Module) -> list[ast.Call]:
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and called(node) == "widened"]


def test_every_widening_stands_in_services_at_one_reviewed_place() -> None:
    calls = [(module, node) for module in product() for node in _widenings(module)]
    assert {module.furniture or module.path.stem for module, _ in calls} == {"services"}
    assert all(node.args and isinstance(node.args[0], ast.Constant) for _, node in calls)
    reasons = Counter(node.args[0].value for _, node in calls)  # type: ignore[attr-defined]
    assert reasons == Counter(WIDENINGS.keys())
