"""The list of what must not be issued, as data; what somebody asks for is looked up in it by any of its names."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from yinqiao.areas.certificates.types.refused import Refused

PLACES = ("community_officer", "street_officer", "district_manager", "city_manager", "agency_officer")
BASIS = "《不应由基层群众性自治组织出具证明事项清单（第一批）》（民发〔2020〕20号）"
_ITEMS = 20
# What stands around the name of a certificate and tells nothing.
_AROUND = ("证明", "开具", "开", "的", "要", "我", "社区", "出具", "办理", "办", "一份", "个", " ", "　")


@cache
def refused() -> tuple[Refused, ...]:
    """The list in its order; ValueError unless it is whole, each number once."""
    text = resources.files("yinqiao.areas.certificates").joinpath("rulebook/refused.toml").read_text("utf-8")
    found = tuple(
        Refused(**{**one, "words": tuple(one.get("words", ()))}) for one in tomllib.loads(text)["certificate"]
    )
    if [one.number for one in found] != list(range(1, _ITEMS + 1)) or len({one.code for one in found}) != _ITEMS:
        raise ValueError("the list of certificates is not whole")
    return found


def _bare(text: str) -> str:
    for one in _AROUND:
        text = text.replace(one, "")
    return text


def look_up(asked: str) -> Sequence[Refused]:
    """What somebody may mean: `开个健在证明` → 健在. Everything where nothing was asked; nothing where it is not listed."""
    if not asked.strip():
        return refused()
    wanted = _bare(asked)
    if not wanted:
        return refused()
    return [
        one for one in refused()
        if any(wanted in name or name in wanted for name in map(_bare, (one.title, *one.words)) if name)
    ]  # fmt: skip
