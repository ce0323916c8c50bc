"""Reads the rulebook of this room."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def read_rulebook(name: str) -> dict[str, Any]:
    """The lists of one file of the rulebook."""
    folder = resources.files("yinqiao.areas.assets").joinpath("rulebook")
    return tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
