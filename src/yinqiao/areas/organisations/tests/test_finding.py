"""Finding places and enterprises while typing: by name, part, pinyin, initials, credit code; never outside a scope."""

from __future__ import annotations

import pytest

from yinqiao.areas.organisations.finding import Named, OrganisationIndex
from yinqiao.areas.organisations.types import OrganisationFound

pytestmark = pytest.mark.fast
LAKE = OrganisationFound("place", 100, "望月湖街道", "岳麓区 · 望月湖街道")
MOON = OrganisationFound("place", 101, "望月社区", "岳麓区 · 望月湖街道 · 望月社区")
LONG = OrganisationFound("place", 200, "长沙县", "长沙县")
BUILDER = OrganisationFound("enterprise", 1, "中湘第三建设集团有限公司", "中央企业")
MILL = OrganisationFound("enterprise", 2, "星垣第一纺织总公司", "市属企业")
INDEX = OrganisationIndex(
    [
        *(Named(one) for one in (LAKE, MOON, LONG)),
        Named(BUILDER, ("湘三建",), "91430000MADEMO0018"),
        Named(MILL, (), "91430000MADEMO0026"),
    ]
)


def _found(text: str, *, limit: int = 5) -> list[str]:
    return [one.name for one in INDEX.find(text, limit=limit, allowed=lambda one: True)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("望月", ["望月社区", "望月湖街道"]),
        ("月湖", ["望月湖街道"]),
        ("wangyuehu", ["望月湖街道"]),
        ("wyh", ["望月湖街道"]),
        ("yuehuj", ["望月湖街道"]),
        ("WYSQ", ["望月社区"]),
        ("changsha", ["长沙县"]),
        ("zhangsha", ["长沙县"]),
        ("湘三建", ["中湘第三建设集团有限公司"]),
        ("xsj", ["中湘第三建设集团有限公司"]),
        ("fangzhi", ["星垣第一纺织总公司"]),
        ("91430000mademo002", ["星垣第一纺织总公司"]),
        ("91430000", ["星垣第一纺织总公司", "中湘第三建设集团有限公司"]),
        ("9143", []),
        ("望", []),
        ("w", []),
        ("", []),
        ("没有这里", []),
    ],
)
def test_a_name_is_found_by_characters_pinyin_and_initials_from_two_characters_on(text: str, names: list[str]) -> None:
    assert _found(text) == names


def test_what_begins_so_comes_before_what_holds_it_and_the_limit_cuts_after_sorting() -> None:
    assert _found("yue", limit=1) == ["望月社区"]
    assert _found("wangyue", limit=1) == ["望月社区"]
    assert _found("wy", limit=1) == ["望月社区"]


def test_what_is_not_allowed_is_left_out_before_the_limit() -> None:
    found = INDEX.find("望月", limit=1, allowed=lambda one: one.ref != 101)
    assert found == [LAKE]
