"""What was looked at in a run: by this process, and, when several walk, by all of them."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

# A process that has gone may be followed by another, which goes on with what is left of its group.
PATIENCE = 60.0


@dataclass
class Gallery:
    """Pictures taken and pages looked at during the whole run."""

    taken: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    # Name of an address -> why it is no page to look at; empty when it is one.
    answers: dict[str, str] = field(default_factory=dict)
    # Name of an address -> the kinds of parts that the server sent there, to whomever.
    sent: dict[str, set[str]] = field(default_factory=dict)
    # Names of addresses that answered a form or gave a part of a page.
    used: set[str] = field(default_factory=set)
    # (address pattern, screen) -> the kinds of parts that axe was asked about there.
    inspected: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    # Screen -> the faces of elements whose letters were found readable there.
    faces: dict[str, set[str]] = field(default_factory=dict)
    # Who is signed in -> the cookies of the browser. They open the site of this process alone.
    sessions: dict[str, list[Any]] = field(default_factory=dict)

    def told(self) -> str:
        """Everything that another process may rest on."""
        sets = {"taken": self.taken, "pages": self.pages, "used": self.used}
        by_name = {"sent": self.sent, "faces": self.faces, "inspected": _flat(self.inspected)}
        return json.dumps({
            "answers": self.answers,
            **{name: sorted(one) for name, one in sets.items()},
            **{name: {key: sorted(one) for key, one in kinds.items()} for name, kinds in by_name.items()},
        })  # fmt: skip

    def join(self, told: str) -> None:
        """Add what another process has told."""
        other = json.loads(told)
        # What gave a file to one and a page to another (it was not made yet) is no page.
        self.answers = {
            name: self.answers.get(name) or why for name, why in {**self.answers, **other["answers"]}.items()
        }
        for name in ("taken", "pages", "used"):
            getattr(self, name).update(other[name])
        for name in ("sent", "faces"):
            for key, found in other[name].items():
                getattr(self, name).setdefault(key, set()).update(found)
        for key, found in other["inspected"].items():
            pattern, screen = key.split(" ")
            self.inspected.setdefault((pattern, screen), set()).update(found)


def _flat(inspected: dict[tuple[str, str], set[str]]) -> dict[str, set[str]]:
    return {" ".join(key): parts for key, parts in inspected.items()}


@dataclass(frozen=True)
class Album:
    """A folder of the run in which each group of journeys leaves what it has seen so far."""

    folder: Path

    def keep(self, group: str, gallery: Gallery, *, is_whole: bool) -> None:
        """Write it down at once and whole: others read meanwhile."""
        fresh = self.folder / f"{group}.fresh"
        fresh.write_text(gallery.told())
        fresh.replace(self._path(group, is_whole=is_whole))

    def so_far(self, groups: Iterable[str]) -> list[str]:
        """What these groups have told until now."""
        paths = [self._path(one, is_whole=is_whole) for one in groups for is_whole in (True, False)]
        return [path.read_text() for path in paths if path.exists()]

    def begin(self, group: str) -> TextIO:
        """Tell that this process walks the group: until what is returned is closed, or the process is no more.

        The lock is this process's alone; what it starts does not hold it.
        """
        fresh = self.folder / f"{group}.arriving"
        walker = fresh.open("w")
        fcntl.lockf(walker, fcntl.LOCK_EX)
        fresh.replace(self._walker(group))
        return walker

    def whole(self, groups: Iterable[str], *, within: float, patience: float = PATIENCE) -> list[str]:
        """What these groups have told at their ends.

        AssertionError when one has not come to its end `within` seconds, and when nobody has walked it for `patience`
        since somebody began.
        """
        paths, begun = {one: self._path(one, is_whole=True) for one in groups}, time.monotonic()
        alive = dict.fromkeys(paths, begun)
        while missing := [group for group, path in paths.items() if not path.exists()]:
            now = time.monotonic()
            alive |= {group: now for group in missing if not self._is_deserted(group)}
            gone = [group for group in missing if now - alive[group] > patience]
            assert not gone, f"who walked these journeys ended before them: {gone}"
            assert now - begun < within, f"these journeys have not come to their end: {missing}"
            time.sleep(min(0.5, patience / 4))
        return [path.read_text() for path in paths.values()]

    def _is_deserted(self, group: str) -> bool:
        """Whether somebody began the group and nobody walks it now."""
        path = self._walker(group)
        if not path.exists():
            return False
        with path.open("r+") as walker:
            try:
                fcntl.lockf(walker, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
        return True

    def _walker(self, group: str) -> Path:
        return self.folder / f"{group}.walker"

    def _path(self, group: str, *, is_whole: bool) -> Path:
        return self.folder / f"{group}.{'whole' if is_whole else 'part'}"
