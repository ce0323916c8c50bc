"""Items as their files say: those that come with the product, those of the installation, and those that the city drew up
and published (`supply_items`). They hold no personal data.

A file with a mistake is left out and told; all others serve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from yinqiao.areas.applications import errors
from yinqiao.areas.applications.rules import parse_item
from yinqiao.areas.applications.types import Fault, Item, effects
from yinqiao.platform.rulebook import Daily

_SHIPPED = Path(__file__).parents[1] / "rulebook" / "items"
Stamp = tuple[tuple[str, int, int], ...]
# What the city published: how each is called, and its text. Read once a day, as its rules are.
Texts = tuple[tuple[str, str], ...]
_PUBLISHED: Daily[Texts] = Daily(())


def supply_items(load: Callable[[], Texts]) -> None:
    """Name where the published versions are read from."""
    _PUBLISHED.supply(lambda _today: load())


def _folders() -> tuple[Path, Path]:
    return _SHIPPED, Path(settings.ITEMS_FOLDER)


def _stamp() -> Stamp:
    """Which files there are, and in which state: read anew when one changes."""
    found = []
    for folder in _folders():
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            seen = path.stat()
            found.append((str(path), seen.st_mtime_ns, seen.st_size))
    return tuple(found)


@lru_cache(maxsize=2)
def _read(stamp: Stamp, published: Texts) -> tuple[dict[tuple[str, int], tuple[Item, str]], list[Fault]]:
    taken: dict[tuple[str, int], tuple[Item, str]] = {}
    wrong: list[Fault] = []
    # What was published comes first: a file that arrives later does not take its place.
    for name, text in [*published, *_texts(stamp, wrong)]:
        item, mistakes = read_item(text, name)
        wrong += mistakes
        if item is not None and (item.code, item.version) in taken:
            wrong.append(Fault(name, 1, f"“{item.code}”第 {item.version} 版已有另一个文件"))
        elif item is not None:
            taken[item.code, item.version] = (item, text)
    return taken, wrong


def _texts(stamp: Stamp, wrong: list[Fault]) -> Iterator[tuple[str, str]]:
    for name, _, _ in stamp:
        path = Path(name)
        try:
            yield path.name, path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            wrong.append(Fault(path.name, 1, "文件读不出来，或者不是 UTF-8 编码"))


def read_item(text: str, name: str) -> tuple[Item | None, list[Fault]]:
    """The item of a text by all that is registered here, or every mistake with its line and place."""
    return parse_item(text, name, effects())


def faults() -> list[Fault]:
    """What is wrong with files that are not taken."""
    return _read(_stamp(), _PUBLISHED.value)[1]


def item_versions() -> list[Item]:
    """Every version that is taken, whenever it holds."""
    return [item for item, _ in _read(_stamp(), _PUBLISHED.value)[0].values()]


def items_in_force(day: date) -> list[Item]:
    """The items by which one applies on a day, of each the highest version in force, none that is closed by it."""
    best: dict[str, Item] = {}
    for item in item_versions():
        if item.is_in_force(day) and (item.code not in best or best[item.code].version < item.version):
            best[item.code] = item
    return sorted((one for one in best.values() if not one.closed), key=lambda one: one.code)


def item_or_none(code: str, day: date) -> Item | None:
    """The item of a code on a day."""
    return next((one for one in items_in_force(day) if one.code == code), None)


def item_in_force(code: str, day: date) -> Item:
    """The same; NotFound `applications.no_such_item`."""
    found = item_or_none(code, day)
    if found is None:
        raise errors.no_such_item()
    return found


def version_text(item: Item) -> str:
    """The file of a version as it stands."""
    return _read(_stamp(), _PUBLISHED.value)[0][item.code, item.version][1]
