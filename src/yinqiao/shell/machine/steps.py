"""The steps of 对接说明: what a programmer does from nothing to the first applied event, with this site's address."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

# As the commands have it for whoever runs them at home.
HOME = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is for, and what to type; `language` is empty where there is nothing to type."""

    title: str
    words: str
    language: str = ""
    command: str = ""


@cache
def all_steps() -> tuple[Step, ...]:
    """Every step, as docs/exchange.md has them too."""
    text = resources.files("yinqiao.shell.machine").joinpath("start.toml").read_text("utf-8")
    return tuple(Step(**one) for one in tomllib.loads(text)["step"])


def steps_at(address: str) -> list[Step]:
    """The steps for the site at an address; the key stays for the reader to put in."""
    return [Step(one.title, one.words, one.language, one.command.replace(HOME, address)) for one in all_steps()]
