"""Rooms meet at their doors alone. Import Linter cannot say “same room”, so this reads the import graph."""

from __future__ import annotations

from functools import cache

import grimp
import pytest

pytestmark = [pytest.mark.fast]

DOORS = {"services", "queries", "types", "errors", "events"}
READ_DOORS = {"queries", "types", "errors"}
# What a face of one room may never do to another: write through anything but its acts.
WRITING_FACES = {"services", "views", "portal", "api", "jobs", "reactions"}
# What every kind of list has, addresses and background work, is declared under the name of the kind's own room: its
# `urls` include those of the engine, its `jobs` declare them.
ENGINES = {"lists": {"urls", "jobs"}}


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("yinqiao", cache_dir=None)


def _imports_of_rooms(importers: set[str]) -> list[tuple[list[str], list[str]]]:
    """(importer, imported room module), both split at the dots, tests left out."""
    found = []
    for module in sorted(_graph().modules):
        parts = module.split(".")
        if len(parts) < 2 or parts[1] not in importers or "tests" in parts or "migrations" in parts:
            continue
        for target in sorted(_graph().find_modules_directly_imported_by(module)):
            other = target.split(".")
            if len(other) > 2 and other[1] == "areas" and other[:3] != parts[:3]:
                found.append((parts, other))
    return found


def _furniture(parts: list[str]) -> str:
    return parts[3] if len(parts) > 3 else ""


def _is_at_a_door(importer: list[str], other: list[str]) -> bool:
    furniture = _furniture(other)
    is_declared = furniture in ENGINES.get(other[2], ()) and _furniture(importer) == furniture
    return furniture in DOORS or is_declared


def test_the_graph_knows_the_rooms_and_their_imports() -> None:
    rooms = {module.split(".")[2] for module in _graph().modules if module.startswith("yinqiao.areas.")}
    assert {"organisations", "retirees", "accounts", "lists", "handover", "insight"} <= rooms
    assert len(_imports_of_rooms({"areas"})) > 50


def test_a_room_enters_another_only_through_its_doors() -> None:
    wrong = [(a, b) for a, b in _imports_of_rooms({"areas"}) if not _is_at_a_door(a, b)]
    assert [".".join(a) + " → " + ".".join(b) for a, b in wrong] == []


def test_the_shell_and_the_roof_enter_rooms_only_through_their_doors() -> None:
    wrong = [(a, b) for a, b in _imports_of_rooms({"shell", "config"}) if _furniture(b) not in DOORS]
    assert [".".join(a) + " → " + ".".join(b) for a, b in wrong] == []


def test_queries_use_only_reads_of_other_rooms() -> None:
    reads = [(a, b) for a, b in _imports_of_rooms({"areas"}) if _furniture(a) == "queries"]
    assert reads
    assert [".".join(a) + " → " + ".".join(b) for a, b in reads if _furniture(b) not in READ_DOORS] == []


def test_acts_of_another_room_are_called_by_services_and_faces_alone() -> None:
    calls = [(a, b) for a, b in _imports_of_rooms({"areas"}) if _furniture(b) == "services"]
    assert calls
    assert [".".join(a) + " → " + ".".join(b) for a, b in calls if _furniture(a) not in WRITING_FACES] == []


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "shared_utils", "base_utils"}
    assert [module for module in _graph().modules if module.split(".")[-1] in vague] == []
