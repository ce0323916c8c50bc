"""What grows beyond a page is split: files, functions, arguments, templates, rooms. Exceptions may only shrink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.architecture import known
from tests.architecture.source import PACKAGE, Function, Module, product

pytestmark = [pytest.mark.fast]

FILE, FUNCTION, VIEW, ARGUMENTS, TEMPLATE, ROOM = 400, 40, 30, 6, 150, 4000
VIEW_FILES = {"views", "portal", "api"}


def _beyond(
    sizes: Mapping[str, int], limit: int | Mapping[str, int], known_ones: Mapping[str, tuple[int, str]]
) -> list[str]:
    """What is over its limit and not tolerated, or tolerated without need."""
    wrong = []
    for name, size in sizes.items():
        allowed = limit if isinstance(limit, int) else limit[name]
        if name in known_ones:
            tolerated, reason = known_ones[name]
            if size <= allowed:
                wrong.append(f"{name} needs no exception any more: {size}")
            if size > tolerated:
                wrong.append(f"{name} has grown to {size}, tolerated {tolerated} ({reason})")
        elif size > allowed:
            wrong.append(f"{name}: {size}, allowed {allowed}")
    return wrong + [f"{name} is gone" for name in known_ones if name not in sizes]


def _lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _arguments(node: Function) -> int:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return len([one for one in named if one.arg not in {"self", "cls"}])


def _is_view(module: Module, node: Function) -> bool:
    is_face = module.furniture in VIEW_FILES or module.path.stem == "views"
    return is_face and any(one.arg == "request" for one in node.args.args)


def test_no_file_is_longer_than_400_lines() -> None:
    sizes = {one.name: len(one.text.splitlines()) for one in product()}
    assert len(sizes) > 200
    assert _beyond(sizes, FILE, known.FILE_LINES) == []


def test_no_function_is_longer_than_40_lines_and_no_view_than_30() -> None:
    sizes, limits = {}, {}
    for module in product():
        for name, node in module.functions():
            key = f"{module.name}:{name}"
            sizes[key], limits[key] = _lines(node), VIEW if _is_view(module, node) else FUNCTION
    assert Counter(limits.values())[VIEW] > 20
    assert _beyond(sizes, limits, known.FUNCTION_LINES) == []


def test_no_function_takes_more_than_six_arguments() -> None:
    sizes = {f"{module.name}:{name}": _arguments(node) for module in product() for name, node in module.functions()}
    assert _beyond(sizes, ARGUMENTS, known.ARGUMENTS) == []


def test_no_template_is_longer_than_150_lines() -> None:
    sizes = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("templates/**/*")
        if path.is_file()
    }
    assert len(sizes) > 50
    assert _beyond(sizes, TEMPLATE, known.TEMPLATE_LINES) == []


def test_no_room_is_larger_than_4000_lines_without_its_tests() -> None:
    sizes: Counter[str] = Counter()
    for module in product():
        if module.room:
            sizes[module.room] += len(module.text.splitlines())
    assert _beyond(sizes, ROOM, known.ROOM_LINES) == []


def test_a_size_over_its_limit_a_needless_and_a_grown_exception_are_told() -> None:
    tolerated = {"small": (50, "was large"), "grown": (50, "large"), "gone": (50, "large")}
    told = _beyond({"fine": 40, "large": 41, "small": 40, "grown": 51}, 40, tolerated)
    assert [line.split()[0].rstrip(":") for line in told] == ["large", "small", "grown", "gone"]
